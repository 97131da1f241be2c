"""Children decide together: polls, the secret box, the count."""
