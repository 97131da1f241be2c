"""What a child marks, and what a good ballot is. Pure: the same reading serves every door.

A rule of counting (`tally.rules`) asks for one of three papers: ticks, a face for each option, or a ranking. A further
paper is a further dataclass with the same verbs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from civic.core.words import N_
from civic.voting.tally.marks import PIECE, Marks
from civic.voting.tally.rankings import UNRANKED, Rankings
from civic.voting.tally.rules import (
    Approval,
    EqualShares,
    Greedy,
    InstantRunoff,
    Motion,
    Phragmen,
    Rule,
    Schulze,
    ScottishStv,
    Smileys,
)

#: What the form sends for "none of them": a counted, blank ballot. "I'd rather not vote" sends nothing at all.
NONE = "none"
CHOICE, FACE, RANK = "choice", "face-", "rank-"
BUDGETS = Greedy | EqualShares | Phragmen

#: What a form sent: each name with all its values.
Sent = Mapping[str, Sequence[str]]


class NotABallot(ValueError):
    """Marks that no honest ballot of this paper has. Never says which: a message may end in a log."""


@dataclass(frozen=True)
class Problem:
    """A sentence for whoever marks or types: a msgid and its values."""

    msgid: str
    values: dict[str, Any] = field(default_factory=dict)


CHOOSE_FIRST = Problem(N_("Choose first. If you like none, choose “None of them”."))
NOT_BOTH = Problem(N_("You chose “None of them” and something else. Leave only one of the two."))
NOT_READ = Problem(N_("We could not read your choice. Please choose again."))
ONLY_ONE = Problem(N_("You chose more than one. Leave only one."))
TOO_MANY = N_("You chose %(chosen)s. You can choose up to %(most)s.")
TOO_DEAR = N_("Your basket costs %(cost)s and there is %(budget)s. Take something out.")
SAME_NUMBER = N_("Two ideas have the number %(rank)s. Give each its own number.")
YES_OR_NO = Problem(N_("Choose first: yes, no, or neither."))


@dataclass(frozen=True)
class Ballot:
    """`marks`, by paper: positions of the ticked options, ascending; a face for each option, 2 happy, 1, 0 sad, -1 none;
    positions from the best on. Positions are 0 .. options-1 in the order of the manifest."""

    paper: "Paper"
    marks: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.paper.holds(self.marks):
            raise NotABallot(str(self.paper))

    @property
    def blank(self) -> bool:
        return set(self.marks) <= {-1}


@dataclass(frozen=True)
class Ticks:
    """`least` to `most` options, all alike. Of a budget: `costs` of each, and together within `budget`."""

    options: int
    most: int
    least: int = 0
    costs: tuple[int, ...] = ()
    budget: int = 0

    @property
    def width(self) -> int:
        """Bytes of a packed ballot: a bit for each option, the first in the lowest bit of the first byte."""
        return (self.options + 7) // 8

    def holds(self, marks: tuple[int, ...]) -> bool:
        return (
            list(marks) == sorted(set(marks))
            and self.least <= len(marks) <= self.most
            and all(0 <= mark < self.options for mark in marks)
            and self.cost(marks) <= self.budget
        )

    def cost(self, marks: Sequence[int]) -> int:
        return sum(self.costs[mark] for mark in marks) if self.costs else 0

    def read(self, sent: Sent) -> Ballot | Problem:
        chosen = list(sent.get(CHOICE, ()))
        if not chosen:
            return YES_OR_NO if self.least else CHOOSE_FIRST
        if chosen == [NONE] and not self.least:
            return Ballot(self, ())
        if NONE in chosen and not self.least:
            return NOT_BOTH
        marks = _positions(chosen, self.options)
        if marks is None:
            return NOT_READ
        if len(marks) > self.most:
            return ONLY_ONE if self.most == 1 else Problem(TOO_MANY, {"chosen": len(marks), "most": self.most})
        if (cost := self.cost(marks)) > self.budget:
            return Problem(TOO_DEAR, {"cost": cost, "budget": self.budget})
        return Ballot(self, tuple(sorted(marks)))

    def fields(self, ballot: Ballot) -> list[tuple[str, str]]:
        return [(CHOICE, str(mark)) for mark in ballot.marks] or [(CHOICE, NONE)]

    def pack(self, ballot: Ballot) -> bytes:
        return sum(1 << mark for mark in ballot.marks).to_bytes(self.width, "little")

    def gather(self, table: np.ndarray) -> tuple[Marks, int]:
        good = np.ones(len(table), bool)
        costs = np.array(self.costs or [0] * self.options, np.int64)
        for start in range(0, len(table), PIECE):
            bits = np.unpackbits(table[start : start + PIECE], axis=1, bitorder="little")
            inside, chosen = bits[:, : self.options], bits.sum(axis=1, dtype=np.int64)
            fits = (chosen >= self.least) & (chosen <= self.most) & ~bits[:, self.options :].any(axis=1)
            good[start : start + PIECE] = fits & (inside @ costs <= self.budget)
        return Marks.unpacked(self.options, table[good]), int(len(table) - good.sum())


@dataclass(frozen=True)
class Faces:
    """A face for each option, or none for it."""

    options: int

    @property
    def width(self) -> int:
        """Bytes of a packed ballot: 0 sad, 1, 2 happy, 255 none for each option."""
        return self.options

    def holds(self, marks: tuple[int, ...]) -> bool:
        return len(marks) == self.options and set(marks) <= {-1, 0, 1, 2}

    def read(self, sent: Sent) -> Ballot | Problem:
        faces = [[face for face in sent.get(f"{FACE}{option}", ()) if face] for option in range(self.options)]
        if any(len(given) > 1 or given not in ([], ["0"], ["1"], ["2"]) for given in faces):
            return NOT_READ
        marks = tuple(int(given[0]) if given else -1 for given in faces)
        return _or_none(self, sent, marks, (-1,) * self.options)

    def fields(self, ballot: Ballot) -> list[tuple[str, str]]:
        given = [(f"{FACE}{option}", str(face)) for option, face in enumerate(ballot.marks) if face >= 0]
        return given or [(CHOICE, NONE)]

    def pack(self, ballot: Ballot) -> bytes:
        return bytes(face % 256 for face in ballot.marks)

    def gather(self, table: np.ndarray) -> tuple[np.ndarray, int]:
        good = ((table <= 2) | (table == 255)).all(axis=1)
        return np.ascontiguousarray(table[good].view(np.int8).T), int(len(table) - good.sum())


@dataclass(frozen=True)
class Ranking:
    """Some options or all of them, from the best on."""

    options: int

    @property
    def width(self) -> int:
        """Bytes of a packed ballot: for each option its rank from 1 on, or 0."""
        return self.options

    def holds(self, marks: tuple[int, ...]) -> bool:
        return len(set(marks)) == len(marks) and all(0 <= mark < self.options for mark in marks)

    def read(self, sent: Sent) -> Ballot | Problem:
        """Numbers may leave gaps; their order counts."""
        places = {str(rank): rank for rank in range(1, self.options + 1)}
        given: dict[int, int] = {}
        for option in range(self.options):
            typed = [rank for rank in sent.get(f"{RANK}{option}", ()) if rank]
            if not typed:
                continue
            if len(typed) > 1 or typed[0] not in places:
                return NOT_READ
            rank = places[typed[0]]
            if rank in given:
                return Problem(SAME_NUMBER, {"rank": rank})
            given[rank] = option
        return _or_none(self, sent, tuple(given[rank] for rank in sorted(given)), ())

    def fields(self, ballot: Ballot) -> list[tuple[str, str]]:
        given = [(f"{RANK}{option}", str(rank)) for rank, option in enumerate(ballot.marks, 1)]
        return given or [(CHOICE, NONE)]

    def pack(self, ballot: Ballot) -> bytes:
        rank = {option: rank for rank, option in enumerate(ballot.marks, 1)}
        return bytes(rank.get(option, 0) for option in range(self.options))

    def gather(self, table: np.ndarray) -> tuple[Rankings, int]:
        ranked = (table > 0).sum(axis=1)
        ordered = np.sort(table, axis=1)
        wanted = np.maximum(0, np.arange(1, self.options + 1) - (self.options - ranked)[:, None])
        good = (ordered == wanted).all(axis=1)
        ranks = np.where(table[good] == 0, UNRANKED, table[good]).astype(np.int8)
        weights = np.ones(len(ranks), np.int64)
        return Rankings(np.ascontiguousarray(ranks.T), weights), int(len(table) - good.sum())


Paper = Ticks | Faces | Ranking
#: Ballots in bulk: of ticks, of ranks, or a table of faces with a row for each option.
Gathered = Marks | Rankings | np.ndarray


def paper_for(rule: Rule, options: int, costs: Sequence[int | None] = (), budget: int | None = None) -> Paper:
    """What a child marks under this rule. Raises ValueError where the rule does not fit the options."""
    match rule:
        case Motion():
            if options != 3:
                raise ValueError("a motion has three answers")
            return Ticks(options, 1, 1)
        case Approval(most=most):
            if most > options:
                raise ValueError("more choices than options")
            return Ticks(options, most)
        case Smileys():
            return Faces(options)
        case Schulze() | InstantRunoff() | ScottishStv():
            if options >= UNRANKED:
                raise ValueError(f"{options} options, and at most {UNRANKED - 1} can be ranked")
            return Ranking(options)
        case Greedy() | EqualShares() | Phragmen():
            if not budget or len(costs) != options or not all(cost and 0 < cost <= budget for cost in costs):
                raise ValueError("a budget, and a cost within it for each option")
            return Ticks(options, options, 0, tuple(costs), budget)
    return Ticks(options, 1)


def _or_none(paper: Paper, sent: Sent, marks: tuple[int, ...], blank: tuple[int, ...]) -> Ballot | Problem:
    chosen = list(sent.get(CHOICE, ()))
    if chosen not in ([], [NONE]):
        return NOT_READ
    if marks == blank:
        return Ballot(paper, blank) if chosen else CHOOSE_FIRST
    return NOT_BOTH if chosen else Ballot(paper, marks)


def _positions(chosen: Sequence[str], options: int) -> list[int] | None:
    positions = {str(position): position for position in range(options)}
    if len(set(chosen)) < len(chosen) or not positions.keys() >= set(chosen):
        return None
    return [positions[choice] for choice in chosen]
