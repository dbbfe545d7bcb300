-- What entered the warehouse after one moment and up to another: figures, targets, their withdrawals, undone and redone uploads.
SELECT 'observation' AS subject, observation_id AS identifier, supersedes, withdrawal, recorded_at, recorded_by, origin,
    upload_id, reason, NULL AS event
FROM observation WHERE recorded_at > $after AND recorded_at <= $until
UNION ALL BY NAME
SELECT 'target' AS subject, target_id AS identifier, supersedes, withdrawal, recorded_at, recorded_by, origin, upload_id,
    reason, NULL AS event
FROM target WHERE recorded_at > $after AND recorded_at <= $until
UNION ALL BY NAME
SELECT 'upload' AS subject, upload_id AS identifier, NULL AS supersedes, false AS withdrawal, happened_at AS recorded_at,
    happened_by AS recorded_by, 'upload' AS origin, upload_id, reason, event
FROM upload_event WHERE happened_at > $after AND happened_at <= $until AND event <> 'loaded'
ORDER BY recorded_at;
