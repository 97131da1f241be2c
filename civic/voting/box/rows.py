"""Until casting.py is free again."""

from civic.voting.box.pseudonyms import pseudonym

__all__ = ["pseudonym"]
