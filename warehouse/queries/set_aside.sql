FROM set_aside;
