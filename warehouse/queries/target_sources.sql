WITH cited AS (
    SELECT target_id, digest FROM target_source
    WHERE $target_ids IS NULL OR list_contains($target_ids, target_id)
    GROUP BY target_id, digest HAVING count(*) FILTER (NOT withdrawal) > count(*) FILTER (withdrawal)
)
SELECT DISTINCT ON (target_id, digest) target_source.* EXCLUDE (digest, withdrawal), target.upload_id
FROM target_source SEMI JOIN cited USING (target_id, digest) LEFT JOIN target USING (target_id)
WHERE NOT target_source.withdrawal
ORDER BY target_id, digest, target_source.recorded_at DESC;
