"""The lot that ends ties: an order drawn and published before the count, which anybody can draw again.

`printf '%s\\n%s\\n%s' SEED POLL OPTION | sha256sum` for each option, then sort: the first in that order wins a tie.
"""

import hashlib
from collections.abc import Sequence


def order(seed: str, poll: str, options: Sequence[str]) -> tuple[str, ...]:
    """The options' ids from the luckiest on. Raises ValueError where two readings of the same bytes would be possible:
    a line break inside a part, or an id twice."""
    if any("\n" in part or not part for part in (seed, poll, *options)) or len(set(options)) < len(options):
        raise ValueError("seed, poll and each option are one line of text, and no option comes twice")
    return tuple(sorted(options, key=lambda option: _draw(seed, poll, option)))


def drawn(seed: str, poll: str, options: Sequence[str]) -> list[tuple[str, str]]:
    """The options' ids from the luckiest on, each with the digits that `sha256sum` gives for it."""
    return [(option, _draw(seed, poll, option).hex()) for option in order(seed, poll, options)]


def places(seed: str, poll: str, options: Sequence[str]) -> tuple[int, ...]:
    """For each option, in the order given, its place in the lot order; 0 is the luckiest."""
    place = {option: place for place, option in enumerate(order(seed, poll, options))}
    return tuple(place[option] for option in options)


def _draw(seed: str, poll: str, option: str) -> bytes:
    return hashlib.sha256("\n".join((seed, poll, option)).encode()).digest()
