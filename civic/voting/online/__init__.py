"""The ballot of a child who came in, and its receipt."""
