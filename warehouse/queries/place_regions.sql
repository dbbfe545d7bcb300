FROM place_region;
