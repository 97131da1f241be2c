"""A receipt that shows that a ballot is in and never what it says: three pictures and three words of its leaf.

About 48 bits: among 1.7 million ballots a made-up receipt fits one in 130 million times.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from civic.people import code_words
from civic.people.pictures import SEQUENCE

PICTURES = WORDS = 3
_RECEIPT = b"vozyvoto-receipt/1\n"
_KEY = b"vozyvoto-key/1\n"
_NAMES = tuple(SEQUENCE)
_PICTURES, _WORDS = len(_NAMES) ** PICTURES, len(code_words.LIST) ** WORDS


@dataclass(frozen=True)
class Receipt:
    """`pictures`: names in `civic.people.pictures.SEQUENCE`; `words`: of the list of `civic.people.code_words`."""

    pictures: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Fingerprint:
    """Of a published key, to be compared by eye: 86 bits, more than anybody can meet by making keys."""

    pictures: tuple[str, ...]
    words: tuple[str, ...]


def fingerprint(key: bytes) -> Fingerprint:
    left = int.from_bytes(hashlib.sha256(_KEY + key).digest(), "big")
    words, pictures = divmod(left, len(_NAMES) ** 4)
    return Fingerprint(tuple(_drawn(pictures, 4, _NAMES)), tuple(_drawn(words, 6, code_words.LIST)))


def receipt(leaf: bytes) -> Receipt:
    return from_number(number(leaf))


def number(leaf: bytes) -> int:
    """A receipt as a number below 2**48: its words are the upper digits, so that receipts with the same words are
    neighbours. The published order of the remainders is another (docs/decisions/0024-bundle.md)."""
    left = int.from_bytes(hashlib.sha256(_RECEIPT + leaf).digest(), "big")
    pictures, words = left % _PICTURES, left // _PICTURES % _WORDS
    return words * _PICTURES + pictures


def from_number(number: int) -> Receipt:
    words, pictures = divmod(number, _PICTURES)
    return Receipt(tuple(_drawn(pictures, PICTURES, _NAMES)), tuple(_drawn(words, WORDS, code_words.LIST)))


def numbers_of(words: Sequence[str]) -> range | None:
    """The numbers of all receipts with these words; None where one of them is no word of the list, or some are missing."""
    places = {word: place for place, word in enumerate(code_words.LIST)}
    if len(words) != WORDS or not set(words) <= places.keys():
        return None
    first = sum(places[word] * len(code_words.LIST) ** place for place, word in enumerate(words)) * _PICTURES
    return range(first, first + _PICTURES)


def _drawn(left: int, times: int, names: Sequence[str]) -> Iterator[str]:
    for _each in range(times):
        left, place = divmod(left, len(names))
        yield names[place]
