INSERT INTO target BY NAME
SELECT * REPLACE (left(md5(hex(digest) || ':' || $version || ':' || $batch || ':withdrawn'), 16) AS target_id,
    $today AS known_from, $now AS recorded_at, $by AS recorded_by, 'hand' AS origin, NULL AS upload_id,
    target_id AS supersedes, true AS withdrawal, $reason AS reason)
FROM target WHERE target_id = $target_id AND NOT withdrawal
RETURNING target_id;
