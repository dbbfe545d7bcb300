-- What each of these targets took the place of.
SELECT brought.target_id, brought.upload_id,
    earlier.operator AS earlier_operator, earlier.value AS earlier_value, earlier.value_high AS earlier_high,
    earlier.decimals AS earlier_decimals, earlier.unit AS earlier_unit
FROM target AS brought JOIN target AS earlier ON earlier.target_id = brought.supersedes
WHERE list_contains($target_ids, brought.target_id);
