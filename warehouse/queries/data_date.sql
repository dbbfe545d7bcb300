SELECT max(coalesce(as_of, known_from)) AS data_date FROM observation
WHERE visible_from <= $clock AND (hidden_from IS NULL OR hidden_from > $clock)
  AND coalesce(as_of, known_from) <= $today;
