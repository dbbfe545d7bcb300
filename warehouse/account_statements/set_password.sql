UPDATE identity SET password = :password WHERE name = :name AND kind = 'local'
