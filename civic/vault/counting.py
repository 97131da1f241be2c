"""When an account looks at too many children (SG-77, threat 12). Pure.

A facilitator's own classes, where they had a turn lately, are their work and are not counted; opened identities and
searches always are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

HOUR = timedelta(hours=1)
#: In an hour, outside the places where they work: so many children, of so many places. One more is told.
MOST_CHILDREN, MOST_PLACES = 20, 2
#: A place is theirs while they had a turn there in these days.
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class View:
    """One line of the journal: one `child`, or `children` of a list. `place` is theirs, `own` when `by` works there."""

    by: UUID
    child: UUID | None
    children: int
    place: UUID | None
    own: bool


def too_many(views: Iterable[View]) -> dict[UUID, int]:
    """The accounts that saw more than they should, with how many children. A class opened again is the same class."""
    children: dict[UUID, set[UUID]] = defaultdict(set)
    classes: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    searched: dict[UUID, int] = defaultdict(int)
    places: dict[UUID, set[UUID]] = defaultdict(set)
    for view in views:
        if view.own:
            continue
        if view.child:
            children[view.by].add(view.child)
        elif view.place:
            classes[view.by][view.place] = max(view.children, classes[view.by].get(view.place, 0))
        else:
            searched[view.by] += view.children
        if view.place:
            places[view.by].add(view.place)
    seen = {
        each: len(children[each]) + sum(classes[each].values()) + searched[each]
        for each in {*children, *classes, *searched}
    }
    return {each: many for each, many in seen.items() if many > MOST_CHILDREN or len(places[each]) > MOST_PLACES}
