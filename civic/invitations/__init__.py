"""Invitations: class lists, printed cards, and a facilitator's class."""
