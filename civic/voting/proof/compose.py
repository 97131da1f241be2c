"""What goes into a bundle, and who may have it: the witness bundle holds all, the public one what small numbers and the
fingerprint rule allow (voting.md)."""

import json
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from civic.voting.counting import Counted
from civic.voting.manifest import Manifest
from civic.voting.proof import tree
from civic.voting.results.plain import Detail, rounds_told, tell
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import UNRANKED, Rankings
from civic.voting.tally.result import Result
from civic.voting.tally.rules import Rule
from civic.voting.tally.told import as_data, number

#: Whole ballots are fingerprints: the public gets them from so many on, if fewer than one in so many is the only one
#: of its kind.
PUBLIC_FROM, UNIQUE_IN = 1000, 20


class Kind(StrEnum):
    PUBLIC = "public"
    WITNESS = "witness"


class Told(StrEnum):
    """How much of a result a bundle tells. TOTALS: without how many were blank, or how many ballots there were, and
    without the rounds."""

    EVERYTHING = "everything"
    TOTALS = "totals"
    DECISION = "decision"


class Leaves:
    """The leaves of a box (`leaves.box_leaves`, in any order), sorted, with what both bundles say of them: a big city's take
    seconds, and are made once."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self.sorted = sorted(leaves)

    @cached_property
    def root(self) -> str:
        return tree.root(self.sorted).hex()

    @cached_property
    def told(self) -> list[str]:
        return [leaf.hex() for leaf in self.sorted]


#: A place, and its hands: yes, no, abstain.
Place = tuple[str, int, int, int]


def compose_hands(kind: Kind, manifest: Manifest, counted: Counted, places: Iterable[Place]) -> dict[str, Any]:
    """The bundle's body of raised hands, which nobody sealed: without leaves or a root. What was written down at each place
    is for the witnesses: there are few hands at some."""
    told = json.loads(manifest.canonical())
    body = compose(kind, told, manifest.how, counted.contest, counted.result, None)
    if kind is Kind.WITNESS:
        body["result"]["places"] = sorted(map(list, places))
    return body


def compose_poll(kind: Kind, manifest: Manifest, counted: Counted, leaves: Leaves) -> dict[str, Any]:
    """The bundle's body for a counted box; see `compose`."""
    told = json.loads(manifest.canonical())
    return compose(kind, told, manifest.how, counted.contest, counted.result, leaves, counted.unreadable)


def compose(
    kind: Kind,
    manifest: dict[str, Any],
    rule: Rule,
    contest: Contest,
    result: Result,
    leaves: Leaves | None,
    unreadable: int = 0,
) -> dict[str, Any]:
    """The bundle's body. `manifest`: what its canonical text reads as; `leaves`: None of raised hands."""
    if leaves:
        twice = any(one == other for one, other in pairwise(leaves.sorted))
        if twice or len(leaves.sorted) != result.ballots + unreadable + 1:
            raise ValueError("a leaf for each ballot and one of the box itself, no two alike")
    ballots, data = grouped(contest), as_data(rule, result, contest)
    told = Told.EVERYTHING if kind is Kind.WITNESS else told_of(rule, result, manifest["seats"], manifest["roll_size"])
    whole = kind is Kind.WITNESS or (told is Told.EVERYTHING and may_be_public(ballots))
    totals = dict(zip(contest.ids, map(number, result.totals), strict=True))
    if told is Told.EVERYTHING and not whole and result.rounds and not rounds_told(data["rounds"], totals):
        told = Told.TOTALS
    return {
        "kind": str(kind),
        "manifest": manifest,
        "root": leaves.root if leaves else "",
        "leaves": leaves.told if leaves and told is Told.EVERYTHING else None,
        "ballots": ballots if whole else None,
        "result": _result(told, data, totals, result, unreadable),
    }


def told_of(rule: Rule, result: Result, seats: int, roll: int) -> Told:
    """What the public may know, as the results page has it."""
    page = tell(result, seats=seats, roll=roll, rule=rule)
    if page.detail is not Detail.EXACT:
        return Told.DECISION
    return Told.TOTALS if page.none.votes is None else Told.EVERYTHING


def may_be_public(ballots: list[list[Any]]) -> bool:
    """The fingerprint rule. `ballots`: as of `grouped`."""
    alone = sum(times == 1 for times, _ballot in ballots)
    everyone = sum(times for times, _ballot in ballots)
    return everyone >= PUBLIC_FROM and alone * UNIQUE_IN < everyone


def grouped(contest: Contest) -> list[list[Any]]:
    """`[how often, ballot]` for each different ballot, sorted by the ballot. Ticks: positions, ascending; ranks: lists of
    positions, the best first; faces: one for each option, -1 for none."""
    found: Counter[tuple[Any, ...]] = Counter()
    match contest.ballots:
        case Marks() as marks:
            for row, times in enumerate(marks.weights.tolist()):
                found[tuple(marks.marks[marks.starts[row] : marks.starts[row + 1]].tolist())] += times
        case Rankings() as rankings:
            for ranks, times in zip(rankings.ranks.T.tolist(), rankings.weights.tolist(), strict=True):
                found[_places(ranks)] += times
        case np.ndarray() as faces:
            found.update(map(tuple, faces.T.tolist()))
    found = +found  # a weight of 0 is no ballot
    return [
        [found[ballot], [list(each) if isinstance(each, tuple) else each for each in ballot]]
        for ballot in sorted(found)
    ]


def _places(ranks: list[int]) -> tuple[tuple[int, ...], ...]:
    used = sorted({rank for rank in ranks if rank != UNRANKED})
    return tuple(tuple(option for option, own in enumerate(ranks) if own == rank) for rank in used)


def _result(
    told: Told, data: dict[str, Any], totals: dict[str, int | str], result: Result, unreadable: int
) -> dict[str, Any]:
    if told is Told.DECISION:
        return {"told": str(told), "winners": [option for option in totals if option in data["winners"]]}
    some = {
        "told": str(told),
        "chose": result.ballots - result.blanks,
        "totals": totals,
        "winners": data["winners"],
        "ties": data["ties"],
    }
    if told is Told.TOTALS:
        return some
    rounds = data["rounds"] if result.rounds else []
    return some | {"blanks": result.blanks, "unreadable": unreadable, "rounds": rounds}
