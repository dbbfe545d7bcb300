-- The targets that one upload brought, each with the one it took the place of.
SELECT brought.target_id, brought.place, brought.indicator, brought.breakdown, brought.coverage, brought.period,
    brought.kind, brought.operator, brought.value, brought.value_high, brought.decimals, brought.unit,
    brought.document, brought.document_id, brought.standing, brought.withdrawal, brought.supersedes,
    earlier.operator AS earlier_operator, earlier.value AS earlier_value, earlier.value_high AS earlier_high,
    earlier.decimals AS earlier_decimals, earlier.unit AS earlier_unit
FROM target AS brought LEFT JOIN target AS earlier ON earlier.target_id = brought.supersedes
WHERE brought.upload_id = $upload_id ORDER BY brought.place, brought.indicator, brought.period;
