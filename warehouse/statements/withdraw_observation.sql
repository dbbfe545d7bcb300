INSERT INTO observation BY NAME
SELECT left(md5(hex(digest) || ':' || $version || ':' || $batch || ':withdrawn'), 16) AS observation_id, digest, place,
    indicator, breakdown, coverage, period, period_start, period_end, cumulation, unit, state, source, source_rank,
    $today AS known_from, $now AS recorded_at, $by AS recorded_by, 'hand' AS origin, observation_id AS supersedes,
    true AS withdrawal, $reason AS reason
FROM observation WHERE observation_id = $observation_id AND NOT withdrawal
RETURNING observation_id;
