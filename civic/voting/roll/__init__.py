"""The roll at the place: who draws a card."""
