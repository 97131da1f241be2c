"""What the help page shows to everyone, and the desk that only safeguarding officers have."""

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
from civic.safeguarding.steps import OUTCOMES, STEPS, UNREAD_LIMIT

LINES = {
    "ask_for_help": N_("The message came."),
    "read_concern": N_("%(who)s read it."),
    "reread_concern": N_("%(who)s read it again."),
    "take_step": N_("%(who)s: %(what)s"),
    "attend_concern": N_("%(who)s says that they are being cared for."),
    "ask_to_close": N_("%(who)s asks to close it: %(what)s"),
    "keep_open": N_("%(who)s keeps it open."),
    "close_concern": N_("%(who)s agrees and closes it: %(what)s"),
}
DETAILS = {step.name: step.sentence for step in STEPS} | OUTCOMES

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
    """A message as the list shows it: never its words. `late` when nobody opened it for an hour."""

    key: UUID
    at: datetime
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
    """One message on the desk, still without its words."""

    key: UUID
    at: datetime
    label: str
    kind: str
    late: bool
    case: Case
    asked_by: str
    outcome: str
    lines: list[Line]


@dataclass(frozen=True)
class Letter:
    """The words of a message, for the one look that is being written down. `by` is a nickname, if they gave it."""

    words: str
    answer_to: str
    by: str


async def phones() -> list[Phone]:
    found = await rows("SELECT name, phone, hours FROM contact ORDER BY place, name")
    return [Phone(each["name"], each["phone"], each["hours"]) for each in found]


async def readers() -> list[str]:
    """The names of those who read the messages: told before anything is written."""
    found = await rows("SELECT name FROM person WHERE role = 'safeguarding' AND active ORDER BY name")
    return [each["name"] for each in found]


async def waiting(actor: Actor) -> list[Waiting]:
    """Open messages, oldest first, then the newest twenty closed ones. For everybody else there is no such page."""
    _only_officers(actor)
    found = await rows(
        """(SELECT id, state, received_at FROM concern WHERE state <> 'closed' ORDER BY received_at, id)
           UNION ALL
           (SELECT id, state, received_at FROM concern WHERE state = 'closed' ORDER BY received_at DESC, id LIMIT 20)"""
    )
    return [Waiting(each["id"], each["received_at"], *_standing(each)) for each in found]


async def case(actor: Actor, key: UUID) -> Case:
    """The facts the charter looks at. NotThere for everybody but the officers."""
    _only_officers(actor)
    found = await row(
        """SELECT state, closing_asked_by, outcome, ARRAY(SELECT facts->>'step' FROM entry
           WHERE subject = concern.id AND act = $2) AS steps FROM concern WHERE id = $1""",
        key,
        str(Safeguarding.take_step),
    )
    if found is None:
        raise NotThere
    return Case(ConcernState(found["state"]), frozenset(found["steps"]), found["closing_asked_by"], found["outcome"])


async def opened(actor: Actor, key: UUID) -> Opened:
    facts = await case(actor, key)
    found = await row(
        """SELECT state, received_at, (SELECT name FROM person WHERE id = closing_asked_by) AS asked_by
           FROM concern WHERE id = $1""",
        key,
    )
    outcome = _(OUTCOMES[facts.outcome]) if facts.outcome else ""
    standing = _standing(found)
    return Opened(key, found["received_at"], *standing, facts, found["asked_by"] or "", outcome, await _lines(key))


async def letter(key: UUID) -> Letter:
    """For `acts.read_concern` only, which writes the look down."""
    found = await row(
        """SELECT words, answer_to, (SELECT name FROM person WHERE id = concern.person) AS by
           FROM concern WHERE id = $1""",
        key,
    )
    return Letter(found["words"], found["answer_to"], found["by"] or "")


async def _lines(key: UUID) -> list[Line]:
    found = await rows(
        """SELECT at, act, facts->>'step' AS step, facts->>'outcome' AS outcome, name FROM entry
           LEFT JOIN person ON person.id = entry.person WHERE subject = $1 ORDER BY at, entry.id""",
        key,
    )
    return [Line(each["at"], _said(each)) for each in found]


def _said(line: Record) -> str:
    detail = DETAILS.get(line["step"] or line["outcome"], "")
    sentence = LINES[line["act"].split(".")[1]]
    return _(sentence, who=line["name"] or "", what=_(detail) if detail else "")


def _standing(found: Record) -> tuple[str, str, bool]:
    state = ConcernState(found["state"])
    label, kind = STATE_LABELS[state]
    return _(label), kind, state is ConcernState.RECEIVED and now() - found["received_at"] > UNREAD_LIMIT


def _only_officers(actor: Actor) -> None:
    if not Safeguarding.see_concerns.allows(actor):
        raise NotThere
