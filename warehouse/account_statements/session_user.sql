SELECT name, label, kind, role, places, password, disabled, seen FROM session JOIN identity USING (name)
WHERE digest = :digest AND revoked IS NULL AND NOT disabled AND ends > :now AND seen > :idle_since
