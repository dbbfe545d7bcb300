INSERT INTO upload_event BY NAME
SELECT upload_id, $event AS event, $now AS happened_at, $by AS happened_by, $reason AS reason
FROM upload WHERE upload_id = $upload_id
RETURNING upload_id;
