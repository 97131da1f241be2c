"""How ties end: a published chain of links, the same in every round of a count. No chance in it.

A link is written with its sense: `cost<` the cheaper first, `votes>` the one with more votes first, `firsts>` more
first ranks, `stage` the last earlier stage at which they differed (a count in stages asks it itself); the last link is
always an order of all options: `lot` (drawn in public before the count), `id` (ascending, compared as text) or `number`
(as they stand on the list).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

#: Links that leave nothing equal.
LAST = ("lot", "id", "number")


@dataclass(frozen=True)
class Chain:
    """`links`: name, and for each option its key; the lower key comes first. The last link's keys all differ."""

    links: tuple[tuple[str, Sequence[Any]], ...]

    def first(self, options: Iterable[int]) -> tuple[int, str]:
        """The first of these options, and the link that made it so."""
        left = list(options)
        for link, keys in self.links:
            best = min(keys[option] for option in left)
            left = [option for option in left if keys[option] == best]
            if len(left) == 1:
                return left[0], link
        raise ValueError("a chain ends in a link that leaves nothing equal")

    def order(self, options: Iterable[int]) -> list[int]:
        return sorted(options, key=self.key)

    def last_used(self, options: Iterable[int]) -> str:
        """The furthest link without which these would not all be in order."""
        line = [self.key(option) for option in self.order(options)]
        used = [
            next(at for at, (one, other) in enumerate(zip(*two, strict=True)) if one != other) for two in pairwise(line)
        ]
        return self.links[max(used)][0]

    def out(self, options: Iterable[int]) -> int:
        """Who of equals goes out. The lot keeps the luckier; an order of ids takes the lowest, whatever for."""
        return self.order(options)[-1 if self.links[-1][0] == "lot" else 0]

    def key(self, option: int) -> tuple[Any, ...]:
        return tuple(keys[option] for _name, keys in self.links)


def build(ties: Sequence[str], order: Sequence[int], **facts: Sequence[Any]) -> Chain:
    """`ties`: names of links, `stage` left out. `order`: each option's place in the order of the last link. `facts`:
    for each other link its numbers by option, e.g. `cost=costs`, `votes=totals`."""
    return Chain(tuple((name, _keys(name, order, facts)) for name in ties if name != "stage"))


def _keys(name: str, order: Sequence[int], facts: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    if name in LAST:
        if sorted(order) != list(range(len(order))):
            raise ValueError("the lot gives each option a place of its own")
        return order
    fact = name[:-1]
    if fact not in facts:
        raise ValueError(f"this contest has no {fact} to break a tie by")
    return facts[fact] if name.endswith("<") else [-value for value in facts[fact]]


def by_id(ids: Sequence[str]) -> tuple[int, ...]:
    """Each option's place in the ascending order of the ids as text."""
    place = {id: place for place, id in enumerate(sorted(ids))}
    return tuple(place[id] for id in ids)
