INSERT INTO document_added BY NAME
SELECT $document_id AS document_id, $number AS number, $date::DATE AS date, $date_printed AS date_printed, $issuer AS issuer,
    $place AS place, $authority AS authority, $title AS title, $source AS source, $note AS note,
    $now AS recorded_at, $by AS recorded_by, $upload_id AS upload_id;

SELECT $document_id;
