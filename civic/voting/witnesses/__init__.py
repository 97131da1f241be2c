"""Whoever may check the whole bundle of a vote."""
