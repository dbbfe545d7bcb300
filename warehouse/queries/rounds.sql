-- The rounds, the last frozen first.
SELECT round_id, name, frozen_at, as_of, frozen_by, note, rules FROM round ORDER BY frozen_at DESC, round_id;
