"""Who took part, in groups: a solver looks for what a reader could conclude (SG-60), in made-up towns and real ones."""

import json
from collections import defaultdict
from dataclasses import fields
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.settings import Settings
from civic.voting.results import groups, plain
from civic.voting.results.groups import leaves, neighbours, table
from civic.voting.results.plain import K
from tests.elections.known import FOLDER, needed
from tests.voting.audit import Audit, read_table

AREAS = ("Centro", "Norte", "Sur", "Oriente", "Río")


@st.composite
def towns(draw):
    """(people, entitled, areas): small and large bands, also empty ones and such where nobody or everybody took part."""
    areas = AREAS[: draw(st.integers(1, 5))]
    entitled = {cell: draw(st.sampled_from((0, 1, 4, 9, 10, 12, 25, 60))) for cell in product(areas, "abc")}
    people = {
        cell: draw(st.one_of(st.integers(0, number), st.sampled_from((0, number)))) for cell, number in entitled.items()
    }
    return people, entitled, areas


def groups_of(told, cells):
    """Every group that the table could have told apart, and every single cell."""
    whole = [[(area, age) for area in areas for age in ages] for areas in told.areas for ages in told.ages]
    return whole + [[cell] for cell in cells]


def held_back(told, people, entitled):
    """Those that may not be told: under ten took part, or everybody."""
    for cells in groups_of(told, people):
        number, most = sum(people[cell] for cell in cells), sum(entitled[cell] for cell in cells)
        if most and (number < K or number == most):
            yield cells


@settings(max_examples=300, deadline=None)
@given(towns())
def test_sg_60_no_number_below_ten_comes_back_from_the_published_table(town) -> None:
    """SG-60: of each number under ten a reader's range is ten wide or more; and who knows the roll of every area and age
    is not certain of any, nor that everybody took part."""
    people, entitled, areas = town
    told = table(people, entitled, neighbours(areas))
    if told is None:
        return
    numbers = [*told.by_area, *told.by_age, *(number for inside in told.within for number in inside or ())]
    assert min(numbers) >= K
    assert sum(told.by_area) == sum(told.by_age) == sum(people.values()) < sum(entitled.values())
    audit = Audit()
    read_table(audit, told)
    assert audit.given_away(people) == {}
    audit.roster = dict(entitled)
    asked = list(held_back(told, people, entitled))
    assert all(least < most for least, most in audit.ranges(asked)), asked


def test_sg_60_who_knows_the_roll_learns_nothing_by_the_shape_of_the_town(monkeypatch) -> None:
    """SG-60: where each age lives in few areas, rows and columns together would give a small number back."""
    entitled = {("Centro", "b"): 80, ("Centro", "c"): 9, ("Norte", "b"): 30, ("Sur", "c"): 50}
    people = {("Centro", "b"): 48, ("Centro", "c"): 6, ("Norte", "b"): 24, ("Sur", "c"): 29}
    tree, ages = ("Centro", "Norte", "Sur"), ("b", "c")

    def known():
        audit = Audit(roster=dict(entitled) | {("Norte", "c"): 0, ("Sur", "b"): 0})
        read_table(audit, table(people, entitled, tree, ages))
        return audit.ranges([[("Centro", "c")]])

    assert known() == [(0, 9)]
    monkeypatch.setattr(groups, "_comes_back", lambda *_: False)
    assert known() == [(6, 6)], "the auditor notices"


@pytest.mark.parametrize(
    ("names", "tree"),
    [
        ("A", "A"),
        ("AB", ("A", "B")),
        ("ABC", (("A", "B"), "C")),
        ("ABCD", (("A", "B"), ("C", "D"))),
        ("ABCDE", ((("A", "B"), ("C", "D")), "E")),
        ("ABCDEF", ((("A", "B"), ("C", "D")), ("E", "F"))),
    ],
)
def test_neighbours_merge_two_by_two(names, tree) -> None:
    assert neighbours(names) == tree
    assert leaves(tree) == tuple(names)


def town_of(**areas):
    return {(area, age): number for area, numbers in areas.items() for age, number in zip("abc", numbers, strict=True)}


def many(people):
    """A roll of which nobody could have used all."""
    return dict.fromkeys(people, 1000)


@pytest.mark.parametrize(
    ("people", "areas", "ages", "within"),
    [
        (town_of(N=(10, 20, 30), S=(11, 12, 13)), ["N", "S"], ["a", "b", "c"], [(10, 20, 30), (11, 12, 13)]),
        (town_of(N=(10, 20, 30), S=(9, 12, 13)), ["N", "S"], ["a", "b", "c"], [None, None]),
        (town_of(N=(10, 20, 30), S=(0, 20, 30)), ["N", "S"], ["a", "b", "c"], [None, None]),
        (town_of(N=(3, 20, 30), S=(4, 20, 30)), ["N", "S"], ["ab", "c"], [(23, 30), (24, 30)]),
        (town_of(N=(3, 2, 30), S=(4, 0, 30)), ["N", "S"], ["abc"], [None, None]),
        (town_of(N=(3, 2, 4), S=(4, 0, 30)), ["NS"], ["abc"], [None]),
        (town_of(N=(30, 30, 30), S=(30, 30, 30), E=(2, 2, 2), O=(40, 40, 40)), ["N", "S", "EO"],
         ["a", "b", "c"], [(30, 30, 30), (30, 30, 30), (42, 42, 42)]),
    ],
)  # fmt: skip
def test_what_merges(people, areas, ages, within) -> None:
    tree = neighbours(dict.fromkeys(area for area, _age in people))
    told = table(people, many(people), tree)
    assert ["".join(group) for group in told.areas] == areas
    assert ["".join(group) for group in told.ages] == ages
    assert list(told.within) == within


