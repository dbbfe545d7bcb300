INSERT INTO identity (name, label, kind, role, places, made) VALUES (:name, :label, 'provider', :role, :places, :now)
ON CONFLICT (name) DO UPDATE SET label = excluded.label, role = excluded.role, places = excluded.places
