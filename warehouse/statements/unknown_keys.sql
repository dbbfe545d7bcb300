SELECT DISTINCT target_key FROM arriving_sources WHERE target_key NOT IN (SELECT target_key FROM arriving);