def test_sg_58_a_class_of_eight_is_not_told() -> None:
    """SG-58: fewer than ten: no table at all."""
    assert table(town_of(N=(3, 5, 0)), many(town_of(N=(0, 0, 0))), ("N",)) is None


def test_sg_60_everybody_is_told_of_nobody() -> None:
    """SG-60: an area where all took part is merged as an empty one is; a town where all did is not told."""
    people = town_of(N=(0, 0, 20), S=(0, 0, 30), E=(0, 0, 40), O=(0, 0, 50))
    entitled = {cell: number + 1 for cell, number in people.items()}
    for age in "abc":
        entitled["N", age] = people["N", age]
    told = table(people, entitled, neighbours("NSEO"))
    assert (told.areas, told.by_area) == ((("N", "S"), ("E",), ("O",)), (50, 40, 50))
    assert table(people, people, neighbours("NSEO")) is None


# The real tables: age, sex and door of voters of Polish cities, with children among them.


def real_tables():
    needed()
    return json.loads((FOLDER / "breakdown_counts.json").read_text())


def as_town(rows):
    """Door and sex in the place of areas; ages in their order."""
    people = defaultdict(int)
    for each in rows:
        people[f"{each['group']} {each['sex']}", each["age"]] += each["voters"]
    areas = tuple(dict.fromkeys(area for area, _age in people))
    ages = ("<18", "18-24", "25-39", "40-64", "65+") + (("unknown",) if ("unknown" in {a for _, a in people}) else ())
    return {cell: people[cell] for cell in product(areas, ages)}, areas, ages


def test_sg_60_nothing_comes_back_from_the_real_tables() -> None:
    """SG-60: every table of breakdown_counts.json, published by our rule, gives no small number away."""
    merged = 0
    for each in real_tables():
        people, areas, ages = as_town(each["rows"])
        told = table(people, {cell: number + 1 for cell, number in people.items()}, neighbours(areas), neighbours(ages))
        audit = Audit()
        read_table(audit, told)
        assert audit.given_away(people) == {}, each["source"]
        merged += len(told.areas) < len(areas) or len(told.ages) < len(ages) or None in told.within
    assert merged == 6, "each of them has a number under ten"


def hidden(people, areas, ages, least):
    """What official tables often do: every total is told, and each number but those from 1 to `least`."""
    audit = Audit()
    for cell, number in people.items():
        if not 1 <= number <= least:
            audit.tell([cell], number)
    for area in areas:
        audit.tell([(area, age) for age in ages], sum(people[area, age] for age in ages))
    for age in ages:
        audit.tell([(area, age) for area in areas], sum(people[area, age] for area in areas))
    return audit


def test_the_auditor_gets_back_what_hiding_alone_hides() -> None:
    """SG-60, voting.md: in the real tables hiding 1 to 4 hides 13 numbers. Of all of them a reader learns nearly
    everything, and nine come back exactly."""
    hid, near, exact = 0, 0, 0
    for each in real_tables():
        people, areas, ages = as_town(each["rows"])
        small = [cell for cell, number in people.items() if 1 <= number <= 4]
        known = hidden(people, areas, ages, 4).given_away(people)
        assert len(small) == each["small"]
        hid += len(small)
        near += sum((cell,) in known for cell in small)
        exact += sum(known.get((cell,)) == (people[cell], people[cell]) for cell in small)
    assert (hid, near, exact) == (13, 13, 9)


# Two publications of the same poll.


def test_sg_61_the_auditor_notices_a_late_voter() -> None:
    """SG-61: each table is safe by itself; with both, the one who came between them is known by area and age."""
    before = town_of(N=(20, 20, 20), S=(20, 20, 20))
    late = {("late", *cell): int(cell == ("S", "b")) for cell in before}
    after = {cell: number + late["late", *cell] for cell, number in before.items()}
    audit = Audit()
    for people, cells in ((before, lambda cell: [cell]), (after, lambda cell: [cell, ("late", *cell)])):
        told = table(people, many(people), neighbours("NS"))
        alone = Audit()
        read_table(alone, told)
        assert alone.given_away(people) == {}
        for area, inside in zip("NS", told.within, strict=True):
            for age, number in zip("abc", inside, strict=True):
                audit.tell(cells((area, age)), number)
    assert audit.given_away(late)[("late", "S", "b"),] == (1, 1)


def test_sg_61_the_auditor_notices_overlapping_areas() -> None:
    """SG-61: two cuts of one town, each with ten or more in every part; between them lie three children."""
    blocks = {("one",): 30, ("between",): 3, ("two",): 40}
    audit = Audit()
    for first, second in (([("one",)], [("between",), ("two",)]), ([("one",), ("between",)], [("two",)])):
        for part in (first, second):
            audit.tell(part, sum(blocks[block] for block in part))
    assert audit.given_away(blocks) == {(("between",),): (3, 3)}


def test_sg_60_no_setting_lowers_the_floor() -> None:
    """SG-60"""
    assert groups.K == plain.K == 10
    numbers = {each.name for each in fields(Settings) if type(each.default) in (int, float)}
    assert numbers == {"port", "workers"}
