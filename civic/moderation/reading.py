"""What lies on the facilitator's desk: the queue, and one text with all that the team may know of it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from civic.core.actor import Actor
from civic.core.clock import today
from civic.core.forms import Choice, Form
from civic.core.offers import Offer, offer
from civic.core.words import N_, _
from civic.moderation import flags, queries
from civic.moderation.charter import Moderation, Reading
from civic.moderation.deadlines import wait_left
from civic.moderation.kinds import KINDS
from civic.moderation.masks import MASK, Spans, covered, parts
from civic.moderation.queries import Decided, Waiting, Words
from civic.moderation.reasons import REASONS, REFUSES, RETURNS
from civic.moderation.states import APPEALED, PUBLISHED, SAID, WAITING

DESK = "/mesa/lectura"


VERDICTS = {
    "published": N_("Published"),
    "returned": N_("Returned with help"),
    "refused": N_("Not published"),
    "overturned": N_("Published after an appeal"),
    "upheld": N_("Not published, after an appeal"),
}


@dataclass(frozen=True)
class Line:
    """A text in the list of what waits."""

    url: str
    title: str
    about: str
    due: str
    late: bool
    here: bool


@dataclass(frozen=True)
class Field:
    """What a child wrote in answer to one question, cut where it is covered; `points` are pieces, not covered, that a rule
    takes for personal data."""

    name: str
    label: str
    parts: list[tuple[str, bool]]
    points: list[str]


@dataclass(frozen=True)
class Read:
    """A decision as the team sees it."""

    verdict: str
    reason: str
    tips: list[str]
    by: str
    at: datetime


@dataclass(frozen=True)
class Edition:
    """One version of the words, with what was decided about it."""

    number: int
    fields: list[Field]
    picture: UUID | None
    sent_at: datetime | None
    read: list[Read]


@dataclass(frozen=True)
class Thing:
    """The text being read. `who` says how old its author is, roughly, and nothing else of them (SG-39)."""

    key: UUID
    kind: str
    who: str
    state: tuple[str, str, str]
    waits: bool
    submitted_at: datetime | None
    due_on: date | None
    late: bool
    now: Edition
    before: list[Edition]
    page: str | None
    parts: list[Choice]
    covers: bool
    points: list[str]
    offers: dict[str, Offer]


@dataclass(frozen=True)
class Desk:
    waits: list[Line]
    late: int
    thing: Thing | None = None
    following: str | None = None
    mask: str = MASK
    returns: list[Choice] = field(default_factory=list)
    tips: list[Choice] = field(default_factory=list)
    refuses: list[Choice] = field(default_factory=list)
    form: Form = field(default_factory=Form)


def desk(actor: Actor, waits: list[Waiting], here: UUID | None = None, **more: Any) -> Desk:
    lines = [_line(actor, each, here) for each in waits]
    return Desk(lines, sum(each.late for each in lines), **more)


def _line(actor: Actor, each: Waiting, here: UUID | None) -> Line:
    about = [_(KINDS[each.kind].label)]
    if each.version > 1:
        about.append(_(N_("version %(number)s"), number=each.version))
    if each.state is APPEALED:
        about.append(_(N_("appeal, for another person")) if each.refused_by == actor.id else _(N_("appeal")))
    late = each.due_on < today()
    return Line(
        f"{DESK}/{each.id}", each.title, " · ".join(about), wait_left(each.due_on, today()), late, each.id == here
    )


async def desk_with(actor: Actor, key: UUID, form: Form | None = None) -> Desk:
    """The desk with one text on it. For whom it is not there, it is not there; for whom it is, the rule answers."""
    writing = await queries.visible(actor, key)
    Moderation.see_waiting.ask(actor)
    waits = await queries.queue()
    following = next((f"{DESK}/{each.id}" for each in waits if each.id != key and each.refused_by != actor.id), None)
    return desk(
        actor,
        waits,
        key,
        thing=await _thing(actor, writing),
        following=following,
        returns=[Choice(code, _(reason.says)) for code, reason in RETURNS.items()],
        tips=[Choice(code, _(reason.tip)) for code, reason in RETURNS.items()],
        refuses=[Choice(code, _(reason.says), note=_(reason.tip)) for code, reason in REFUSES.items()],
        form=form or Form(),
    )


async def _thing(actor: Actor, writing: Words) -> Thing:
    kind = KINDS[writing.kind]
    decided = await queries.decisions(writing.id)
    published = await queries.help_phones()
    now, *before = [
        Edition(
            each.number,
            _fields(writing.kind, each.words, each.masks, published),
            each.picture,
            each.sent_at,
            [_read(every) for every in decided if every.version == each.number],
        )
        for each in await queries.versions(writing.id)
    ]
    label, look_of_state, drawing = SAID[writing.state]
    return Thing(
        key=writing.id,
        kind=_(kind.label),
        who=_(N_("Somebody, %(who)s"), who=_(await queries.ages_of(writing))),
        state=(_(label), look_of_state, drawing),
        waits=writing.state in WAITING,
        submitted_at=writing.submitted_at,
        due_on=writing.due_on,
        late=writing.state in WAITING and writing.due_on is not None and writing.due_on < today(),
        now=now,
        before=before,
        page=kind.page.format(writing.id) if writing.state is PUBLISHED else None,
        parts=[Choice(each.name, each.label) for each in now.fields],
        covers=any(covered for each in now.fields for _text, covered in each.parts),
        points=[piece for each in now.fields for piece in each.points],
        offers=_offers(actor, await queries.reading(writing), writing),
    )


def _fields(kind: str, words: dict[str, str], masks: Spans, published: list[str]) -> list[Field]:
    points = flags.marked(kind, covered(words, masks), published)
    return [
        Field(
            name,
            _(label),
            parts(words[name], masks.get(name, [])),
            [piece for piece, found in points.get(name, []) if found],
        )
        for name, label in KINDS[kind].fields.items()
        if words.get(name)
    ]


def _read(decided: Decided) -> Read:
    tips = [_(REASONS[tip].tip) for tip in decided.tips]
    reason = _(REASONS[decided.reason].says) if decided.reason else ""
    return Read(_(VERDICTS[decided.verdict]), reason, tips, decided.by, decided.at)


def _offers(actor: Actor, case: Reading, writing: Words) -> dict[str, Offer]:
    """What can be done at this moment, or why this reader is not the one to do it. The reason, and that what points is
    nobody's, are said in the form; the version read travels in the address, so that what is decided is what was read."""
    case = replace(case, reason="chosen in the form", nobodys=True)
    doors = {
        "publish": (Moderation.publish_writing, "publicar"),
        "return": (Moderation.return_writing, "devolver"),
        "refuse": (Moderation.refuse_writing, "no-publicar"),
        "mask": (Moderation.mask_writing, "tapar"),
        "publish_on_appeal": (Moderation.publish_on_appeal, "publicar-tras-apelacion"),
        "uphold": (Moderation.uphold_refusal, "mantener"),
    }
    asked = {
        name: offer(rule, actor, case, f"{DESK}/{writing.id}/{door}?version={writing.version}")
        for name, (rule, door) in doors.items()
    }
    return {name: each for name, each in asked.items() if each.refusal != "not_now"}
