-- The upload with its last event.
SELECT upload_id, sha256, (
    SELECT event FROM upload_event WHERE upload_event.upload_id = upload.upload_id ORDER BY rowid DESC LIMIT 1
) AS event FROM upload WHERE upload_id = $upload_id;
