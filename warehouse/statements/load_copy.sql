-- The serving copy, filled from the attached file. Only here is the latest event of an upload, and what each row is
-- hidden by, worked out ahead of the reads.
CREATE TABLE place AS FROM file.place ORDER BY position;
CREATE TABLE place_name AS FROM file.place_name;
CREATE TABLE place_region AS FROM file.place_region;
CREATE TABLE place_code AS FROM file.place_code;
CREATE TABLE place_alias AS FROM file.place_alias;
CREATE TABLE tile AS FROM file.tile;
CREATE TABLE labour_force AS
    SELECT * REPLACE (CAST(thousand_persons::DECIMAL(38, 6) * 1000000 AS BIGINT) AS thousand_persons) FROM file.labour_force;
CREATE TABLE set_aside AS FROM file.set_aside;
CREATE TABLE target_source AS FROM file.target_source;
CREATE TABLE upload AS FROM file.upload;
CREATE TABLE upload_event AS SELECT *, row_number() OVER () AS turn FROM file.upload_event;
CREATE TABLE round AS FROM file.round;
CREATE TABLE build AS FROM file.build;

-- The uploads undone at a moment.
CREATE MACRO undone_uploads(moment) AS TABLE
    SELECT upload_id FROM upload_event WHERE happened_at <= moment
    GROUP BY upload_id HAVING arg_max(event, turn) = 'undone';

-- The documents of git, then those that people added, the latest row of each; not those of an upload undone now.
CREATE TABLE document AS
FROM file.document
UNION ALL BY NAME
SELECT * EXCLUDE (recorded_at, recorded_by, upload_id) FROM (
    FROM file.document_added QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY recorded_at DESC) = 1
) AS added
WHERE document_id NOT IN (SELECT document_id FROM file.document)
  AND (upload_id IS NULL OR upload_id NOT IN (SELECT upload_id FROM undone_uploads(TIMESTAMPTZ 'infinity')));
CREATE TABLE reading_correction AS SELECT *, row_number() OVER () AS turn FROM file.reading_correction;

-- Every later version or withdrawal of a row, however many corrections on. A later row known at no date is known in
-- the undated view only, whose clock is 9999-12-31; an undated target is known always.
CREATE TABLE observation_chain AS
WITH RECURSIVE link AS (
    SELECT supersedes AS earlier, observation_id AS later FROM file.observation WHERE supersedes IS NOT NULL
), chain AS (
    FROM link UNION SELECT chain.earlier, link.later FROM chain JOIN link ON link.earlier = chain.later
)
SELECT chain.earlier, chain.later, coalesce(known_from, DATE '9999-12-31') AS known_from, recorded_at, upload_id
FROM chain JOIN file.observation AS superseding ON superseding.observation_id = chain.later;

CREATE TABLE target_chain AS
WITH RECURSIVE link AS (
    SELECT supersedes AS earlier, target_id AS later FROM file.target WHERE supersedes IS NOT NULL
), chain AS (
    FROM link UNION SELECT chain.earlier, link.later FROM chain JOIN link ON link.earlier = chain.later
)
SELECT chain.earlier, chain.later, coalesce(known_from, DATE '0001-01-01') AS known_from, recorded_at, upload_id
FROM chain JOIN file.target AS superseding ON superseding.target_id = chain.later;

-- visible_from is missing for rows never shown: withdrawals and rows of uploads undone now.
CREATE TABLE observation AS
WITH undone AS (FROM undone_uploads(TIMESTAMPTZ 'infinity')), hidden AS (
    SELECT earlier, min(known_from) AS hidden_from FROM observation_chain ANTI JOIN undone USING (upload_id) GROUP BY earlier
)
SELECT observed.* EXCLUDE (digest, low, high), CAST(low::DECIMAL(38, 6) * 1000000 AS BIGINT) AS value,
    CAST(coalesce(high, low)::DECIMAL(38, 6) * 1000000 AS BIGINT) AS value_high,
    CASE WHEN NOT withdrawal AND undone.upload_id IS NULL THEN coalesce(known_from, DATE '9999-12-31') END AS visible_from,
    hidden.hidden_from
FROM file.observation AS observed
LEFT JOIN undone ON undone.upload_id = observed.upload_id
LEFT JOIN hidden ON hidden.earlier = observed.observation_id
ORDER BY place, indicator, period_start;

CREATE TABLE target AS
WITH undone AS (FROM undone_uploads(TIMESTAMPTZ 'infinity')), hidden AS (
    SELECT earlier, min(known_from) AS hidden_from FROM target_chain ANTI JOIN undone USING (upload_id) GROUP BY earlier
)
SELECT aimed.* EXCLUDE (digest) REPLACE (CAST(value::DECIMAL(38, 6) * 1000000 AS BIGINT) AS value,
        CAST(coalesce(value_high, value)::DECIMAL(38, 6) * 1000000 AS BIGINT) AS value_high,
        CAST(baseline_value::DECIMAL(38, 6) * 1000000 AS DOUBLE) AS baseline_value),
    document.number AS document, document.date AS document_date,
    document.date_printed AS document_date_printed, coalesce(document.authority, 1) AS authority,
    document.issuer,
    CASE WHEN NOT withdrawal AND undone.upload_id IS NULL THEN coalesce(known_from, DATE '0001-01-01') END AS visible_from,
    hidden.hidden_from
FROM file.target AS aimed
LEFT JOIN document ON document.document_id = aimed.document_id
LEFT JOIN undone ON undone.upload_id = aimed.upload_id
LEFT JOIN hidden ON hidden.earlier = aimed.target_id
ORDER BY aimed.place, indicator, period_start;
