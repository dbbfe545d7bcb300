-- The arriving figures that would replace another, and what stands.
SELECT met.position, met.moved, observation_id, low, high, decimals, unit, state
FROM met ANTI JOIN beaten USING (standing, position) JOIN observation ON observation.rowid = met.standing
WHERE NOT met.same ORDER BY met.position;
