"""The words of a printed card: six that a child of eight can read and copy, with one slip of a letter in each.

2,048 words are 11 bits each: six of them 66 bits, over the hard floor of 64 (safeguards.md 0.3) and below the 112 that
would let a code be kept as a mere digest. So whoever keeps one keeps it password-hashed (SG-06).

The words have 3 to 7 letters, no accent and no ñ, and any two differ in at least two letters: a slip of one letter is
never another word, and is put right when only one word is that near. This costs no bits: what is compared is still one
of 2,048 to the sixth.
"""

import secrets
import unicodedata
from functools import cache
from pathlib import Path

LIST: tuple[str, ...] = tuple((Path(__file__).parent / "code_words.txt").read_text(encoding="ascii").split())
WORDS = 6
BITS = 66


def make() -> tuple[str, ...]:
    return tuple(secrets.choice(LIST) for _ in range(WORDS))


def plain(typed: str) -> str:
    """The code as it was printed, words parted by one space. A word like none of the list stays as it was typed."""
    folded = unicodedata.normalize("NFKD", typed[:200].casefold())
    letters = "".join(ch if ch.isalnum() else " " for ch in folded if not unicodedata.combining(ch))
    return " ".join(_nearest(word) for word in letters.split())


def _nearest(word: str) -> str:
    if word in LIST:
        return word
    near = {listed for rest in _rests(word) for listed in _by_rest().get(rest, ()) if _one_apart(word, listed)}
    return near.pop() if len(near) == 1 else word


@cache
def _by_rest() -> dict[str, list[str]]:
    """The words that leave this when at most one letter goes: words one letter apart share such a rest."""
    found: dict[str, list[str]] = {}
    for word in LIST:
        for rest in _rests(word):
            found.setdefault(rest, []).append(word)
    return found


def _rests(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added or left out makes the one the other."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + 1 :] == other[at + 1 :] or one[at:] == other[at + 1 :] or one[at + 1 :] == other[at:]
