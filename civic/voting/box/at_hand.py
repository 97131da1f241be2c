"""Until casting.py is free again."""

from civic.voting.box.keyring import box_key

__all__ = ["box_key"]
