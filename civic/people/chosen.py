"""What may be chosen as a secret, and why not (SG-25, SG-26). Pure: the same answer in every door that asks for one.

Short secrets work only together with a card and wait after five tries (docs/decisions/0014). A phrase stands alone, so
NIST SP 800-63B-4 holds for it: 15 characters, a list of what everybody types, and no rule about which characters.
"""

import re
import unicodedata
from collections.abc import Iterable

from civic.core.ages import Reach
from civic.core.forms import fold
from civic.core.words import N_
from civic.people import phrases

PICTURES, PIN, PHRASE = "pictures", "pin", "phrase"
DIGITS = 6
#: What a finger follows along a keyboard.
KEYBOARD = ("01234567890123456789", "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz")
EASY = N_("Many people choose this one, so it is easy to guess. Choose other words.")
YEAR = re.compile(r"19[5-9]\d|20[0-3]\d")


def ways(reach: Reach, pictures_too: bool = True) -> list[str]:
    """How somebody of that reach may choose to come in with a card; a guardian has a PIN only."""
    if not pictures_too:
        return [PIN]
    return [way for way, may in ((PICTURES, True), (PIN, reach.by_pin), (PHRASE, reach.by_phrase)) if may]


def as_kept(kind: str, typed: str) -> str:
    """What is hashed: digits without what a finger put between them, a phrase as every keyboard would write it."""
    if kind == PIN:
        return "".join(re.findall(r"\d", typed[:50]))
    if kind == PHRASE:
        return unicodedata.normalize("NFKC", typed[:1000]).strip()
    return typed


def why_not(kind: str, kept: str, own: Iterable[str] = ()) -> str | None:
    """The sentence that says why this is not a good secret, or None. `own`: names it must not hold."""
    return {PICTURES: _pictures, PIN: _pin}[kind](kept) if kind != PHRASE else _phrase(kept, own)


def _pictures(kept: str) -> str | None:
    return N_("Choose pictures that are not all the same.") if len(set(kept.split())) < 2 else None


def _pin(kept: str) -> str | None:
    if len(kept) != DIGITS:
        return N_("Write 6 numbers.")
    if _runs(kept) or _repeats(kept):
        return N_("Many people choose that one, and it is easy to guess. Choose other numbers.")
    if YEAR.match(kept) or YEAR.match(kept[2:]):
        return N_("A year is easy to guess. Choose other numbers.")
    return None


def _phrase(kept: str, own: Iterable[str]) -> str | None:
    bare = _bare(kept)
    if problem := phrases.problem(kept, alone=True):
        return problem
    if not bare or _runs(bare) or _repeats(bare):
        return EASY
    if any(name and name in bare for name in map(_bare, own)):
        return N_("It has your nickname in it. Choose other words.")
    return None


def _bare(text: str) -> str:
    return "".join(ch for ch in fold(text) if ch.isalnum())


def _runs(text: str) -> bool:
    return any(text in keys or text[::-1] in keys for keys in KEYBOARD)


def _repeats(text: str) -> bool:
    """One piece again and again: 111111, 121212, 123123, sol sol sol."""
    return any(text == text[:size] * (len(text) // size) for size in range(1, len(text) // 2 + 1) if not len(text) % size)
