"""An idea or a call as a line of a list, said."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from asyncpg import Record

from civic.calls.queries import Call
from civic.calls.states import SAID as CALL_SAID
from civic.core.words import N_, _, day_full
from civic.proposals.categories import CATEGORIES
from civic.proposals.states import SAID

#: A step by its name, as the database has it.
STANDS = {state.value: said for state, said in SAID.items()}


@dataclass(frozen=True)
class Row:
    """What `proposal_row` draws."""

    url: str
    title: str
    excerpt: str
    picture_url: str | None
    category_picture: str
    category_label: str
    area: str
    state_label: str
    state_kind: str
    state_picture: str
    day: date | None


class Idea(Record):
    """A published idea as `proposal_row` draws it: the database's own row, which says itself as it is drawn."""

    id, title, excerpt, picture, category, state, area, day = (
        property(itemgetter(name)) for name in ("id", "title", "excerpt", "picture", "category", "state", "area", "day")
    )

    @property
    def url(self) -> str:
        return f"/propuestas/{self.id}"

    @property
    def picture_url(self) -> str | None:
        return f"/dibujos/{self.picture}?tam=s" if self.picture else None

    @property
    def category_picture(self) -> str:
        return self.category or "propose"

    @property
    def category_label(self) -> str:
        return _(CATEGORIES[self.category]) if self.category in CATEGORIES else ""

    @property
    def state_label(self) -> str:
        return _(STANDS[self.state][0])

    @property
    def state_kind(self) -> str:
        return STANDS[self.state][1]

    @property
    def state_picture(self) -> str:
        return STANDS[self.state][2]


def call_row(call: Call) -> Row:
    label, kind, picture = CALL_SAID[call.state]
    until = call.parts.proposals_until
    return Row(
        url=f"/convocatorias/{call.id}",
        title=call.parts.question,
        excerpt=call.parts.can_change,
        picture_url=None,
        category_picture=call.parts.picture,
        category_label=_(N_("Ideas until %(day)s"), day=day_full(until)) if until else "",
        area="",
        state_label=_(label),
        state_kind=kind,
        state_picture=picture,
        day=None,
    )
