SELECT count(*) FROM failure WHERE subject = :subject AND at > :since
