-- What the last sync left standing of the facts of data/.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT target_id, digest FROM target
WHERE origin = 'fact' AND NOT withdrawal
  AND target_id NOT IN (SELECT supersedes FROM target WHERE origin = 'fact' AND supersedes IS NOT NULL);

-- The same target on several pages arrives once.
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT min(arriving.rowid) AS position FROM arriving ANTI JOIN standing USING (digest) GROUP BY digest;

CREATE OR REPLACE TEMP TABLE gone AS
SELECT * FROM target WHERE target_id IN (SELECT target_id FROM standing ANTI JOIN arriving USING (digest));

-- A target gone and a target come on the same slot are one changed target.
CREATE OR REPLACE TEMP TABLE changed AS
WITH going AS (
    SELECT *, row_number() OVER (slot ORDER BY value, digest) AS turn FROM gone
    WINDOW slot AS (PARTITION BY place, indicator, breakdown, coverage, period, kind, document_id)
), candidate AS (
    SELECT arriving.rowid AS position, arriving.* FROM arriving WHERE arriving.rowid IN (SELECT position FROM fresh)
), coming AS (
    SELECT *, row_number() OVER (slot ORDER BY value, digest) AS turn FROM candidate
    WINDOW slot AS (PARTITION BY place, indicator, breakdown, coverage, period, kind, document_id)
)
SELECT coming.position, going.target_id
FROM coming JOIN going USING (place, indicator, breakdown, period, kind, turn)
WHERE coming.coverage IS NOT DISTINCT FROM going.coverage
  AND coming.document_id IS NOT DISTINCT FROM going.document_id;

INSERT INTO target BY NAME
SELECT arriving.* EXCLUDE (target_key), left(md5(hex(arriving.digest) || ':' || $version), 16) AS target_id,
    $now AS recorded_at, $by AS recorded_by, 'fact' AS origin, changed.target_id AS supersedes,
    CASE WHEN changed.target_id IS NOT NULL THEN 'changed in data' END AS reason
FROM arriving JOIN fresh ON arriving.rowid = fresh.position LEFT JOIN changed ON changed.position = fresh.position;

INSERT INTO target BY NAME
SELECT * REPLACE (left(md5(hex(digest) || ':' || $version || ':withdrawn'), 16) AS target_id, $today AS known_from,
    $now AS recorded_at, $by AS recorded_by, target_id AS supersedes, true AS withdrawal,
    'removed from data' AS reason)
FROM gone ANTI JOIN changed USING (target_id);

SELECT (SELECT count(*) FROM fresh) - (SELECT count(*) FROM changed) AS added,
    (SELECT count(*) FROM changed) AS superseded,
    (SELECT count(*) FROM gone) - (SELECT count(*) FROM changed) AS withdrawn;
