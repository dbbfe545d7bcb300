SELECT data_version FROM warehouse_meta;
