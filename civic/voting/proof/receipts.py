"""A receipt that shows that a ballot is in and never what it says: three pictures and three words of its leaf.

About 48 bits: among 1.7 million ballots a made-up receipt fits one in 130 million times.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from civic.people import code_words
from civic.people.pictures import SEQUENCE

PICTURES = WORDS = 3
_RECEIPT = b"vozyvoto-receipt/1\n"


@dataclass(frozen=True)
class Receipt:
    """`pictures`: names in `civic.people.pictures.SEQUENCE`; `words`: of the list of `civic.people.code_words`."""

    pictures: tuple[str, ...]
    words: tuple[str, ...]


def receipt(leaf: bytes) -> Receipt:
    left = int.from_bytes(hashlib.sha256(_RECEIPT + leaf).digest(), "big")
    drawn: list[str] = []
    for names in (*[tuple(SEQUENCE)] * PICTURES, *[code_words.LIST] * WORDS):
        left, place = divmod(left, len(names))
        drawn.append(names[place])
    return Receipt(tuple(drawn[:PICTURES]), tuple(drawn[PICTURES:]))


def find(leaves: Iterable[bytes], wanted: Receipt) -> list[int]:
    """The places of the leaves that this receipt fits."""
    return [place for place, leaf in enumerate(leaves) if receipt(leaf) == wanted]
