"""Polls as each person may see them, and the facts their rules look at. Nothing here looks into an open box."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from asyncpg import Record

from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.ages import band
from civic.core.clock import now, today
from civic.core.database import row, rows, value
from civic.core.words import N_, _
from civic.moderation.states import PUBLISHED as READ
from civic.proposals.states import ELIGIBLE
from civic.settings import current
from civic.voting import keys
from civic.voting.box import pseudonym
from civic.voting.charter import TEAM, Case, Voter
from civic.voting.manifest import Manifest, from_json
from civic.voting.plain import Told, tell
from civic.voting.states import OPEN, State
from civic.voting.tally.result import Result, Tie

log = logging.getLogger("civic.voting")

#: The place of an idea on a ballot is frozen; its words are its author's, who may take them back (SG-38, SG-53).
TAKEN_BACK = N_("An idea that was taken back")

PAGE = 20


@dataclass(frozen=True)
class Option:
    """A line of the ballot. `drawing` is a picture's id if its author sent one that everyone may see."""

    proposal: UUID
    title: str
    category: str
    drawing: UUID | None
    standing: bool


@dataclass(frozen=True)
class Signed:
    act: str
    person: UUID
    name: str
    at: datetime


@dataclass(frozen=True)
class Poll:
    """`options` in the order of the manifest, with the titles frozen in it once there is one."""

    id: UUID
    call: UUID
    call_question: str
    office: UUID | None
    state: State
    question: str
    method: str
    seats: int
    city_wide: bool
    closes_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    text: str
    rules_hash: str
    result: Result | None
    options: tuple[Option, ...]
    signatures: tuple[Signed, ...]
    cards_printed: bool
    cards_counted: bool
    cards_add_up: bool

    @cached_property
    def manifest(self) -> Manifest:
        return from_json(self.text)

    @property
    def told(self) -> Told:
        """All that anybody is told of the result; only once there is one."""
        assert self.result
        return tell(self.result, seats=self.seats, roll=self.manifest.roll_size)

    @property
    def seen(self) -> str:
        """What a signature is put to: other rules, other mark."""
        options = [(option.proposal, option.title) for option in self.options]
        rules = [self.question, self.method, self.seats, self.city_wide, self.closes_at, options]
        return sha256(repr(rules).encode()).hexdigest()[:16]

    def case(self, may_be_added: bool = True) -> Case:
        act = "close" if self.state is OPEN else "open"
        return Case(
            state=self.state,
            now=now(),
            closes_at=self.closes_at,
            question=self.question,
            method=self.method,
            seats=self.seats,
            options=len(self.options),
            standing=all(option.standing for option in self.options),
            signed=frozenset(each.person for each in self.signatures if each.act == act),
            may_be_added=may_be_added,
            box_works=self.state is not OPEN or can_be_counted(self.id),
            city_wide=self.city_wide,
            cards_printed=self.cards_printed,
            cards_counted=self.cards_counted,
            cards_add_up=self.cards_add_up,
        )


def box_key(key: UUID) -> bytes | None:
    """The key that makes pseudonyms, if it can be read here; if not, the log tells the technician why."""
    return _readable(keys.pseudonym_key, key)


def can_be_counted(key: UUID) -> bool:
    return box_key(key) is not None and _readable(keys.sealing_secret, key) is not None


def _readable(load: Callable[[Path, str], bytes], key: UUID) -> bytes | None:
    try:
        return load(current().keys, str(key))
    except keys.KeysError as problem:
        log.error("box keys", extra={"problem": type(problem).__name__})
        return None


def keys_destroyed(key: UUID) -> bool:
    return not keys.exist(current().keys, str(key))


