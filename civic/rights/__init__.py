"""Rights: pausing, leaving, one's own things, asking what is known, and how long anything is kept."""
