"""What was said of an idea, for its page; one's own voice while it is written; and the adviser's list."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from asyncpg import Record

from civic.core.actor import ADVISER, ROLE_NAMES, Actor
from civic.core.acts import NotThere
from civic.core.clock import CITY, today
from civic.core.database import row, rows
from civic.core.words import _
from civic.deliberation import charter
from civic.deliberation.charter import Advising, Talk
from civic.deliberation.kinds import KINDS, REPLY
from civic.moderation import flags
from civic.moderation import queries as moderation
from civic.moderation.flags import Marked
from civic.moderation.masks import covered
from civic.moderation.queries import Words
from civic.moderation.signing import ALIAS, signed
from civic.proposals.states import DEBATED, State


@dataclass(frozen=True)
class Voice:
    """A published voice as everyone reads it, with the answers it had. `answer_url` only for a first voice."""

    id: UUID
    kind_label: str
    picture: str
    words: str
    by: str
    day: datetime
    answer_url: str | None = None
    replies: tuple["Voice", ...] = ()


@dataclass(frozen=True)
class AdviceShown:
    """An adult's advice: always with name, role and institution (SG-36)."""

    id: UUID
    words: str
    by: str
    role_label: str
    institution: str
    day: datetime


async def voices(reader: Actor, proposal: UUID) -> tuple[list[Voice], list[AdviceShown]]:
    """Two statements. By date and nothing else, the same for everybody (SG-20, SG-46); only what is published."""
    said = await rows(
        f"""SELECT a.id, a.kind, a.reply_to, v.words, v.masks, w.published_at, w.band AS years,
             {ALIAS.format('p')}
           FROM argument a
           JOIN writing w ON w.id = a.id AND w.state = 'published'
           JOIN version v ON v.writing = w.id AND v.number = w.version
           LEFT JOIN person p ON p.id = w.author AND p.left_at IS NULL
           WHERE a.proposal = $1 ORDER BY w.published_at, a.id LIMIT 400""",
        proposal,
    )
    advised = await rows(
        """SELECT a.id, a.words, a.at, p.name, p.title FROM advice a JOIN person p ON p.id = a.adviser
           WHERE a.proposal = $1 ORDER BY a.at, a.id""",
        proposal,
    )
    first = [
        _voice(reader, each, [_voice(reader, reply) for reply in said if reply["reply_to"] == each["id"]])
        for each in said
        if each["reply_to"] is None
    ]
    return first, [
        AdviceShown(each["id"], each["words"], each["name"], _(ROLE_NAMES[ADVISER]), each["title"], each["at"])
        for each in advised
    ]


def _voice(reader: Actor, found: Record, replies: Iterable[Voice] = ()) -> Voice:
    kind = KINDS[found["kind"]]
    first = found["reply_to"] is None
    return Voice(
        found["id"],
        _(kind.label),
        kind.picture,
        _words(found),
        signed(reader, found),
        found["published_at"],
        f"/voces/{found['id']}/responder" if first else None,
        tuple(replies),
    )


@dataclass(frozen=True)
class About:
    """What a child speaks to: an idea, or one voice about it."""

    proposal: UUID
    call: UUID
    title: str
    quoted: str
    talk: Talk


TALK = """p.id AS proposal, p.call, p.state, p.questions_until, w.title, w.state = 'published' AS published,
  (SELECT said FROM assent WHERE about = p.call AND child = $2) AS said,
  (SELECT count(*) FROM argument o JOIN writing ow ON ow.id = o.id JOIN version ov ON ov.writing = o.id
   WHERE ow.author = $2 AND o.id <> $1 AND ov.number = 1 AND ov.sent_at >= $3) AS voices_today"""


async def about_proposal(actor: Actor, proposal: UUID, kind: str = "") -> About:
    """To say something of that kind, or of one still to be chosen. Raises NotThere for an idea that is not published."""
    found = await row(
        f"SELECT {TALK} FROM proposal p JOIN writing w ON w.id = p.id WHERE p.id = $1 AND w.state = 'published'",
        proposal,
        actor.id,
        _midnight(),
    )
    if found is None:
        raise NotThere
    return About(found["proposal"], found["call"], found["title"], "", _talk(found, kind))


async def about_voice(actor: Actor, argument: UUID) -> About:
    """To answer a voice. Raises NotThere unless it and its idea are published."""
    found = await row(
        f"""SELECT {TALK}, a.reply_to, v.words, v.masks FROM argument a
            JOIN writing aw ON aw.id = a.id AND aw.state = 'published'
            JOIN version v ON v.writing = a.id AND v.number = aw.version
            JOIN proposal p ON p.id = a.proposal JOIN writing w ON w.id = p.id AND w.state = 'published'
            WHERE a.id = $1""",
        argument,
        actor.id,
        _midnight(),
    )
    if found is None:
        raise NotThere
    talk = _talk(found, REPLY, answers_an_answer=found["reply_to"] is not None)
    return About(found["proposal"], found["call"], found["title"], _words(found), talk)


