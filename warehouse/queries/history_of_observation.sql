-- Every version of one figure and its withdrawals, from its first row on, in the order in which they were recorded.
WITH upward AS (
    SELECT $observation_id AS observation_id
    UNION SELECT earlier FROM observation_chain WHERE later = $observation_id
), family AS (
    FROM upward UNION SELECT later FROM observation_chain WHERE earlier IN (FROM upward)
)
SELECT observation.* EXCLUDE (visible_from, hidden_from), undone.upload_id IS NOT NULL AS undone
FROM observation SEMI JOIN family USING (observation_id)
LEFT JOIN (FROM undone_uploads(TIMESTAMPTZ 'infinity')) AS undone ON undone.upload_id = observation.upload_id
ORDER BY recorded_at, observation.supersedes IS NOT NULL, observation_id;
