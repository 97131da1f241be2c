"""Proposals: what children ask for, written one question at a time."""
