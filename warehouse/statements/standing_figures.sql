-- The standing figures of places, in the years that an upload tells of and the year before each.
WITH undone AS (
    SELECT upload_id FROM upload_event GROUP BY upload_id HAVING arg_max(event, rowid) = 'undone'
), near AS (
    SELECT observation.* FROM observation SEMI JOIN (SELECT DISTINCT place, indicator FROM arriving_rows) AS wanted
        USING (place, indicator)
    WHERE year(period_end) BETWEEN $first_year AND $last_year
      AND (upload_id IS NULL OR upload_id NOT IN (FROM undone))
)
SELECT observation_id, place, indicator, breakdown, coverage, period, period_start, period_end, cumulation, low,
    coalesce(high, low) AS high, qualifier, unit, state, origin
FROM near WHERE NOT withdrawal AND observation_id NOT IN (SELECT supersedes FROM near WHERE supersedes IS NOT NULL);
