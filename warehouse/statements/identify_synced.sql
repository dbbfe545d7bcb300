CREATE OR REPLACE TEMP TABLE identified AS
SELECT arriving.target_key, target.target_id FROM arriving JOIN target USING (digest)
WHERE target.origin = 'fact' AND NOT target.withdrawal
  AND target_id NOT IN (SELECT supersedes FROM target WHERE origin = 'fact' AND supersedes IS NOT NULL);
