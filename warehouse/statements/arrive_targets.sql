-- The targets handed over, each with the digest of its content: everything but where it was read.
CREATE OR REPLACE TEMP TABLE arriving AS
SELECT *, md5_number(concat_ws(chr(31),
    place, indicator, breakdown, coalesce(coverage, chr(30)), period, period_start, period_end, kind, operator, value,
    coalesce(value_high::VARCHAR, chr(30)), decimals, unit, coalesce(baseline_value::VARCHAR, chr(30)),
    coalesce(baseline_period, chr(30)), coalesce(measured_by, chr(30)), standing, coalesce(document_id, chr(30)),
    coalesce(known_from::VARCHAR, chr(30)))) AS digest
FROM arriving_rows;
