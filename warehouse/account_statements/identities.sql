SELECT name, label, kind, role, places, password, disabled FROM identity ORDER BY kind, name
