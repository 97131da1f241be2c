"""Writing as it sounds: children leave out accents and capitals, and write with stars, keycaps and round letters."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Small letters and digits without marks; joiners, keycap rings and marks vanish."""
    if character in "ªº°":
        return "°"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(p for p in parts if unicodedata.category(p) not in ("Mn", "Me", "Cf")).lower()


def fold(text: str) -> tuple[str, list[int]]:
    """The plain text, and for each of its characters the place in `text` it came from (one more for the end)."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in character.lower() if "!" <= character <= "~" else _plain(character):
            letters.append(letter)
            places.append(place)
    places.append(len(text))
    return "".join(letters), places


def words_of(lines: str) -> frozenset[str]:
    """A list of words as it is read best: in lines."""
    return frozenset(lines.split())
