INSERT INTO observation BY NAME
SELECT * EXCLUDE (known_from), coalesce(known_from, as_of, $today) AS known_from,
    left(md5(hex(digest) || ':' || $version || ':' || $batch || ':' || rowid), 16) AS observation_id,
    $now AS recorded_at, $by AS recorded_by, $origin AS origin
FROM arriving;
