-- Every upload with its last event, latest first; `figures` counts the rows it brought.
SELECT upload.*, latest.event, latest.happened_at, latest.happened_by, latest.event_reason,
    coalesce(brought.figures, 0) + coalesce(aimed.targets, 0) AS figures, coalesce(aimed.targets, 0) AS targets
FROM upload
LEFT JOIN (
    SELECT upload_id, arg_max(event, turn) AS event, max(happened_at) AS happened_at,
        arg_max(happened_by, turn) AS happened_by, arg_max(reason, turn) AS event_reason
    FROM upload_event GROUP BY upload_id
) AS latest USING (upload_id)
LEFT JOIN (SELECT upload_id, count(*) AS figures FROM observation WHERE upload_id IS NOT NULL GROUP BY upload_id) AS brought
    USING (upload_id)
LEFT JOIN (SELECT upload_id, count(*) AS targets FROM target WHERE upload_id IS NOT NULL GROUP BY upload_id) AS aimed
    USING (upload_id)
ORDER BY received_at DESC, upload_id;
