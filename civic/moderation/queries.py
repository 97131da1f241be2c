"""Finding writings through what each person may see. What is not yours and not published is not there (SG-38)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from civic.consent.purposes import PUBLISH, TAKE_PART, TEXT
from civic.core.actor import FACILITATOR, Actor
from civic.core.acts import NotThere
from civic.core.ages import BANDS, Band, band
from civic.core.clock import today
from civic.core.database import row, rows, value
from civic.moderation import flags
from civic.moderation.charter import Reading
from civic.moderation.masks import Spans, covered
from civic.moderation.states import APPEALED, SUBMITTED, State

#: States in which the team of facilitators may read a writing that is not public.
READ_BY_TEAM = ("submitted", "returned", "refused", "appealed", "closed")


@dataclass(frozen=True)
class Words:
    """A writing with one of its versions: `words` as written, `shown` with its masks."""

    id: UUID
    kind: str
    author: UUID | None
    state: State
    version: int
    words: dict[str, str]
    masks: Spans
    picture: UUID | None
    submitted_at: datetime | None
    due_on: date | None
    published_at: datetime | None
    title: str

    @property
    def shown(self) -> dict[str, str]:
        return covered(self.words, self.masks)


WORDS = """
SELECT w.id, w.kind, w.author, w.state, w.version, w.submitted_at, w.due_on, w.published_at, w.title,
       v.words, v.masks, v.picture
FROM writing w JOIN version v ON v.writing = w.id AND v.number = w.version
"""


def words_of(found: Record) -> Words:
    fields = dict(found)
    fields["state"] = State(found["state"])
    fields["words"], fields["masks"] = json.loads(found["words"]), json.loads(found["masks"])
    return Words(**fields)


async def visible(actor: Actor, key: UUID) -> Words:
    """The writing, if it exists for this person: published, their own, or in the hands of their team. Raises NotThere."""
    found = await row(
        WORDS
        + """WHERE w.id = $1 AND (w.state = 'published' OR (w.author = $2 AND w.state <> 'withdrawn')
             OR ($3 AND w.state = ANY($4::varchar[])))""",
        key,
        actor.id,
        bool(actor.role & FACILITATOR),
        list(READ_BY_TEAM),
    )
    if found is None:
        raise NotThere
    return words_of(found)


async def own(actor: Actor, key: UUID) -> Words:
    """One's own writing, for the pages where it is written. Raises NotThere for anybody else."""
    writing = await visible(actor, key)
    if actor.id is None or writing.author != actor.id:
        raise NotThere
    return writing


async def reading(writing: Words, reason: str = "", nobodys: bool = False) -> Reading:
    """The case: who read it first is who decided last. What it speaks to comes later in the street, hence by its table."""
    found = await row(
        """SELECT (SELECT by FROM decision WHERE writing = $1 ORDER BY at DESC LIMIT 1) AS by,
             ARRAY(SELECT phone FROM contact) AS published,
             $3::varchar[] <@ ARRAY(SELECT allowed($2, $4, $5::date))
             AND EXISTS (SELECT FROM proposal p JOIN assent a ON a.about = p.call AND a.child = $2 AND a.said = 'yes'
               WHERE p.id = coalesce((SELECT proposal FROM argument WHERE id = $1), $1)) AS allowed""",
        writing.id,
        writing.author,
        [TAKE_PART, PUBLISH],
        TEXT,
        today(),
    )
    points = bool(flags.marked(writing.kind, writing.shown, found["published"]))
    return Reading(writing.state, writing.author, found["by"], reason, found["allowed"], points, nobodys)


async def band_of(author: UUID) -> Band:
    born = await row("SELECT birth_year, birth_month FROM person WHERE id = $1", author)
    return band(born["birth_year"], born["birth_month"], today())


async def ages_of(writing: Words) -> str:
    """How old its author is, roughly; was, when it was published, if they have left."""
    published = await value("SELECT band FROM writing WHERE id = $1", writing.id)
    return BANDS[published or await band_of(writing.author)].label


@dataclass(frozen=True)
class Waiting:
    """A line of the readers' queue: no name, no school, no age (SG-39). `refused_by` is who may not read the appeal."""

    id: UUID
    kind: str
    title: str
    state: State
    submitted_at: datetime
    due_on: date
    version: int
    refused_by: UUID | None


