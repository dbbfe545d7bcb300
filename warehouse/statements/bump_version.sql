UPDATE warehouse_meta SET data_version = $version;
