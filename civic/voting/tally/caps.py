"""At most so many seats for a group, kept while counting: guard and doom.

I. D. Hill, "STV with constraints", Voting Matters 9 (1998); J. Otten, "Fuller disclosure than intended" and "STV with
multiple constraints", Voting Matters 13 (2001). Caps, not floors: who belongs to no group with a cap binds nobody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Caps:
    """`most`: the seats that a group may have; `groups`: each option's group, or None."""

    most: Mapping[str, int]
    groups: Sequence[str | None]

    def places(self, elected: Iterable[int], running: Iterable[int]) -> int:
        """How many of those still running can be elected beside those who are."""
        taken = Counter(self.groups[option] for option in elected)
        there = Counter(self.groups[option] for option in running)
        return sum(min(count, self.most[g] - taken[g]) if g in self.most else count for g, count in there.items())

    def doomed(self, option: int, elected: Iterable[int]) -> bool:
        """The option's group has all the seats that it may have."""
        group = self.groups[option]
        return group in self.most and sum(self.groups[other] == group for other in elected) >= self.most[group]

    def guarded(self, option: int, elected: Sequence[int], running: Iterable[int], seats: int) -> bool:
        """Without this option the caps would leave a seat empty."""
        others = [other for other in running if other != option]
        return len(elected) + self.places(elected, others) < seats
