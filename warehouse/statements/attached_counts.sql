SELECT (SELECT count(*) FROM file.observation) + (SELECT count(*) FROM file.target);
