"""What a reader with a solver can conclude from everything that is published together (SG-60, SG-61).

Unknown whole numbers of children, 0 or more; one equation for each number that is told; and of each unknown its least
and its greatest value. A number of 1 to 9 is given away when that range is narrower than ten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from civic.voting.results.groups import Table
from civic.voting.results.plain import Detail, K, Told

Cell = tuple[str, ...]


@dataclass
class Audit:
    """Sums of named cells, each within what is told of it. `roster`: the most there can be in a cell."""

    sums: list[tuple[dict[Cell, int], float, float]] = field(default_factory=list)
    roster: dict[Cell, float] = field(default_factory=dict)

    def tell(self, cells: Iterable[Cell], least: float, most: float | None = None) -> None:
        """These cells are `least` children together, or from `least` to `most`."""
        self.sums.append((dict.fromkeys(cells, 1), least, least if most is None else most))

    def same(self, some: Iterable[Cell], others: Iterable[Cell]) -> None:
        """As many in these cells as in those."""
        self.sums.append((dict.fromkeys(some, 1) | dict.fromkeys(others, -1), 0, 0))

    def ranges(self, asked: Iterable[Iterable[Cell]]) -> list[tuple[int, int]]:
        """Least and greatest sum of each set of cells; none is over a million."""
        cells = sorted({cell for terms, _least, _most in self.sums for cell in terms})
        place = {cell: at for at, cell in enumerate(cells)}
        matrix = np.zeros((len(self.sums), len(cells)))
        for at, (terms, _least, _most) in enumerate(self.sums):
            for cell, sign in terms.items():
                matrix[at, place[cell]] = sign
        limits = LinearConstraint(matrix, [each[1] for each in self.sums], [each[2] for each in self.sums])
        bounds = Bounds(0, [self.roster.get(cell, 1_000_000) for cell in cells])

        def reach(wanted: Iterable[Cell], sign: int) -> int:
            aim = np.zeros(len(cells))
            for cell in wanted:
                aim[place[cell]] += sign
            found = milp(aim, constraints=limits, bounds=bounds, integrality=np.ones(len(cells)))
            assert found.success, "what is told contradicts itself"
            return round(sign * found.fun)

        return [(reach(each, 1), reach(each, -1)) for each in map(tuple, asked)]

    def given_away(
        self, truth: Mapping[Cell, int], asked: Iterable[Iterable[Cell]] | None = None
    ) -> dict[tuple[Cell, ...], tuple[int, int]]:
        """Sums (of each cell alone, or as `asked`) of 0 to 9 children that come back, with what can be concluded of them.
        A zero tells as much as a one."""
        asked = [(cell,) for cell in truth] if asked is None else map(tuple, asked)
        small = [cells for cells in asked if sum(truth[cell] for cell in cells) < K]
        found = zip(small, self.ranges(small), strict=True)
        return {cells: (least, most) for cells, (least, most) in found if most - least < K}


def read_table(audit: Audit, table: Table) -> None:
    """Every number of a published table."""

    def tell(areas: Iterable[str], ages: Iterable[str], number: int) -> None:
        audit.tell([(area, age) for area in areas for age in ages], number)

    everywhere = [area for group in table.areas for area in group]
    everyone = [age for group in table.ages for age in group]
    for areas, number, within in zip(table.areas, table.by_area, table.within, strict=True):
        tell(areas, everyone, number)
        for ages, inside in zip(table.ages, within or (), strict=False):
            tell(areas, ages, inside)
    for ages, number in zip(table.ages, table.by_age, strict=True):
        tell(everywhere, ages, number)


def read_result(audit: Audit, told: Told, roll: float, voters: Iterable[Cell]) -> None:
    """What a result says of how many voted: `("chose",)` chose something, `("blank",)` said none of them."""
    audit.same(voters, [("chose",), ("blank",)])
    audit.tell([("chose",), ("blank",)], 0, roll)
    if told.chose is not None:
        audit.tell([("chose",)], told.chose, told.chose + (0 if told.detail is Detail.EXACT else K - 1))
    if told.none.votes is not None:
        audit.tell([("blank",)], told.none.votes)
