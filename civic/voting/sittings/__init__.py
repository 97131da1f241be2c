"""A desk of a vote that somebody opened with a fresh second key, for two hours: where children are ticked, papers keyed."""
