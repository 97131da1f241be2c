"""Everything that is published of one poll, read together by a solver: the result, who took part by door, area and age,
and the minutes of the cards (SG-58, SG-60). Each piece is safe alone; the union has to be too."""

from collections import defaultdict
from dataclasses import asdict, replace
from itertools import product
from math import inf
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.voting.booths import minutes as booth_minutes
from civic.voting.booths.queries import Sheet
from civic.voting.booths.states import Cards
from civic.voting.results import groups, who_voted
from civic.voting.results.groups import neighbours
from civic.voting.results.plain import K, tell
from civic.voting.results.turnout import leaves_out_none_or_many
from civic.voting.tally.result import Result
from civic.voting.tally.rules import ChooseOne
from tests.voting.audit import Audit, read_result, read_table

AREAS = ("Centro", "Norte", "Sur")
PLACES = ("Escuela", "Biblioteca", "Plaza")
UNWRITTEN = ("unwritten",)


def sheet(place: str, door: str, used: int) -> Sheet:
    facts = dict.fromkeys(Sheet.__annotations__) | {"place_name": place, "door": door, "number": used + 3, "used": used}
    return Sheet(**facts | {"unused": 3, "void": 0, "handed_back": 3, "hurried": False, "state": Cards.PRINTED})


@st.composite
def polls(draw):
    """What happened: children by area and age, some not written; ballots by place and door; votes of two options."""
    size = st.sampled_from((0, 1, 3, 9, 10, 14, 40))
    roll = draw(st.booleans())
    written = {cell: draw(size) if roll else 0 for cell in product(AREAS, "abc")}
    unwritten = draw(st.integers(0, 12)) if roll else 0
    doors = draw(st.lists(st.sampled_from([*product(PLACES, ("booth", "paper"))]), max_size=4, unique=True))
    sheets = [sheet(place, door, draw(size)) for place, door in doors]
    ballots = sum(written.values()) + unwritten + sum(each.used for each in sheets)
    blanks = draw(st.integers(0, ballots)) if draw(st.booleans()) else min(ballots, draw(st.integers(0, 9)))
    first = draw(st.integers(0, ballots - blanks))
    more = draw(st.sampled_from((1, 9, 40)))
    return (
        written,
        unwritten,
        sheets,
        (first, ballots - blanks - first),
        blanks,
        (sum(written.values()) + unwritten + more) * roll,
    )


def published(poll):
    """All that everybody may read: `told`, the table or None, `who`, `minutes`."""
    written, _unwritten, sheets, totals, blanks, roll = poll
    ballots = sum(totals) + blanks
    winners = tuple(sorted(range(2), key=lambda option: -totals[option])[: 1 if any(totals) else 0])
    result = Result(ballots, blanks, totals, winners, ())
    told = tell(result, seats=1, roll=roll)
    entitled = {cell: number + (cell == ("Centro", "c")) for cell, number in written.items()}
    table = groups.table(written, entitled, neighbours(AREAS)) if told.none.votes is not None else None
    used = sum(each.used for each in sheets) if sheets else None
    if table and not leaves_out_none_or_many(table.total, ballots, used):
        table = None
    here = SimpleNamespace(result=result, told=told, city_wide=bool(sheets), how=ChooseOne(), manifest=SimpleNamespace(roll_size=roll))
    who = who_voted.who_voted(here, asdict(table) if table else None, sheets)
    exact = ballots if told.none.votes is not None else None
    return told, table, who, booth_minutes.minutes(sheets, exact, roll)


def read_turnout(audit, who, voters):
    if who.exact:
        audit.tell(voters, who.voted)
    else:
        audit.tell(voters, who.voted, inf if who.voted else K - 1)


