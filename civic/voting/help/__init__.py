"""Help to mark a ballot, and who gave it."""
