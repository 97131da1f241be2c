"""A step of a count as a page draws it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from civic.core.words import N_, _, listed
from civic.voting.seen import Option, Poll

#: A round of a count, as `tally.told` has it.
Round = Mapping[str, Any]


@dataclass(frozen=True)
class Bar:
    """`share` from 0 to 1. `mark`: "in" who has won by now, "out" who is out, "" else. `needs`: the share that is enough."""

    label: str
    picture: str
    words: str
    share: float
    mark: str = ""
    needs: float = 0

    @property
    def chosen(self) -> bool:
        return self.mark == "in"


@dataclass(frozen=True)
class Piles:
    """An option and its faces: picture, how many in words, and share of all ballots."""

    label: str
    picture: str
    faces: list[tuple[str, str, float]]
    words: str
    chosen: bool


@dataclass(frozen=True)
class Duel:
    """`other` beside the step's own option. `share`: of those who put one before the other, how many the own one."""

    other: str
    picture: str
    words: str
    share: float
    won: bool


@dataclass(frozen=True)
class Coins:
    """Of every ten coins: how many were spent before, are spent now, and stay."""

    before: int
    now: int

    @property
    def places(self) -> list[str]:
        return ["before"] * self.before + ["now"] * self.now + ["left"] * (10 - self.before - self.now)


@dataclass(frozen=True)
class Step:
    says: str
    picture: str
    notes: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    piles: tuple[Piles, ...] = ()
    duels: tuple[Duel, ...] = ()
    coins: Coins | None = None


@dataclass
class Telling:
    """A count being told: its options by id, in the order of the ballot; `chose`: ballots that count; and how far it is:
    who is `gone`, who is `seated`, what is `left` of the budget, and
    whether it is spent in equal `shares`. `quota`: votes that a place needs."""

    poll: Poll
    options: dict[str, Option]
    winners: list[str]
    totals: dict[str, int | Fraction]
    chose: int
    left: Fraction
    gone: list[str] = field(default_factory=list)
    seated: list[str] = field(default_factory=list)
    shares: bool = False
    quota: int = 0

    def title(self, id: str) -> str:
        return self.options[id].title

    def named(self, ids: list[str]) -> str:
        return listed([_(N_("“%(title)s”"), title=self.title(id)) for id in ids])

    def still(self, votes: Mapping[str, Any]) -> list[str]:
        """Who was not gone before this round, most votes first."""
        return sorted((id for id in self.options if id not in self.gone), key=lambda id: -Fraction(votes[id]))
