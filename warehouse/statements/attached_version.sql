SELECT data_version FROM file.warehouse_meta;
