"""Lists of polls, and of the ideas that may be put to the vote."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import rows, value
from civic.core.words import _
from civic.proposals.states import ELIGIBLE
from civic.voting.seen import TAKEN_BACK, Poll
from civic.voting.states import ANNULLED, CLOSED, COUNTED, OPEN, PUBLISHED, SIGNED, State

PAGE = 20


@dataclass(frozen=True)
class Listed:
    """A line of a list. `signed`: what comes next waits for its second name; `asked`: the kind of a change that does."""

    id: UUID
    question: str
    state: State
    closes_at: datetime
    closed_at: datetime | None
    signed: bool = False
    custody: bool = False
    progress: int = 0
    asked: str = ""

    @property
    def over(self) -> bool:
        """Nothing waits any more."""
        return self.state in (PUBLISHED, ANNULLED) and not self.asked

    @property
    def pressing(self) -> bool:
        """It stands still until somebody of the team does something."""
        box = self.state is COUNTED or (self.state is CLOSED and self.custody)
        return bool(self.signed or self.asked or self.timed_out or box)

    @property
    def timed_out(self) -> bool:
        """Its moment has passed, and nobody closed it yet."""
        return self.state is OPEN and self.closes_at <= now()


LISTED = "SELECT id, question, state, closes_at, closed_at"


async def current_polls() -> list[Listed]:
    """Open, being counted or announced: what closes first comes first."""
    found = await rows(
        f"{LISTED} FROM poll WHERE state = ANY($1::varchar[]) ORDER BY state <> 'open', closes_at, id LIMIT 100",
        ["announced", "open", "closed", "counted"],
    )
    return [_listed(each) for each in found]


@dataclass(frozen=True)
class Decided:
    """A past poll and what was chosen, in the order of the ballot: titles, each with its picture."""

    id: UUID
    question: str
    closed_at: datetime
    chosen: list[tuple[str, str]]


async def decided(before: datetime | None) -> list[Decided]:
    """A page of past polls, newest first, and one more to say that there are more."""
    found = await rows(
        f"""SELECT id, question, closed_at, ARRAY(
              SELECT ARRAY[CASE WHEN manifest::jsonb->>'subject' <> '' OR w.state = 'published' THEN option->>'title' END,
                           coalesce(r.category, CASE WHEN w.id IS NULL THEN option->>'id' END)]
              FROM jsonb_array_elements_text(result->'winners') place
              CROSS JOIN LATERAL (SELECT manifest::jsonb->'options'->place::int AS option) here
              LEFT JOIN writing w ON manifest::jsonb->>'subject' = '' AND w.id::text = option->>'id'
              LEFT JOIN proposal r ON r.id = w.id ORDER BY place::int) AS chosen
            FROM poll WHERE state = 'published' AND ($1::timestamptz IS NULL OR closed_at < $1)
            ORDER BY closed_at DESC, id LIMIT {PAGE + 1}""",
        before,
    )
    return [
        Decided(**dict(each) | {"chosen": [(title or _(TAKEN_BACK), picture) for title, picture in each["chosen"]]})
        for each in found
    ]


async def desk() -> list[Listed]:
    """All polls: those that wait for somebody, by what comes next; then those that are over, the last first."""
    found = await rows(
        f"""{LISTED}, EXISTS(
              SELECT FROM signature s JOIN unnest($2::varchar[], $3::varchar[]) AS two (state, act) ON two.act = s.act
              WHERE s.poll = poll.id AND two.state = poll.state) AS signed, custody, progress,
              coalesce((SELECT kind FROM poll_change c WHERE c.poll = poll.id AND signed_at IS NULL
                        ORDER BY kind = 'stop', asked_at LIMIT 1), '') AS asked
            FROM poll
            ORDER BY state = ANY($4::varchar[]), CASE WHEN state = ANY($4::varchar[]) THEN closes_at END DESC,
              array_position($1::varchar[], state), closes_at, id LIMIT 100""",
        [state.value for state in State],
        [state.value for state in SIGNED],
        list(SIGNED.values()),
        [PUBLISHED.value, ANNULLED.value],
    )
    return [_listed(each) for each in found]


def _listed(found: Record) -> Listed:
    return Listed(**dict(found) | {"state": State(found["state"])})


@dataclass(frozen=True)
class Addable:
    """A proposal that may be put among the options."""

    id: UUID
    title: str
    category: str


async def addable(poll: Poll) -> list[Addable]:
    """Published, of the same call, free to be voted on, and not yet among the options."""
    found = await rows(
        """SELECT r.id, w.title, r.category FROM proposal r JOIN writing w ON w.id = r.id
           WHERE r.call = $1 AND w.state = 'published' AND r.state = ANY($2::varchar[])
             AND NOT EXISTS (SELECT FROM poll_option o WHERE o.poll = $3 AND o.proposal = r.id)
           ORDER BY w.published_at, r.id LIMIT 200""",
        poll.call,
        [state.value for state in ELIGIBLE],
        poll.id,
    )
    return [Addable(**dict(each)) for each in found]


async def question_of(call: UUID) -> str:
    """Raises NotThere for a call that is not public."""
    found = await value("SELECT question FROM call WHERE id = $1 AND state <> 'draft'", call)
    if found is None:
        raise NotThere
    return found
