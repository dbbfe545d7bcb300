-- What happened to uploads, in order.
SELECT upload_id, event, happened_at, happened_by, reason FROM upload_event ORDER BY turn;
