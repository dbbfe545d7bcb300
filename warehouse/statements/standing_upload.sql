-- The uploads of a content that are not undone, latest first.
SELECT upload_id FROM upload
WHERE sha256 = $sha256 AND (
    SELECT event FROM upload_event WHERE upload_event.upload_id = upload.upload_id ORDER BY rowid DESC LIMIT 1
) IS DISTINCT FROM 'undone'
ORDER BY received_at DESC LIMIT 1;
