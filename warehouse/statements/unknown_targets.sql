SELECT DISTINCT supersedes FROM arriving
WHERE supersedes IS NOT NULL AND supersedes NOT IN (SELECT target_id FROM target WHERE NOT withdrawal);
