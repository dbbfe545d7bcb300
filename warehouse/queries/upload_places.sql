-- The places that the rows of one upload tell of.
SELECT place FROM observation WHERE upload_id = $upload_id
UNION
SELECT place FROM target WHERE upload_id = $upload_id
ORDER BY place;
