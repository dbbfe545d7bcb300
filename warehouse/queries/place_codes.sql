FROM place_code;
