"""The only tables that can leave the house: sums and what is public already. No name, no alias, nothing of the vault."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from civic.core.ages import BANDS, YOUNGEST
from civic.core.clock import CITY
from civic.core.database import rows
from civic.core.words import N_, _

#: Hard floor (safeguards 0.3): a smaller group is told together with others (SG-60).
SMALLEST = 10

#: A taken table lives for one day; the hard ceiling is three (safeguards 0.3).
LIFE = timedelta(hours=24)

PURPOSES = {
    "report": N_("Report to the Cabildo or to the council"),
    "transparency": N_("Transparency duty of the city"),
    "archive": N_("Archive of the council's decisions"),
    "evaluation": N_("Evaluation of the programme, without persons"),
}

Lines = tuple[list[str], list[list[object]]]


@dataclass(frozen=True)
class Table:
    says: str
    draw: Callable[[], Awaitable[Lines]]


async def _participation() -> Lines:
    """Children who published, by area. Areas under ten are merged; what still is under ten is not told."""
    found = await rows(
        """SELECT a.name, count(DISTINCT w.author) AS children FROM area a JOIN person p ON p.area = a.id
           JOIN writing w ON w.author = p.id AND w.state = 'published' GROUP BY a.name, a.place ORDER BY a.place, a.name"""
    )
    return [_("Area"), _("Children who published")], merged([(each["name"], each["children"]) for each in found])


def merged(groups: list[tuple[str, int]]) -> list[list[object]]:
    """Groups under SMALLEST become one; if that one is still under it, the smallest told group joins, so that no
    subtraction finds it (SG-60). Nothing is told of fewer than SMALLEST in all."""
    told = [group for group in groups if group[1] >= SMALLEST]
    small = [group for group in groups if 0 < group[1] < SMALLEST]
    while small and sum(count for _name, count in small) < SMALLEST and told:
        least = min(told, key=lambda group: group[1])
        told.remove(least)
        small.append(least)
    together = sum(count for _name, count in small)
    rest = [[_("Other areas, together"), together]] if together >= SMALLEST else []
    return [[name, count] for name, count in told] + rest


async def _ideas() -> Lines:
    """What everybody reads on the noticeboard."""
    found = await rows(
        """SELECT w.id, w.title, w.band AS years, p.category, coalesce(a.name, '') AS area, p.state, w.published_at
           FROM writing w JOIN proposal p ON p.id = w.id LEFT JOIN area a ON a.id = p.area
           WHERE w.state = 'published' AND w.kind = 'proposal' ORDER BY w.published_at, w.id"""
    )
    head = [_("Number"), _("Title"), _("Who wrote it"), _("Topic"), _("Area"), _("Where it stands"), _("Published on")]
    return head, [
        [key, title, _(BANDS[years or YOUNGEST].label), category, area, state, at.astimezone(CITY).date()]
        for key, title, years, category, area, state, at in map(tuple, found)
    ]


async def _commitments() -> Lines:
    found = await rows(
        """SELECT c.id, c.title, o.name AS office, c.due_on, c.state FROM commitment c JOIN office o ON o.id = c.office
           ORDER BY c.due_on, c.id"""
    )
    head = [_("Number"), _("Promise"), _("Office"), _("Due on"), _("Where it stands")]
    return head, [list(each) for each in found]


TABLES = {
    "participation": Table(N_("How many children took part, by area, small groups together"), _participation),
    "ideas": Table(N_("The published ideas, without their authors"), _ideas),
    "commitments": Table(N_("The city's promises and where they stand"), _commitments),
}
