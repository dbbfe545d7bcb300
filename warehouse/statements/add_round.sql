INSERT INTO round BY NAME
SELECT left(md5($name || ':' || $version || ':' || $batch), 16) AS round_id, $name AS name, $now AS frozen_at,
    $as_of AS as_of, $by AS frozen_by, $note AS note, $rules AS rules
RETURNING round_id;
