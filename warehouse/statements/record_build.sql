DELETE FROM build WHERE NOT changed;
INSERT INTO build BY NAME
SELECT coalesce((SELECT max(build_id) FROM build), 0) + 1 AS build_id, $started_at AS started_at,
    $finished_at AS finished_at, $code_version AS code_version, $data_digest AS data_digest, $data_date AS data_date,
    $added AS added, $superseded AS superseded, $withdrawn AS withdrawn, $changed AS changed
RETURNING build_id;
