INSERT INTO failure (subject, at) VALUES (:subject, :at)
