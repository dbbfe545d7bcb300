INSERT INTO upload BY NAME
SELECT left(md5($sha256 || ':' || $version || ':' || $batch), 16) AS upload_id, $file_name AS file_name,
    $sha256 AS sha256, $bytes AS bytes, $rows_read AS rows_read, $now AS received_at, $by AS received_by,
    $as_of AS as_of, $reason AS reason
RETURNING upload_id;
