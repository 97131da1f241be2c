"""What is published of a counted vote."""
