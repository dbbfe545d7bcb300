SELECT name, label, kind, role, places, password, disabled FROM identity WHERE name = :name
