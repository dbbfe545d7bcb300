-- The identifiers that add_observations gave, in the order of the rows.
SELECT left(md5(concat_ws(':', $version, $batch, $now, position)), 16) AS observation_id
FROM range($rows) AS numbers (position) ORDER BY position;