async def visible(actor: Actor, key: UUID) -> Poll:
    """The poll, if it exists for this person: a draft is there for the team only. Raises NotThere. Two statements."""
    found = await row(
        """SELECT p.*, c.question AS call_question, c.office,
             coalesce((SELECT json_agg(json_build_array(s.act, s.person, q.name, s.at) ORDER BY s.at)
                       FROM signature s JOIN person q ON q.id = s.person WHERE s.poll = p.id), '[]') AS signatures,
             coalesce(cards.printed, false) AS cards_printed, coalesce(cards.counted, true) AS cards_counted,
             coalesce(cards.add_up, true) AND coalesce((p.result->>'strangers')::int, 0) = 0 AS cards_add_up
           FROM poll p JOIN call c ON c.id = p.call
           LEFT JOIN LATERAL (
             SELECT bool_or(state = 'printed') AS printed,
               bool_and(state <> 'printed' OR handed_back IS NOT NULL) AS counted,
               bool_and(used + unused + void = number AND coalesce(handed_back, 0) <= unused) AS add_up
             FROM sheet WHERE poll = p.id) cards ON true
           WHERE p.id = $1 AND (p.state <> 'draft' OR $2)""",
        key,
        bool(actor.role & TEAM),
    )
    if found is None:
        raise NotThere
    return _poll(found, await _options(key))


def _poll(found: Record, options: list[Record]) -> Poll:
    text = found["manifest"]
    titles = {option.id: option.title for option in from_json(text).options} if text else {}
    return Poll(
        id=found["id"],
        call=found["call"],
        call_question=found["call_question"],
        office=found["office"],
        state=State(found["state"]),
        question=found["question"],
        method=found["method"],
        seats=found["seats"],
        city_wide=found["city_wide"],
        closes_at=found["closes_at"],
        opened_at=found["opened_at"],
        closed_at=found["closed_at"],
        text=text,
        rules_hash=found["rules_hash"],
        result=_result(found["result"]),
        options=tuple(_option(each, titles) for each in options),
        signatures=tuple(
            Signed(act, UUID(person), name, datetime.fromisoformat(at))
            for act, person, name, at in json.loads(found["signatures"])
        ),
        cards_printed=found["cards_printed"],
        cards_counted=found["cards_counted"],
        cards_add_up=found["cards_add_up"],
    )


async def _options(key: UUID) -> list[Record]:
    return await rows(
        """SELECT o.proposal, w.title, r.category, w.picture, w.state AS reading, r.state FROM poll_option o
           JOIN proposal r ON r.id = o.proposal JOIN writing w ON w.id = r.id WHERE o.poll = $1 ORDER BY o.place""",
        key,
    )


def _option(found: Record, titles: dict[str, str]) -> Option:
    read = found["reading"] == READ.value
    return Option(
        proposal=found["proposal"],
        title=titles.get(str(found["proposal"]), found["title"]) if read else _(TAKEN_BACK),
        category=found["category"],
        drawing=found["picture"] if read else None,
        standing=read and found["state"] in {state.value for state in ELIGIBLE},
    )


def _result(stored: str | None) -> Result | None:
    told = json.loads(stored) if stored else None
    if told is None:
        return None
    ties = tuple(Tie(tuple(tie["options"]), tie["elected"], tie["by"]) for tie in told["ties"])
    return Result(told["ballots"], told["blanks"], tuple(told["totals"]), tuple(told["winners"]), ties)


_frozen: dict[UUID, Manifest] = {}


async def frozen(key: UUID) -> Manifest | None:
    """The frozen rules, or None before opening. They never change, so a process keeps those of the last polls: a vote
    then costs one statement (performance goal G9)."""
    if key not in _frozen:
        text = await value("SELECT manifest FROM poll WHERE id = $1", key)
        if not text:
            return None
        while len(_frozen) >= 32:
            _frozen.pop(next(iter(_frozen)))
        _frozen[key] = from_json(text)
    return _frozen[key]


async def voter_case(actor: Actor, key: UUID) -> Voter:
    """The poll as this person meets it. Raises NotThere."""
    found = await row(
        """SELECT p.state, p.closes_at, EXISTS(SELECT FROM roll r WHERE r.poll = p.id AND r.person = $2) AS on_roll,
             coalesce((SELECT said FROM assent a WHERE a.about = p.call AND a.child = $2), '') AS said
           FROM poll p WHERE p.id = $1 AND p.state <> 'draft'""",
        key,
        actor.id,
    )
    if found is None:
        raise NotThere
    state = State(found["state"])
    works = state is not OPEN or box_key(key) is not None
    return Voter(state, now(), found["closes_at"], found["on_roll"], found["said"], works)


