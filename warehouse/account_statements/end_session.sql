UPDATE session SET revoked = :now WHERE digest = :digest AND revoked IS NULL
