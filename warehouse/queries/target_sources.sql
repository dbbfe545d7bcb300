SELECT DISTINCT ON (target_id, digest) * EXCLUDE (digest, withdrawal) FROM target_source
WHERE ($target_ids IS NULL OR list_contains($target_ids, target_id))
QUALIFY count(*) FILTER (NOT withdrawal) OVER same > count(*) FILTER (withdrawal) OVER same
WINDOW same AS (PARTITION BY target_id, digest)
ORDER BY target_id, digest, recorded_at DESC;
