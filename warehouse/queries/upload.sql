-- One upload: what was sent, by whom.
SELECT upload_id, file_name, sha256, bytes, received_at, received_by FROM upload WHERE upload_id = $upload_id;
