CREATE OR REPLACE TEMP TABLE identified AS
SELECT target_key, left(md5(hex(digest) || ':' || $version || ':' || $batch || ':' || rowid), 16) AS target_id FROM arriving;
