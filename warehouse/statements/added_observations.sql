-- The identifiers that add_observations gave, in the order of the rows.
SELECT left(md5(hex(digest) || ':' || $version || ':' || $batch || ':' || rowid), 16) AS observation_id
FROM arriving ORDER BY rowid;
