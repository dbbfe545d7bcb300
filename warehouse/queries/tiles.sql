FROM tile;
