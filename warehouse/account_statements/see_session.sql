UPDATE session SET seen = :now WHERE digest = :digest
