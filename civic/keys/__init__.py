"""Keys: the second factor of the team, and the passkeys of teenagers."""
