"""An idea or a call as a line of a list, said."""

from dataclasses import dataclass
from datetime import date

from civic.calls.queries import Call
from civic.calls.states import SAID as CALL_SAID
from civic.core.words import N_, _, day_full
from civic.home.queries import Listed
from civic.proposals.categories import CATEGORIES
from civic.proposals.states import SAID


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


def idea_row(idea: Listed) -> Row:
    label, kind, picture = SAID[idea.state]
    return Row(
        url=f"/propuestas/{idea.id}",
        title=idea.title,
        excerpt=idea.excerpt,
        picture_url=f"/dibujos/{idea.picture}?tam=s" if idea.picture else None,
        category_picture=idea.category or "propose",
        category_label=_(CATEGORIES[idea.category]) if idea.category in CATEGORIES else "",
        area=idea.area,
        state_label=_(label),
        state_kind=kind,
        state_picture=picture,
        day=idea.day,
    )


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
