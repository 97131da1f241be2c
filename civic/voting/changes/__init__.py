"""What two people change of a vote that has begun: more time, or that it does not count."""
