DELETE FROM failure WHERE at < :since
