"""Ballots on paper, keyed twice."""
