INSERT INTO target BY NAME
SELECT * EXCLUDE (target_key, known_from), coalesce(known_from, $today) AS known_from,
    left(md5(hex(digest) || ':' || $version || ':' || $batch || ':' || rowid), 16) AS target_id,
    $now AS recorded_at, $by AS recorded_by, $origin AS origin
FROM arriving;

SELECT left(md5(hex(digest) || ':' || $version || ':' || $batch || ':' || rowid), 16) AS target_id
FROM arriving ORDER BY rowid;
