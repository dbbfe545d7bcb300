DELETE FROM session WHERE ends < :long_ago OR seen < :long_ago
