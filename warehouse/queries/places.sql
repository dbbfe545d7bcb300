FROM place ORDER BY position;
