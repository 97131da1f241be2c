"""Opening: what must be on record before a city opens to children, and while it stays open."""
