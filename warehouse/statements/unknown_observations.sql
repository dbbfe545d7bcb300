SELECT DISTINCT supersedes FROM arriving_rows
WHERE supersedes IS NOT NULL AND supersedes NOT IN (SELECT observation_id FROM observation WHERE NOT withdrawal);
