INSERT INTO reading_correction BY NAME
SELECT $signature AS signature, $options AS options, $now AS made_at, $by AS made_by;

SELECT $signature;
