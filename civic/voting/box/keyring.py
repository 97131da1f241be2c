"""The keys of a poll's box as this host can read them."""

import logging
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from civic.settings import current
from civic.voting.box import keys

log = logging.getLogger("civic.voting")


def box_key(key: UUID) -> bytes | None:
    """The key that makes pseudonyms, if it can be read here; if not, the log tells the technician why."""
    return _readable(keys.pseudonym_key, key)


def can_be_counted(key: UUID, custody: bool = False) -> bool:
    return box_key(key) is not None and (custody or _readable(keys.sealing_secret, key) is not None)


def _readable(load: Callable[[Path, str], bytes], key: UUID) -> bytes | None:
    try:
        return load(current().keys, str(key))
    except keys.KeysError as problem:
        log.error("box keys", extra={"problem": type(problem).__name__})
        return None


def cards_here(key: UUID) -> bool:
    """Whether the words of its custodians' cards lie here."""
    return keys.keeps_cards(current().keys, str(key))


def keys_destroyed(key: UUID) -> bool:
    return not keys.exist(current().keys, str(key))
