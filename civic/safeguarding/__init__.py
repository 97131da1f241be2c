"""Safeguarding: help that is always open, and the two people who read it."""
