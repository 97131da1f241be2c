"""Who took part, as a page: by door, by area and by age, and never a group below ten (SG-58, SG-60)."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from civic.core.ages import BANDS
from civic.core.words import N_, _
from civic.voting.booths.queries import Sheet
from civic.voting.results import groups
from civic.voting.results.plain import K, turnout
from civic.voting.seen import Poll
from civic.voting.tally.rules import Motion

#: Ages that are told together.
TOGETHER = {("a", "b"): N_("6 to 13 years old"), ("a", "b", "c"): N_("6 to 17 years old")}

#: The doors by which a ballot came, and how they merge: the booths' first.
SIGNED_IN, CARD, PAPER = "signed_in", "card", "paper"
DOORS: groups.Tree = (SIGNED_IN, (CARD, PAPER))
SAID = {
    (SIGNED_IN,): N_("Signed in, with their alias"),
    (CARD,): N_("At a booth, with a card"),
    (PAPER,): N_("On paper"),
    (CARD, PAPER): N_("At a booth or on paper"),
}


@dataclass(frozen=True)
class Line:
    """`people` of a `group`: doors, bands, or areas by name; `ages` of it, where they are told."""

    group: groups.Group
    label: str
    people: int
    ages: Sequence["Line"] = ()


@dataclass(frozen=True)
class WhoVoted:
    """`voted`: all of them if `exact`, else 10 for ten or more, 0 for fewer, and None of a motion: beside “more than half of
    17 said yes”, “fewer than 10” would tell nine votes. `roll`: who could come in to vote.
    `doors`, `ages` and `areas`: two or more groups, or none where they are not told."""

    voted: int | None
    exact: bool
    roll: int
    doors: tuple[Line, ...]
    ages: tuple[Line, ...]
    areas: tuple[Line, ...]


def who_voted(poll: Poll, table: dict[str, Any] | None, sheets: Iterable[Sheet]) -> WhoVoted:
    """Of a published poll. `table`: as `turnout.tell` made it."""
    assert poll.result
    ballots, roll = poll.result.ballots, poll.manifest.roll_size
    exact = poll.told.none.votes is not None
    about = None if isinstance(poll.how, Motion) else min(K, turnout(ballots, ballots + 1 if poll.city_wide else roll))
    return WhoVoted(
        voted=ballots if exact else about,
        exact=exact,
        roll=roll,
        doors=_doors(ballots, roll, sheets) if exact else (),
        ages=_ages(table["ages"], table["by_age"]) if table and len(table["ages"]) > 1 else (),
        areas=_areas(table) if table and len(table["areas"]) > 1 else (),
    )


def _doors(ballots: int, roll: int, sheets: Iterable[Sheet]) -> tuple[Line, ...]:
    """Nothing if there was one door only: then it says nothing. What nobody could use is no door. Cards and paper are told
    apart where they could be in each place: the minutes of the places would give the others back."""
    used: Counter[tuple[str, str]] = Counter()
    for each in sheets:
        if each.used is not None:
            used[PAPER if each.door == PAPER else CARD, each.place_name] += each.used
    people: Counter[str] = Counter()
    for (door, _place), number in used.items():
        people[door] += number
    if roll:
        people[SIGNED_IN] = ballots - people.total()
    apart = {CARD, PAPER} - set(people) or min(used.values()) >= K

    def may_be_told(group: groups.Group) -> bool:
        return sum(people[door] for door in group) >= K and (apart or len(group) > 1 or group == (SIGNED_IN,))

    told = groups.cut(_open_doors(DOORS, people), may_be_told)
    return (
        tuple(Line(group, _(SAID[group]), sum(people[door] for door in group)) for group in told)
        if len(told) > 1
        else ()
    )


def _open_doors(tree: groups.Tree, people: Container[str]) -> groups.Tree:
    if isinstance(tree, str):
        return tree
    return tuple(_open_doors(part, people) for part in tree if any(door in people for door in groups.leaves(part)))


def _ages(ages: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[Line, ...]:
    return tuple(Line(tuple(group), _age(group), people) for group, people in zip(ages, numbers, strict=True))


def _age(group: Sequence[str]) -> str:
    return _(TOGETHER.get(tuple(group)) or BANDS[group[0]].label)


def _areas(table: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(tuple(names), ", ".join(names), people, _ages(table["ages"], within) if within else ())
        for names, people, within in zip(table["areas"], table["by_area"], table["within"], strict=True)
    )