def _talk(found: Record, kind: str, answers_an_answer: bool = False) -> Talk:
    return Talk(
        state=State(found["state"]),
        published=found["published"],
        said=found["said"] or "",
        voices_today=found["voices_today"],
        answers_an_answer=answers_an_answer,
        kind=kind,
        question_round=found["questions_until"] is not None and today() <= found["questions_until"],
    )


def _words(found: Record) -> str:
    return covered(json.loads(found["words"]), json.loads(found["masks"])).get("words", "")


def _midnight() -> datetime:
    return datetime.combine(today(), time.min, CITY)


@dataclass(frozen=True)
class Own:
    """One's own voice: its words, its kind, and what it speaks to; `marks` where the words may lead to a person."""

    writing: Words
    kind: str
    about: About
    case: charter.Voice
    marks: Marked


async def own(actor: Actor, key: UUID) -> Own:
    """Raises NotThere for anybody else's."""
    writing = await moderation.own(actor, key)
    found = await row(
        f"""SELECT {TALK}, a.kind, r.reply_to AS deeper, v.words, v.masks,
              ARRAY(SELECT phone FROM contact) AS phones FROM argument a
            JOIN proposal p ON p.id = a.proposal JOIN writing w ON w.id = p.id
            LEFT JOIN argument r ON r.id = a.reply_to
            LEFT JOIN writing rw ON rw.id = r.id AND rw.state = 'published'
            LEFT JOIN version v ON v.writing = rw.id AND v.number = rw.version
            WHERE a.id = $1""",
        key,
        actor.id,
        _midnight(),
    )
    if found is None:
        raise NotThere
    talk = _talk(found, found["kind"], answers_an_answer=found["deeper"] is not None)
    about = About(found["proposal"], found["call"], found["title"], _words(found) if found["words"] else "", talk)
    marks = flags.marked(writing.kind, writing.words, found["phones"])
    points = bool(marks) and not flags.worrying(writing.kind, writing.words)[0]
    case = charter.Voice(writing.state, writing.author, talk, bool(writing.words.get("words")), points)
    return Own(writing, found["kind"], about, case, marks)


async def page_of(actor: Actor, argument: UUID) -> tuple[Words, UUID]:
    """A voice this person may see, and the idea it is about. Raises NotThere."""
    writing = await moderation.visible(actor, argument)
    found = await row("SELECT proposal FROM argument WHERE id = $1", argument)
    if found is None:
        raise NotThere
    return writing, found["proposal"]


async def advising(actor: Actor, proposal: UUID) -> Advising:
    """Raises NotThere for an idea that is not published."""
    found = await row(
        """SELECT p.state, c.first_round_until,
             EXISTS(SELECT FROM advice WHERE proposal = p.id AND adviser = $2) AS advised
           FROM proposal p JOIN call c ON c.id = p.call JOIN writing w ON w.id = p.id
           WHERE p.id = $1 AND w.state = 'published'""",
        proposal,
        actor.id,
    )
    if found is None:
        raise NotThere
    return Advising(State(found["state"]), found["first_round_until"], today(), found["advised"])


@dataclass(frozen=True)
class ToAdvise:
    """A line of the adviser's list. `advised` when this adviser already did; `voices` have been published."""

    id: UUID
    title: str
    question: str
    voices: int
    advised: bool


async def to_advise(actor: Actor) -> list[ToAdvise]:
    """Ideas whose first round is over: those still without this adviser's word first, the oldest first."""
    found = await rows(
        """SELECT p.id, w.title, c.question,
             (SELECT count(*) FROM argument a JOIN writing v ON v.id = a.id
              WHERE a.proposal = p.id AND v.state = 'published') AS voices,
             EXISTS(SELECT FROM advice WHERE proposal = p.id AND adviser = $1) AS advised
           FROM proposal p JOIN call c ON c.id = p.call JOIN writing w ON w.id = p.id
           WHERE w.state = 'published' AND c.first_round_until < $2
             AND (p.state = ANY($3::varchar[]) OR EXISTS(SELECT FROM advice WHERE proposal = p.id AND adviser = $1))
           ORDER BY advised, w.published_at, p.id LIMIT 200""",
        actor.id,
        today(),
        [state.value for state in DEBATED],
    )
    return [ToAdvise(**dict(each)) for each in found]
