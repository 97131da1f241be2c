"""The council: the town, its areas and the offices that answer it."""