def pseudonym_here(actor: Actor, key: UUID) -> bytes | None:
    """The name under which this child's ballot lies in the box, which only the poll's key can make; None without it."""
    secret = box_key(key)
    return pseudonym(secret, actor.id.bytes) if secret else None


async def paper(actor: Actor, key: UUID) -> bytes:
    """What lies in the box for this child, asked for that child alone: sealed bytes, new with each vote, or b""."""
    under = pseudonym_here(actor, key)
    return await lies_under(under) if under else b""


async def lies_under(name: bytes) -> bytes:
    """The sealed ballot of that name; b"" if there is none."""
    return await value("SELECT lies_in_box($1)", name) or b""


async def drawings(options: list[Option]) -> dict[UUID, bytes]:
    """Small pictures as bytes, to be drawn inside a page."""
    wanted = [option.drawing for option in options if option.drawing]
    found = await rows("SELECT id, small FROM picture WHERE id = ANY($1::uuid[])", wanted) if wanted else []
    return {each["id"]: each["small"] for each in found}


async def entitled() -> list[UUID]:
    """Children who may take part today: who is old enough to be an adult since they joined is not among them."""
    found = await rows(
        """SELECT p.id, p.birth_year, p.birth_month FROM person p WHERE p.role = 'child' AND p.active
           AND $1::varchar IN (SELECT allowed(p.id, $2, $3::date)) ORDER BY p.id""",
        TAKE_PART,
        TEXT,
        today(),
    )
    return [each["id"] for each in found if band(each["birth_year"], each["birth_month"], today()) != "adult"]


@dataclass(frozen=True)
class Listed:
    """A line of a list."""

    id: UUID
    question: str
    state: State
    closes_at: datetime
    closed_at: datetime | None
    signed: bool = False


LISTED = "SELECT id, question, state, closes_at, closed_at"


async def current_polls() -> list[Listed]:
    """Open, being counted or announced: what closes first comes first."""
    found = await rows(
        f"{LISTED} FROM poll WHERE state = ANY($1::varchar[]) ORDER BY state <> 'open', closes_at, id LIMIT 100",
        ["announced", "open", "closed"],
    )
    return [_listed(each) for each in found]


@dataclass(frozen=True)
class Decided:
    """A past poll and what was chosen, in the order of the ballot."""

    id: UUID
    question: str
    closed_at: datetime
    chosen: list[str]


async def decided(before: datetime | None) -> list[Decided]:
    """A page of past polls, newest first, and one more to say that there are more."""
    found = await rows(
        f"""SELECT id, question, closed_at, ARRAY(
              SELECT CASE WHEN w.state = 'published' THEN option->>'title' END
              FROM jsonb_array_elements_text(result->'winners') place
              CROSS JOIN LATERAL (SELECT manifest::jsonb->'options'->place::int AS option) here
              LEFT JOIN writing w ON w.id = (option->>'id')::uuid ORDER BY place::int) AS chosen
            FROM poll WHERE state = 'published' AND ($1::timestamptz IS NULL OR closed_at < $1)
            ORDER BY closed_at DESC, id LIMIT {PAGE + 1}""",
        before,
    )
    return [
        Decided(**dict(each) | {"chosen": [title or _(TAKEN_BACK) for title in each["chosen"]]}) for each in found
    ]


async def desk() -> list[Listed]:
    """All polls, those that wait for somebody first."""
    found = await rows(
        f"""{LISTED}, EXISTS(SELECT FROM signature s WHERE s.poll = poll.id
              AND s.act = CASE state WHEN 'open' THEN 'close' ELSE 'open' END) AS signed FROM poll
            ORDER BY array_position(ARRAY['draft', 'announced', 'open', 'closed', 'published']::varchar[], state),
                     closes_at, id LIMIT 100"""
    )
    return [_listed(each, each["signed"] and each["state"] in ("announced", "open")) for each in found]


def _listed(found: Record, signed: bool = False) -> Listed:
    return Listed(found["id"], found["question"], State(found["state"]), found["closes_at"], found["closed_at"], signed)


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


async def calls() -> list[Record]:
    """Calls that a vote may be about."""
    return await rows("SELECT id, question FROM call WHERE state <> 'draft' ORDER BY opened_at DESC, id LIMIT 50")
