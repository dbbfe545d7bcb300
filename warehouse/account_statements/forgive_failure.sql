DELETE FROM failure WHERE subject = :subject
