-- Every version of one figure and its withdrawals, from its first row on, in the order in which they were recorded.
WITH RECURSIVE back AS (
    SELECT observation_id, supersedes FROM observation WHERE observation_id = $observation_id
    UNION SELECT earlier.observation_id, earlier.supersedes
    FROM back JOIN observation AS earlier ON earlier.observation_id = back.supersedes
), family AS (
    SELECT observation_id FROM back WHERE supersedes IS NULL
    UNION SELECT later AS observation_id FROM observation_chain
        WHERE earlier IN (SELECT observation_id FROM back WHERE supersedes IS NULL)
)
SELECT observation.* EXCLUDE (visible_from, hidden_from), undone.upload_id IS NOT NULL AS undone
FROM observation SEMI JOIN family USING (observation_id)
LEFT JOIN (FROM undone_uploads(TIMESTAMPTZ 'infinity')) AS undone ON undone.upload_id = observation.upload_id
ORDER BY recorded_at, observation.supersedes IS NOT NULL, observation_id;
