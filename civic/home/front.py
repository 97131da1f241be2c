"""The noticeboard: what is asked now, what was decided, what the city did, what is late."""

from dataclasses import dataclass, field

from civic.calls import queries as calls
from civic.calls.queries import Call
from civic.calls.states import OPEN
from civic.core.clock import CITY, today
from civic.core.words import N_, _, day_full, ngettext, number
from civic.home import board, queries
from civic.home.board import FROM, Decided, Deed, Late
from civic.home.queries import OpenPoll
from civic.home.rows import Idea, Row
from civic.responses.answers import ANSWERS
from civic.responses.states import BEHIND, SAID, State


@dataclass(frozen=True)
class Figure:
    number: str
    means: str


@dataclass(frozen=True)
class Guest:
    """One of the imaginary people a visitor of the demo may come in as."""

    who: str
    name: str
    says: str
    picture: str


@dataclass(frozen=True)
class Board:
    calls: list[Call]
    polls: list[OpenPoll]
    figures: list[Figure]
    decided: list[Decided]
    deeds: list[Row]
    late: list[Late]
    ideas: list[Idea]
    cast: list[Guest] = field(default_factory=list)


async def front_page(cast: list[Guest]) -> Board:
    ideas, _more = await queries.proposals(queries.Wanted(), 4)
    return Board(
        calls=await calls.published(OPEN, 3),
        polls=await queries.open_polls(),
        figures=figures(await board.numbers()),
        decided=await board.decided(),
        deeds=[deed_row(each) for each in await board.deeds()],
        late=await board.late(),
        ideas=ideas,
        cast=cast,
    )


def figures(found: board.Numbers) -> list[Figure]:
    """Three at most, each from ten on."""
    told = [
        (
            found.children,
            ngettext("girl, boy or teenager gave an idea", "girls, boys and teenagers gave an idea", found.children),
        ),
        (
            found.answers,
            ngettext("idea has its answer from the city", "ideas have their answer from the city", found.answers),
        ),
        (found.done, ngettext("promise has happened", "promises have happened", found.done)),
    ]
    return [Figure(number(many), means) for many, means in told if many >= FROM]


def deed_row(deed: Deed) -> Row:
    """An answer or a promise as a line: the newest thing that is known of it."""
    kind = ANSWERS[deed.verdict]
    state, by = "stopped" if deed.verdict in ("no", "not_ours") else "done", None
    label, picture = kind.says, kind.picture
    if deed.kept:
        kept = State(deed.kept)
        behind = kept is not State.DONE and deed.kept_by is not None and deed.kept_by < today()
        label, state, picture = BEHIND if behind else SAID[kept]
        by = deed.kept_by if kept is not State.DONE else None
    return Row(
        url=f"/propuestas/{deed.id}",
        title=deed.title,
        excerpt=_(N_("%(who)s promised it by %(day)s."), who=deed.office, day=day_full(by)) if by else "",
        picture_url=None,
        category_picture=deed.category or "answer",
        category_label=deed.office,
        area=deed.area,
        state_label=_(label),
        state_kind=state,
        state_picture=picture,
        day=deed.answered_at.astimezone(CITY).date(),
    )
