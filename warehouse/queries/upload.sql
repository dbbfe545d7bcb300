-- One upload: what was sent, by whom, and what happened to it last.
SELECT upload.upload_id, file_name, sha256, bytes, rows_read, received_at, received_by, as_of, upload.reason,
    latest.event, latest.happened_at, latest.happened_by, latest.event_reason
FROM upload
LEFT JOIN (
    SELECT upload_id, arg_max(event, turn) AS event, max(happened_at) AS happened_at,
        arg_max(happened_by, turn) AS happened_by, arg_max(reason, turn) AS event_reason
    FROM upload_event GROUP BY upload_id
) AS latest USING (upload_id)
WHERE upload.upload_id = $upload_id;
