-- For each arriving row the standing figure that it would replace: of the same place, indicator, breakdown, coverage,
-- period and state, an upload's before a fact's, the latest first. Undone uploads stand nowhere and replace nothing.
CREATE OR REPLACE TEMP TABLE near AS
SELECT observation.* FROM observation
SEMI JOIN (SELECT DISTINCT place, indicator, breakdown, period FROM arriving_rows) AS wanted
    USING (place, indicator, breakdown, period)
WHERE upload_id IS NULL OR upload_id NOT IN (
    SELECT upload_id FROM upload_event GROUP BY upload_id HAVING arg_max(event, rowid) = 'undone'
);

SELECT arriving_rows.position, standing.observation_id, standing.low, standing.high, standing.qualifier, standing.unit,
    standing.as_of, standing.state, standing.decimals, standing.origin
FROM arriving_rows JOIN near AS standing USING (place, indicator, breakdown, period)
WHERE standing.coverage IS NOT DISTINCT FROM arriving_rows.coverage
  AND standing.state IS NOT DISTINCT FROM arriving_rows.state AND NOT standing.withdrawal
  AND standing.observation_id NOT IN (SELECT supersedes FROM near WHERE supersedes IS NOT NULL)
QUALIFY row_number() OVER (
    PARTITION BY arriving_rows.position
    ORDER BY standing.origin = 'fact', standing.recorded_at DESC, standing.observation_id
) = 1;
