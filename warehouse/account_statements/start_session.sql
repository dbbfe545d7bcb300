INSERT INTO session (digest, name, made, seen, ends) SELECT :digest, name, :now, :now, :ends FROM identity
WHERE name = :name AND NOT disabled
