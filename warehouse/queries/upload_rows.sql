-- The figures that one upload brought, each with the one it took the place of.
SELECT brought.observation_id, brought.place, brought.indicator, brought.breakdown, brought.coverage, brought.period,
    brought.period_end, brought.value, brought.value_high, brought.decimals, brought.qualifier, brought.unit,
    brought.state, brought.source_row, brought.supersedes, brought.printed,
    earlier.value AS earlier_value, earlier.value_high AS earlier_high, earlier.decimals AS earlier_decimals,
    earlier.qualifier AS earlier_qualifier, earlier.unit AS earlier_unit
FROM observation AS brought LEFT JOIN observation AS earlier ON earlier.observation_id = brought.supersedes
WHERE brought.upload_id = $upload_id ORDER BY brought.source_row NULLS FIRST, brought.indicator, brought.breakdown <> 'total', brought.breakdown LIMIT $most;
