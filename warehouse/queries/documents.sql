FROM document ORDER BY date DESC NULLS LAST, number;
