"""Three people who hold the key of a box, and two who open it."""
