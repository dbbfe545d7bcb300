-- The standing figure that each arriving one would replace: of the same place, indicator, breakdown, coverage, period and
-- state; an upload's before a fact's, the latest first. Undone uploads stand nowhere and supersede nothing.
-- `slot_…` give each distinct word its part of the key that arriving_figures carry, so that only whole numbers are joined.
CREATE OR REPLACE TEMP TABLE near AS
WITH undone AS (
    SELECT upload_id FROM upload_event GROUP BY upload_id HAVING arg_max(event, rowid) = 'undone'
), live AS (
    SELECT rowid AS standing, * FROM observation WHERE upload_id IS NULL OR upload_id NOT IN (FROM undone)
)
SELECT live.standing, slot_place.part + slot_indicator.part + slot_breakdown.part + slot_coverage.part + slot_period.part
    + slot_state.part AS key
FROM live
JOIN slot_place USING (place) JOIN slot_indicator USING (indicator) JOIN slot_breakdown USING (breakdown)
JOIN slot_period USING (period)
JOIN slot_coverage ON slot_coverage.coverage IS NOT DISTINCT FROM live.coverage
JOIN slot_state ON slot_state.state IS NOT DISTINCT FROM live.state
WHERE NOT live.withdrawal AND live.observation_id NOT IN (SELECT supersedes FROM live WHERE supersedes IS NOT NULL);

CREATE OR REPLACE TEMP TABLE met AS
SELECT arriving_figures.position, near.standing,
    observation.low IS DISTINCT FROM arriving_figures.low OR observation.high IS DISTINCT FROM arriving_figures.high AS moved,
    NOT moved AND observation.qualifier IS NOT DISTINCT FROM arriving_figures.qualifier
        AND observation.unit IS NOT DISTINCT FROM arriving_figures.unit
        AND observation.as_of IS NOT DISTINCT FROM arriving_figures.as_of AS same
FROM arriving_figures JOIN near USING (key) JOIN observation ON observation.rowid = near.standing;

-- Few slots have more than one standing figure.
CREATE OR REPLACE TEMP TABLE beaten AS
SELECT met.standing, met.position FROM met JOIN observation ON observation.rowid = met.standing
WHERE met.position IN (SELECT position FROM met GROUP BY position HAVING count(*) > 1)
QUALIFY row_number() OVER (
    PARTITION BY met.position ORDER BY observation.origin = 'fact', observation.recorded_at DESC, observation_id
) > 1;
