SELECT DISTINCT supersedes FROM arriving
WHERE supersedes IS NOT NULL AND supersedes NOT IN (SELECT observation_id FROM observation WHERE NOT withdrawal);
