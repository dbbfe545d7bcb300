FROM place_name;
