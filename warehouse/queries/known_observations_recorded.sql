WITH undone AS (FROM undone_uploads($recorded_until)), hidden AS (
    SELECT earlier AS observation_id FROM observation_chain ANTI JOIN undone USING (upload_id)
    WHERE recorded_at <= $recorded_until AND known_from <= $clock
)
SELECT * EXCLUDE (withdrawal, visible_from, hidden_from) FROM observation
ANTI JOIN hidden USING (observation_id) ANTI JOIN undone USING (upload_id)
WHERE NOT withdrawal AND recorded_at <= $recorded_until AND coalesce(known_from, DATE '9999-12-31') <= $clock
  AND period_start <= $last_day AND period_end >= $first_day
  AND ($places IS NULL OR list_contains($places, place))
  AND ($indicators IS NULL OR list_contains($indicators, indicator));
