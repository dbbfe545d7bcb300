INSERT INTO warehouse_meta SELECT 0, 0, now() WHERE NOT EXISTS (FROM warehouse_meta);
UPDATE warehouse_meta SET schema_version = $version;
