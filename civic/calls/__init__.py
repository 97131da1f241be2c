"""Calls: one question to the children of the city, with its promise shown first."""
