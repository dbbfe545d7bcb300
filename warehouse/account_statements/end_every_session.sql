UPDATE session SET revoked = :now WHERE revoked IS NULL
