"""What a reader with a solver can conclude from everything that is published together (SG-60, SG-61).

Unknown whole numbers of children, 0 or more; one equation for each number that is told; and of each unknown its least
and its greatest value. A number of 1 to 9 is given away when that range is narrower than ten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from civic.voting.groups import Table
from civic.voting.plain import K, Told

Cell = tuple[str, ...]


@dataclass
class Audit:
    """Equations over named cells. Whatever is told is added; then `ranges` and `given_away`."""

    told: list[tuple[dict[Cell, int], float, float]] = field(default_factory=list)
    roster: dict[Cell, float] = field(default_factory=dict)

    def tell(self, cells: Iterable[Cell], least: float, most: float | None = None) -> None:
        """These cells are `least` children together, or from `least` to `most`."""
        self.told.append((dict.fromkeys(cells, 1), least, least if most is None else most))

    def ranges(self, asked: Iterable[Iterable[Cell]]) -> list[tuple[int, int]]:
        """Least and greatest sum of each set of cells; the greatest is at most a million."""
        cells = sorted({cell for terms, _least, _most in self.told for cell in terms})
        place = {cell: at for at, cell in enumerate(cells)}
        matrix = np.zeros((len(self.told), len(cells)))
        for at, (terms, _least, _most) in enumerate(self.told):
            for cell in terms:
                matrix[at, place[cell]] = 1
        limits = LinearConstraint(matrix, [each[1] for each in self.told], [each[2] for each in self.told])
        bounds = Bounds(0, [self.roster.get(cell, 1_000_000) for cell in cells])

        def reach(wanted: Iterable[Cell], sign: int) -> int:
            aim = np.zeros(len(cells))
            for cell in wanted:
                aim[place[cell]] += sign
            found = milp(aim, constraints=limits, bounds=bounds, integrality=np.ones(len(cells)))
            assert found.success, "what is told contradicts itself"
            return round(sign * found.fun)

        return [(reach(each, 1), reach(each, -1)) for each in map(tuple, asked)]

    def given_away(self, truth: Mapping[Cell, int]) -> dict[Cell, tuple[int, int]]:
        """Cells of 0 to 9 that come back, with what can be concluded of them. A zero tells as much as a one."""
        small = [cell for cell, number in truth.items() if number < K]
        found = zip(small, self.ranges([cell] for cell in small), strict=True)
        return {cell: (least, most) for cell, (least, most) in found if most - least < K}


def read_table(audit: Audit, table: Table, slack: float = 0) -> None:
    """Every number of a published table. `slack`: how many children it may have missed ("at least")."""

    def tell(areas: Iterable[str], ages: Iterable[str], number: int) -> None:
        audit.tell([(area, age) for area in areas for age in ages], number, number + slack)

    everywhere = [area for group in table.areas for area in group]
    everyone = [age for group in table.ages for age in group]
    for areas, number, within in zip(table.areas, table.by_area, table.within, strict=True):
        tell(areas, everyone, number)
        for ages, inside in zip(table.ages, within or (), strict=False):
            tell(areas, ages, inside)
    for ages, number in zip(table.ages, table.by_age, strict=True):
        tell(everywhere, ages, number)


def read_total(audit: Audit, told: Told, chose: Iterable[Cell], blank: Cell) -> None:
    """What the result says of how many voted."""
    if told.chose is not None:
        exact = told.none.votes is not None or told.detail == "exact"
        audit.tell(chose, told.chose, told.chose if exact else told.chose + K - 1)
    if told.none.votes is not None:
        audit.tell([blank], told.none.votes)
    else:
        audit.tell([blank], 0, inf)