async def queue() -> list[Waiting]:
    """What waits, oldest first."""
    found = await rows(
        """SELECT w.id, w.kind, w.title, w.state, w.submitted_at, w.due_on, w.version,
             CASE WHEN w.state = 'appealed' THEN
               (SELECT d.by FROM decision d WHERE d.writing = w.id ORDER BY d.at DESC LIMIT 1) END AS refused_by
           FROM writing w WHERE w.state = ANY($1::varchar[]) ORDER BY w.submitted_at, w.id LIMIT 200""",
        [SUBMITTED.value, APPEALED.value],
    )
    return [Waiting(**dict(each) | {"state": State(each["state"])}) for each in found]


@dataclass(frozen=True)
class Decided:
    """A decision as its author reads it: codes of reasons and tips, never free text."""

    verdict: str
    reason: str
    tips: list[str]
    at: datetime
    version: int
    by: str


async def decisions(key: UUID) -> list[Decided]:
    found = await rows(
        """SELECT d.verdict, d.reason, d.tips, d.at, d.version, p.name AS by FROM decision d JOIN person p ON p.id = d.by
           WHERE d.writing = $1 ORDER BY d.at DESC""",
        key,
    )
    return [Decided(**dict(each)) for each in found]


@dataclass(frozen=True)
class Sent:
    """A version as it was sent: frozen words, and what covers them."""

    number: int
    words: dict[str, str]
    masks: Spans
    picture: UUID | None
    sent_at: datetime


async def versions(key: UUID) -> list[Sent]:
    """Those that were sent, newest first; one being written is its author's alone."""
    found = await rows(
        """SELECT number, words, masks, picture, sent_at FROM version WHERE writing = $1 AND sent_at IS NOT NULL
           ORDER BY number DESC""",
        key,
    )
    return [
        Sent(each["number"], json.loads(each["words"]), json.loads(each["masks"]), each["picture"], each["sent_at"])
        for each in found
    ]


async def help_phones() -> list[str]:
    """Those of the town's help lines, which anybody may write."""
    return [each["phone"] for each in await rows("SELECT phone FROM contact")]


async def readers() -> list[str]:
    """The names of those who read: a child is told who has their words."""
    return [
        each["name"]
        for each in await rows("SELECT name FROM person WHERE role = 'facilitator' AND active ORDER BY name")
    ]


async def picture(actor: Actor, key: UUID, small: bool) -> tuple[bytes, str, bool]:
    """A picture's bytes, type, and whether everyone may see it; found only through a writing this person may see.

    Like the words, a picture of changes not yet sent is its author's alone.
    """
    column = "small" if small else "large"
    found = await row(
        f"""SELECT p.{column} AS body, p.kind, bool_or(w.state = 'published' AND w.picture = p.id) AS public
            FROM picture p JOIN version v ON v.picture = p.id JOIN writing w ON w.id = v.writing
            WHERE p.id = $1 AND ((w.state = 'published' AND w.picture = p.id)
              OR (w.author = $2 AND w.state <> 'withdrawn')
              OR ($3 AND w.state = ANY($4::varchar[]) AND v.sent_at IS NOT NULL)) GROUP BY p.id""",
        key,
        actor.id,
        bool(actor.role & FACILITATOR),
        list(READ_BY_TEAM),
    )
    if found is None:
        raise NotThere
    return found["body"], found["kind"], found["public"]


@dataclass(frozen=True)
class Counts:
    """What was decided, ever, and what waits now. `returned` and `refused` by code of reason; `late`: past its day."""

    published: int
    returned: dict[str, int]
    refused: dict[str, int]
    overturned: int
    upheld: int
    waiting: int
    late: int
    appeals_late: int


async def counts() -> Counts:
    """Public, so that nobody can be silenced unseen (SG-40)."""
    found = await rows("SELECT verdict, reason, count(*) AS many FROM decision GROUP BY verdict, reason")
    by = {(each["verdict"], each["reason"]): each["many"] for each in found}
    waits = await row(
        """SELECT count(*) AS waiting, count(*) FILTER (WHERE due_on < $2) AS late,
             count(*) FILTER (WHERE due_on < $2 AND state = 'appealed') AS appeals_late
           FROM writing WHERE state = ANY($1::varchar[])""",
        [SUBMITTED.value, APPEALED.value],
        today(),
    )

    def of(verdict: str) -> dict[str, int]:
        return {reason: many for (each, reason), many in by.items() if each == verdict}

    return Counts(
        published=sum(of("published").values()),
        returned=of("returned"),
        refused=of("refused"),
        overturned=sum(of("overturned").values()),
        upheld=sum(of("upheld").values()),
        **dict(waits),
    )
