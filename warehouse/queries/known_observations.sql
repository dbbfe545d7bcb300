SELECT * EXCLUDE (withdrawal, visible_from, hidden_from) FROM observation
WHERE visible_from <= $clock AND (hidden_from IS NULL OR hidden_from > $clock)
  AND period_start <= $last_day AND period_end >= $first_day
  AND ($places IS NULL OR list_contains($places, place))
  AND ($indicators IS NULL OR list_contains($indicators, indicator));
