SELECT table_name FROM duckdb_tables() WHERE database_name = $catalog AND table_name = 'warehouse_meta';
