DELETE FROM "{table}";
INSERT INTO "{table}" FROM coming;
