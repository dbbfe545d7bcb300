WITH cited AS (
    SELECT target_id, digest FROM target_source
    WHERE $target_ids IS NULL OR list_contains($target_ids, target_id)
    GROUP BY target_id, digest HAVING count(*) FILTER (NOT withdrawal) > count(*) FILTER (withdrawal)
)
SELECT DISTINCT ON (target_id, digest) target_source.* EXCLUDE (digest, withdrawal)
FROM target_source SEMI JOIN cited USING (target_id, digest) WHERE NOT withdrawal
ORDER BY target_id, digest, recorded_at DESC;
