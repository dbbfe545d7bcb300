UPDATE identity SET role = :role, places = :places WHERE name = :name
