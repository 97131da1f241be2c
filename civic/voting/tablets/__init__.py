"""A booth without network."""
