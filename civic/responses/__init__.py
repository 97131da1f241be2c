"""Responses: the city's answer with its clock, the commitments it makes, and what children say of both."""
