"""People: persons with one role each, how they come in, and for how long."""
