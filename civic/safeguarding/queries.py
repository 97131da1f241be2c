"""What the help page shows to everyone, and the desk that only safeguarding officers have."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import row, rows
from civic.core.words import N_, _
from civic.safeguarding.charter import Case, ConcernState, Safeguarding
from civic.safeguarding.hours import read_from
from civic.safeguarding.steps import NOTHING_TO_TELL, OUTCOMES, REMIND_AFTER, SOMEWHERE_ELSE, SOURCES, STEPS, WORRIES

LINES = {
    "ask_for_help": N_("The message came."),
    "raise_concern": N_("It was passed on: %(what)s"),
    "remind_officers": N_("The care team was reminded."),
    "escalate_concern": N_("The secretary was told that it waits, without its words."),
    "tell_authority": N_("%(who)s wrote down which authority was told."),
    "release_writing": N_("%(who)s let the text be read like any other."),
    "read_concern": N_("%(who)s read it."),
    "reread_concern": N_("%(who)s read it again."),
    "take_step": N_("%(who)s: %(what)s"),
    "attend_concern": N_("%(who)s says that they are being cared for."),
    "ask_to_close": N_("%(who)s asks to close it: %(what)s"),
    "keep_open": N_("%(who)s keeps it open."),
    "close_concern": N_("%(who)s agrees and closes it: %(what)s"),
}
DETAILS = {step.name: step.sentence for step in STEPS} | OUTCOMES | SOURCES

STATE_LABELS = {
    ConcernState.RECEIVED: (N_("not read yet"), "stopped"),
    ConcernState.READING: (N_("being read"), "going"),
    ConcernState.ATTENDED: (N_("attended"), "done"),
    ConcernState.CLOSED: (N_("closed"), "done"),
}


@dataclass(frozen=True)
class Phone:
    """A line of the town; `dial` is its number as a telephone takes it."""

    name: str
    phone: str
    hours: str

    @property
    def dial(self) -> str:
        return "".join(ch for ch in self.phone if ch.isdigit() or ch == "+")


@dataclass(frozen=True)
class Waiting:
    """A message as the list shows it: never its words. `late` when for an hour nobody read it or told an authority."""

    key: UUID
    at: datetime
    source: str
    label: str
    kind: str
    late: bool


@dataclass(frozen=True)
class Line:
    """One thing done for a message."""

    at: datetime
    says: str


@dataclass(frozen=True)
class Opened:
    """One message on the desk, still without its words. `aside`: officers it names, who do not see it."""

    key: UUID
    at: datetime
    source: str
    label: str
    kind: str
    late: bool
    case: Case
    asked_by: str
    outcome: str
    authority: str
    told_at: datetime | None
    aside: list[str]
    holds_a_text: bool
    lines: list[Line]


@dataclass(frozen=True)
class Letter:
    """The words of a message, for the one look that is being written down. `by` is a nickname, if they gave it; `speaks_of`
    what they worry about; `whole` all of a text that is held, of which `words` is what worried."""

    words: str
    answer_to: str
    by: str
    speaks_of: list[str]
    whole: str


#: Whom a phone is for: everyone; the officers, to tell the authority; and who is called when an officer is named.
HELP, AUTHORITY, OUTSIDE = 1, 2, 3


async def phones(level: int = HELP) -> list[Phone]:
    found = await rows("SELECT name, phone, hours FROM contact WHERE level = $1 ORDER BY place, name", level)
    return [Phone(each["name"], each["phone"], each["hours"]) for each in found]


async def officers() -> dict[UUID, str]:
    """Those who read the messages at this moment: their names are told before anything is written."""
    found = await rows(
        """SELECT id, name FROM person WHERE role = 'safeguarding' AND active
           AND (valid_until IS NULL OR valid_until > $1) ORDER BY name""",
        now(),
    )
    return {each["id"]: each["name"] for each in found}


@dataclass(frozen=True)
class Care:
    """Whom a child who may be in danger can turn to, and who has their words. `read_from`: when somebody is at work again."""

    phones: list[Phone]
    readers: list[str]
    read_from: datetime | None
    exit: str = SOMEWHERE_ELSE


async def care() -> Care:
    return Care(await phones(), list((await officers()).values()), read_from(now()))


async def care_about(text: UUID) -> Care | None:
    """For the author of a text that worries, while it does; None for nearly every text."""
    found = await row(
        """SELECT FROM concern c LEFT JOIN writing w ON w.id = c.about
           WHERE c.about = $1 AND c.source = 'text' AND (c.state <> 'closed' OR w.state = 'held')""",
        text,
    )
    return await care() if found is not None else None


async def raised(about: UUID, source: str, kinds: list[str], words: str) -> Record | None:
    """The concern that knows of all this: with the same words, or else open. Its row is locked."""
    return await row(
        """SELECT id, state, words, not_for, state = 'closed'
             OR EXISTS(SELECT FROM entry WHERE subject = concern.id AND act = 'moderation.release_writing') AS seen_to
           FROM concern WHERE about = $1 AND source = $2 AND kinds @> $3::varchar[] AND (words = $4 OR state <> 'closed')
           ORDER BY words = $4 DESC, received_at DESC LIMIT 1 FOR UPDATE""",
        about,
        source,
        kinds,
        words,
    )


#: Nobody read it, or no authority was told and nobody says that there was nothing to tell.
NEGLECTED = f"state <> 'closed' AND (first_read_at IS NULL OR (folio = '' AND outcome <> '{NOTHING_TO_TELL}'))"


async def neglected(column: str, since: datetime) -> list[UUID]:
    """Those not cared for since then whose `column` ("reminded_at", "escalated_at") is still empty."""
    found = await rows(
        f"SELECT id FROM concern WHERE {NEGLECTED} AND {column} IS NULL AND received_at <= $1 ORDER BY received_at",
        since,
    )
    return [each["id"] for each in found]


async def waiting(actor: Actor) -> list[Waiting]:
    """Open messages, oldest first, then the newest twenty closed ones; none that names who looks. For everybody else there
    is no such page."""
    _only_officers(actor)
    found = await rows(
        f"""SELECT id, source, state, received_at, {NEGLECTED} AS neglected FROM (
             (SELECT * FROM concern WHERE state <> 'closed' AND $1 <> ALL(not_for) ORDER BY received_at, id)
             UNION ALL
             (SELECT * FROM concern WHERE state = 'closed' AND $1 <> ALL(not_for) ORDER BY received_at DESC, id LIMIT 20)
           ) AS theirs""",
        actor.id,
    )
    return [Waiting(each["id"], each["received_at"], *_standing(each)) for each in found]


async def case(actor: Actor, key: UUID) -> Case:
    """The facts the charter looks at. NotThere for everybody but the officers, and for those it names (SG-81)."""
    _only_officers(actor)
    found = await row(
        """SELECT state, closing_asked_by, outcome, folio, ARRAY(SELECT facts->>'step' FROM entry
           WHERE subject = concern.id AND act = $2) AS steps FROM concern WHERE id = $1 AND $3 <> ALL(not_for)""",
        key,
        str(Safeguarding.take_step),
        actor.id,
    )
    if found is None:
        raise NotThere
    return Case(
        ConcernState(found["state"]),
        frozenset(found["steps"]),
        found["closing_asked_by"],
        found["outcome"],
        found["folio"],
    )


async def held_text(key: UUID) -> UUID | None:
    """The text a message is about while it is set apart. Texts stand later in the street, hence by their table."""
    found = await row(
        "SELECT w.id FROM concern c JOIN writing w ON w.id = c.about WHERE c.id = $1 AND w.state = 'held'", key
    )
    return found["id"] if found else None


async def opened(actor: Actor, key: UUID) -> Opened:
    facts = await case(actor, key)
    found = await row(
        f"""SELECT source, state, received_at, authority, told_at, {NEGLECTED} AS neglected,
             (SELECT name FROM person WHERE id = closing_asked_by) AS asked_by,
             ARRAY(SELECT name FROM person WHERE id = ANY(not_for) ORDER BY name) AS aside
           FROM concern WHERE id = $1""",
        key,
    )
    return Opened(
        key,
        found["received_at"],
        *_standing(found),
        case=facts,
        asked_by=found["asked_by"] or "",
        outcome=_(OUTCOMES[facts.outcome]) if facts.outcome else "",
        authority=found["authority"],
        told_at=found["told_at"],
        aside=found["aside"],
        holds_a_text=await held_text(key) is not None,
        lines=await _lines(key),
    )


async def letter(key: UUID) -> Letter:
    """For `acts.read_concern` only, which writes the look down."""
    found = await row(
        """SELECT words, answer_to, kinds, (SELECT name FROM person WHERE id = concern.person) AS by,
             (SELECT v.words FROM writing w JOIN version v ON v.writing = w.id AND v.number = w.version
              WHERE w.id = concern.about AND w.state = 'held') AS whole
           FROM concern WHERE id = $1""",
        key,
    )
    return Letter(
        found["words"],
        found["answer_to"],
        found["by"] or "",
        [_(WORRIES.get(kind, kind)) for kind in sorted(found["kinds"])],
        "\n\n".join(json.loads(found["whole"]).values()) if found["whole"] else "",
    )


async def _lines(key: UUID) -> list[Line]:
    found = await rows(
        """SELECT at, act, coalesce(facts->>'step', facts->>'outcome', facts->>'source') AS detail, name FROM entry
           LEFT JOIN person ON person.id = entry.person WHERE subject = $1 ORDER BY at, entry.id""",
        key,
    )
    return [Line(each["at"], _said(each)) for each in found]


def _said(line: Record) -> str:
    detail = DETAILS.get(line["detail"], "")
    sentence = LINES[line["act"].split(".")[1]]
    return _(sentence, who=line["name"] or "", what=_(detail) if detail else "")


def _standing(found: Record) -> tuple[str, str, str, bool]:
    source, (label, kind) = SOURCES[found["source"]], STATE_LABELS[ConcernState(found["state"])]
    return _(source), _(label), kind, found["neglected"] and now() - found["received_at"] >= REMIND_AFTER


def _only_officers(actor: Actor) -> None:
    if not Safeguarding.see_concerns.allows(actor):
        raise NotThere
