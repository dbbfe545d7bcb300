-- Rows that people send: told from each other by where and when they came, compared by figure and not by digest.
INSERT INTO observation BY NAME
SELECT * EXCLUDE (position, known_from), coalesce(known_from, as_of, $today) AS known_from, 0 AS digest,
    left(md5(concat_ws(':', $version, $batch, $now, position)), 16) AS observation_id,
    $now AS recorded_at, $by AS recorded_by, $origin AS origin
FROM arriving_rows;
