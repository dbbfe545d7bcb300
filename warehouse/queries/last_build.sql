FROM build ORDER BY build_id DESC LIMIT 1;
