DELETE FROM failure WHERE rowid = (SELECT max(rowid) FROM failure WHERE subject = :subject AND at = :at)
