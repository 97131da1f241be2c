"""Deliberation: reasons, worries, questions and "what if" from children; advice from adults, after and apart."""
