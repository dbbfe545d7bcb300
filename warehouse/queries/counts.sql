SELECT (SELECT count(*) FROM observation WHERE visible_from IS NOT NULL AND hidden_from IS NULL) AS observations,
    (SELECT count(*) FROM target WHERE visible_from IS NOT NULL AND hidden_from IS NULL) AS targets,
    (SELECT count(*) FROM place) AS places, (SELECT count(*) FROM document) AS documents,
    (SELECT count(*) FROM set_aside) AS set_aside, (SELECT count(*) FROM upload) AS uploads,
    (SELECT count(*) FROM round) AS rounds;
