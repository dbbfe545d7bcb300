-- What the last sync left standing of the facts of data/.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT observation_id, digest FROM observation
WHERE origin = 'fact' AND NOT withdrawal
  AND observation_id NOT IN (SELECT supersedes FROM observation WHERE origin = 'fact' AND supersedes IS NOT NULL);

-- Equal rows arrive once.
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT min(arriving.rowid) AS position FROM arriving ANTI JOIN standing USING (digest) GROUP BY digest;

CREATE OR REPLACE TEMP TABLE gone AS
SELECT * FROM observation
WHERE observation_id IN (SELECT observation_id FROM standing ANTI JOIN arriving USING (digest));

-- A row gone and a row come on the same slot are one changed fact; several pair in the order of their rows.
CREATE OR REPLACE TEMP TABLE changed AS
WITH going AS (
    SELECT *, row_number() OVER (slot ORDER BY source_file, source_row, digest) AS turn FROM gone
    WINDOW slot AS (PARTITION BY place, indicator, breakdown, coverage, period, state, source)
), candidate AS (
    SELECT arriving.rowid AS position, arriving.* FROM arriving
    SEMI JOIN gone USING (place, indicator, breakdown, period)
    WHERE arriving.rowid IN (SELECT position FROM fresh)
), coming AS (
    SELECT *, row_number() OVER (slot ORDER BY source_file, source_row, digest) AS turn FROM candidate
    WINDOW slot AS (PARTITION BY place, indicator, breakdown, coverage, period, state, source)
)
SELECT coming.position, going.observation_id
FROM coming JOIN going USING (place, indicator, breakdown, period, turn)
WHERE coming.coverage IS NOT DISTINCT FROM going.coverage AND coming.state IS NOT DISTINCT FROM going.state
  AND coming.source IS NOT DISTINCT FROM going.source;

INSERT INTO observation BY NAME
SELECT arriving.*, left(md5(hex(arriving.digest) || ':' || $version), 16) AS observation_id,
    $now AS recorded_at, $by AS recorded_by, 'fact' AS origin, changed.observation_id AS supersedes,
    CASE WHEN changed.observation_id IS NOT NULL THEN 'changed in data' END AS reason
FROM arriving JOIN fresh ON arriving.rowid = fresh.position LEFT JOIN changed ON changed.position = fresh.position;

INSERT INTO observation BY NAME
SELECT left(md5(hex(digest) || ':' || $version || ':withdrawn'), 16) AS observation_id, digest, place, indicator, breakdown,
    coverage, period, period_start, period_end, cumulation, unit, state, source, source_rank, $today AS known_from,
    $now AS recorded_at, $by AS recorded_by, 'fact' AS origin, observation_id AS supersedes, true AS withdrawal,
    'removed from data' AS reason
FROM gone ANTI JOIN changed USING (observation_id);

SELECT (SELECT count(*) FROM fresh) - (SELECT count(*) FROM changed) AS added,
    (SELECT count(*) FROM changed) AS superseded,
    (SELECT count(*) FROM gone) - (SELECT count(*) FROM changed) AS withdrawn;
