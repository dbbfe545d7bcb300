-- How files of one form were last corrected by hand.
SELECT options, made_at, made_by FROM reading_correction WHERE signature = $signature ORDER BY rowid DESC LIMIT 1;
