-- The rows handed over, each with the digest of its content: everything but where it was read.
CREATE OR REPLACE TEMP TABLE arriving AS
SELECT *, md5_number(concat_ws(chr(31),
    place, indicator, breakdown, coalesce(coverage, chr(30)), period, period_start, period_end,
    coalesce(cumulation, chr(30)), low, coalesce(high::VARCHAR, chr(30)), coalesce(printed, chr(30)),
    coalesce(decimals::VARCHAR, chr(30)), coalesce(qualifier, chr(30)), coalesce(unit, chr(30)),
    coalesce(state, chr(30)), coalesce(as_of::VARCHAR, chr(30)), coalesce(as_of_printed, chr(30)),
    coalesce(known_from::VARCHAR, chr(30)), coalesce(source, chr(30)), coalesce(source_rank::VARCHAR, chr(30)),
    coalesce(quotation, chr(30)), coalesce(note, chr(30)))) AS digest
FROM arriving_rows;
