INSERT INTO identity (name, label, kind, role, places, password, made)
VALUES (:name, :label, :kind, :role, :places, :password, :now) ON CONFLICT (name) DO NOTHING
