"""The desk of a vote, from its draft to its count."""
