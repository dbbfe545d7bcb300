FROM place_alias;