def read_all(poll, told, table, who, minutes) -> tuple[Audit, dict, list]:
    """The audit, the truth, and what is asked: each number, and the sums by place and by door."""
    written, unwritten, sheets, _totals, _blanks, roll = poll
    by_place = defaultdict(list)
    by_door = defaultdict(list)
    truth = dict(written) if roll else {}
    by_door["signed_in"] = [*truth, UNWRITTEN] if roll else []
    for each in sheets:
        cell = (each.place_name, each.door)
        truth[cell] = each.used
        by_place[each.place_name].append(cell)
        by_door["paper" if each.door == "paper" else "card"].append(cell)
    voters = [cell for cells in by_door.values() for cell in cells]
    audit = Audit()
    read_result(audit, told, inf if sheets else roll, voters)
    if table:
        read_table(audit, table)
    read_turnout(audit, who, voters)
    for line in who.doors:
        audit.tell([cell for door in line.group for cell in by_door[door]], line.people)
    for line in minutes.lines:
        if line.used is not None:
            audit.tell([cell for place in line.places for cell in by_place[place]], line.used)
            assert line.issued == line.used + line.unused + line.void
    asked = [[cell] for cell in truth] + [cells for cells in (*by_place.values(), *by_door.values()) if cells]
    return audit, truth | {UNWRITTEN: unwritten}, asked


def given_away(poll, *everything):
    """Of fewer than ten in all just that is told."""
    audit, truth, asked = read_all(poll, *everything)
    return audit.given_away(truth, asked) if sum(poll[3]) + poll[4] >= K else {}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(polls())
def test_sg_60_nothing_small_comes_back_from_everything_that_is_told(poll) -> None:
    """SG-60: no cell, no place and no door of under ten children in a range narrower than ten."""
    everything = published(poll)
    assert given_away(poll, *everything) == {}
    told, _table, who, _minutes = everything
    alone, anybody, blank = Audit(), [("anybody",)], [[("blank",)]]
    read_result(alone, told, inf if poll[2] else poll[5], anybody)
    read_turnout(alone, who, anybody)
    (least, most), (low, high) = *read_all(poll, *everything)[0].ranges(blank), *alone.ranges(blank)
    assert (least, min(most, 1000)) == (low, min(high, 1000)), "of who chose none of them nothing more"


NOBODY = dict.fromkeys(product(AREAS, "abc"), 0)
CENTRO = NOBODY | {("Centro", "b"): 30, ("Norte", "b"): 30}


@pytest.mark.parametrize(
    ("poll", "rule", "broken"),
    [
        # Seven papers: what the areas leave out would be at most seven.
        ((CENTRO, 0, [sheet("Plaza", "paper", 7)], (40, 27), 0, 90), "leaves_out_none_or_many", lambda *_: True),
        # Five who came in by themselves: all ballots less the cards.
        ((NOBODY, 5, [sheet("Plaza", "booth", 30), sheet("Escuela", "booth", 40)], (40, 35), 0, 90), "minutes", None),
        # One place with both doors, one with cards only: card and paper told apart give the cards of the first back.
        (
            (CENTRO, 0, [sheet("Plaza", "booth", 3), sheet("Plaza", "paper", 15), sheet("Escuela", "booth", 20)],
             (50, 48), 0, 90),
            "apart",
            None,
        ),
    ],
    ids=["areas", "cards", "doors"],
)  # fmt: skip
def test_the_auditor_notices_when_a_rule_is_missing(poll, rule, broken, monkeypatch) -> None:
    """SG-60: none of the rules about the union is there for show."""
    assert given_away(poll, *published(poll)) == {}
    told, table, who, minutes = published(poll)
    if broken:
        monkeypatch.setattr(f"{__name__}.{rule}", broken)
        told, table, who, minutes = published(poll)
    elif rule == "minutes":
        minutes = booth_minutes.minutes(poll[2], sum(poll[3]), 0)
    else:
        used = [sum(each.used for each in poll[2] if each.door == door) for door in ("booth", "paper")]
        who = replace(
            who, doors=tuple(who_voted.Line((door,), "", n) for door, n in zip(("card", "paper"), used, strict=True))
        )
    assert given_away(poll, told, table, who, minutes)


def test_sg_58_a_class_of_eight_is_fewer_than_ten() -> None:
    """SG-58, SG-52: no number at all."""
    told, table, who, minutes = published((NOBODY | {("Sur", "b"): 8}, 0, [], (5, 3), 0, 9))
    assert (who.voted, who.exact, who.doors, who.ages, who.areas, table) == (0, False, (), (), (), None)
    assert (told.chose, minutes.lines) == (None, ())
