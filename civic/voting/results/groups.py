"""Participation in groups so large that none tells on a child (SG-58, SG-60): small ones are merged, never hidden alone.

Pure. How groups merge is a tree that everybody can read before the vote: neighbours two by two, then four by four, up to
the whole town; ages as in `AGES`. A branch is told in its parts only where every part may be told, else as one.

A group may be told if `K` children or more of it took part, and not all of them. So a zero is as untold as a one, and
"everybody" as untold as "nobody".

Why nothing comes back by subtraction: areas and ages are each told as a partition of the same children, with `K` or more
in each part, so that a number inside is bounded only by its row, its column and what is left outside them, `K` apart or
more. The ages of one area are told where all of them may be, and what they leave over of each age is such a table again
(`_told_by_age`). Whoever knows besides how many children live where must not find out either (`_comes_back`).
`tests/voting/audit.py` asks a solver whether all this is true.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from civic.core.ages import Band
from civic.voting.results.plain import K

#: A name, or what merges first.
Tree = str | tuple["Tree", ...]
Group = tuple[str, ...]
#: Children by area and age band.
People = Mapping[tuple[str, Band], int]

#: The younger two merge first, then all.
AGES: Tree = (("a", "b"), "c")


@dataclass(frozen=True)
class Table:
    """`by_area` and `by_age`: children of each group, in the order of `areas` and `ages`. `within`: for each group of
    areas its children by age, or None where only their sum is told."""

    areas: tuple[Group, ...]
    ages: tuple[Group, ...]
    by_area: tuple[int, ...]
    by_age: tuple[int, ...]
    within: tuple[tuple[int, ...] | None, ...]

    @property
    def total(self) -> int:
        return sum(self.by_area)


@dataclass(frozen=True)
class _Votes:
    people: People
    entitled: People

    def took_part(self, areas: Group, ages: Group) -> int:
        return sum(self.people.get((area, age), 0) for area in areas for age in ages)

    def did_not(self, areas: Group, ages: Group) -> int:
        return sum(self.entitled.get((area, age), 0) for area in areas for age in ages) - self.took_part(areas, ages)

    def may_be_told(self, areas: Group, ages: Group) -> bool:
        return self.took_part(areas, ages) >= K and self.did_not(areas, ages) > 0


def neighbours(names: Iterable[str]) -> Tree:
    """The tree of names that stand in the order of the map: two by two; an odd one waits for the next round."""
    level: list[Tree] = list(names)
    while len(level) > 1:
        level = [tuple(level[at : at + 2]) if at + 1 < len(level) else level[at] for at in range(0, len(level), 2)]
    return level[0]


def leaves(tree: Tree) -> Group:
    return (tree,) if isinstance(tree, str) else tuple(name for part in tree for name in leaves(part))


def cut(tree: Tree, may_be_told: Callable[[Group], bool]) -> tuple[Group, ...]:
    """The finest groups along the tree of which each may be told; the whole, if no other."""
    if isinstance(tree, str) or not all(may_be_told(leaves(part)) for part in tree):
        return (leaves(tree),)
    return tuple(group for part in tree for group in cut(part, may_be_told))


def table(people: People, entitled: People, areas: Tree, ages: Tree = AGES) -> Table | None:
    """What is published of who took part, of whom on the roll. None where not even the whole may be told."""
    votes, town, everyone = _Votes(people, entitled), leaves(areas), leaves(ages)
    if not votes.may_be_told(town, everyone):
        return None
    rows = cut(areas, lambda group: votes.may_be_told(group, everyone))
    columns = cut(ages, lambda group: votes.may_be_told(town, group))
    told = _told_by_age(votes, rows, columns)
    if _comes_back(votes, [row for row in rows if row not in told], columns):
        columns, told = (everyone,), set()
    return Table(
        areas=rows,
        ages=columns,
        by_area=tuple(votes.took_part(row, everyone) for row in rows),
        by_age=tuple(votes.took_part(town, column) for column in columns),
        within=tuple(tuple(votes.took_part(row, each) for each in columns) if row in told else None for row in rows),
    )


def _told_by_age(votes: _Votes, rows: tuple[Group, ...], columns: tuple[Group, ...]) -> set[Group]:
    """The rows of which every age may be told. As long as what the others leave over of an age may not be, the smallest
    goes to the others."""
    told = {row for row in rows if len(columns) > 1 and all(votes.may_be_told(row, each) for each in columns)}
    while told and len(told) < len(rows):
        rest = tuple(area for row in rows if row not in told for area in row)
        if all(votes.may_be_told(rest, column) for column in columns):
            break
        told.remove(min(told, key=lambda row: (sum(votes.took_part(row, each) for each in columns), row)))
    return told


def _comes_back(votes: _Votes, rows: list[Group], columns: tuple[Group, ...]) -> bool:
    """Whether somebody who knows the roll of each area and age could be certain of a number that may not be told.

    A number can be another one if children can be moved around a circle of rows and columns: one more here, one fewer
    in the same row, one more in that column, and so on back, each time where someone did not or did take part.
    """
    more = {(row, each) for row in rows for each in columns if votes.did_not(row, each) > 0}
    fewer = {(each, row) for row in rows for each in columns if votes.took_part(row, each) > 0}
    steps = more | fewer

    def reaches(start: Group, end: Group, without: set[tuple[Group, Group]]) -> bool:
        seen, new = set(), {start}
        while new and end not in new:
            seen |= new
            new = {there for here, there in steps - without if here in new} - seen
        return end in new

    for row in rows:
        for each in columns if len(columns) > 1 else ():
            one, other = (row, each), (each, row)
            if votes.may_be_told(row, each) or not steps & {one, other}:
                continue
            up = one in steps and reaches(each, row, {one, other})
            down = other in steps and reaches(row, each, {one, other})
            if not up and not down:
                return True
    return False
