"""The secret box: its keys, its seals, its rows."""
