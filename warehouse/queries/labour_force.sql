FROM labour_force;
