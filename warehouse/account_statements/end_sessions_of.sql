UPDATE session SET revoked = :now WHERE name = :name AND revoked IS NULL
