"""Polls as each person may see them, and the facts their rules look at. Nothing here looks into an open box."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.core.words import N_, _
from civic.moderation.states import PUBLISHED as READ
from civic.proposals.states import ELIGIBLE
from civic.settings import current
from civic.voting import keys
from civic.voting.box import pseudonym
from civic.voting.charter import TEAM, Case, Changing, Voter
from civic.voting.manifest import Manifest, from_json
from civic.voting.plain import Told, tell
from civic.voting.states import COUNTED, OPEN, State
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Motion, Rule, read_rule

log = logging.getLogger("civic.voting")

#: The place of an idea on a ballot is frozen; its words are its author's, who may take them back (SG-38, SG-53).
TAKEN_BACK = N_("An idea that was taken back")

#: The answers to a motion: their ids in the manifest, said, and their pictures.
ANSWERS = (("yes", N_("Yes"), "yes"), ("no", N_("No"), "no"), ("abstain", N_("Neither yes nor no"), "abstain"))

PAGE = 20


@dataclass(frozen=True)
class Option:
    """A line of the ballot. `id` as in the manifest; `proposal`: None of an answer to a motion. `category`: the name of
    its picture. `drawing` is a picture's id if its author sent one that everyone may see. `cost` in whole units."""

    id: str
    proposal: UUID | None
    title: str
    category: str
    drawing: UUID | None = None
    cost: int | None = None
    standing: bool = True


@dataclass(frozen=True)
class Signed:
    act: str
    person: UUID
    name: str
    at: datetime


@dataclass(frozen=True)
class Changed:
    """What was changed of a poll that had begun, and by whom."""

    id: UUID
    kind: str
    why: str
    until: datetime | None
    asked_by: UUID | None
    asked_name: str
    signed_name: str
    signed_at: datetime | None


@dataclass(frozen=True)
class Poll:
    """`ideas`: the proposals put to the vote; `options`: the lines of the ballot in the order of the manifest, with the
    titles frozen in it once there is one: the ideas or, of a motion, its three answers. `changes`: more time, or the
    end; unsigned ones too. `progress`: percent of the box counted."""

    id: UUID
    call: UUID
    call_question: str
    office: UUID | None
    state: State
    question: str
    rule: str
    seats: int
    budget: int | None
    city_wide: bool
    by_hand: bool
    custody: bool
    closes_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    published_at: datetime | None
    lot_seed: str
    progress: int
    text: str
    rules_hash: str
    result: Result | None
    ideas: tuple[Option, ...]
    options: tuple[Option, ...]
    signatures: tuple[Signed, ...]
    changes: tuple[Changed, ...]
    custody_ready: bool
    cards_printed: bool
    cards_counted: bool
    tablets_back: bool
    papers_settled: bool
    adds_up: bool

    @cached_property
    def manifest(self) -> Manifest:
        return from_json(self.text)

    @cached_property
    def how(self) -> Rule:
        """How it is counted."""
        return read_rule(self.rule)

    @property
    def told(self) -> Told:
        """All that anybody is told of the result; only once there is one."""
        assert self.result
        return tell(self.result, seats=self.seats, roll=self.manifest.roll_size, rule=self.how)

    @property
    def seen(self) -> str:
        """What a signature is put to: other rules, other mark."""
        ideas = [(idea.proposal, idea.title, idea.cost) for idea in self.ideas]
        rules = [self.question, self.rule, self.seats, self.budget, self.closes_at, self.lot_seed, ideas]
        rules += [self.city_wide, self.by_hand, self.custody]
        return sha256(repr(rules).encode()).hexdigest()[:16]

    @property
    def signing(self) -> str:
        """What two people sign next."""
        return {OPEN: "close", COUNTED: "certify"}.get(self.state, "open")

    def case(self, may_be_added: bool = True) -> Case:
        return Case(
            state=self.state,
            now=now(),
            closes_at=self.closes_at,
            question=self.question,
            rule=self.rule,
            seats=self.seats,
            costs=tuple(idea.cost for idea in self.ideas),
            budget=self.budget,
            standing=all(idea.standing for idea in self.ideas),
            signed=frozenset(each.person for each in self.signatures if each.act == self.signing),
            may_be_added=may_be_added,
            box_works=self.state is not OPEN or self.by_hand or can_be_counted(self.id, self.custody),
            lot_drawn=bool(self.lot_seed),
            custody=self.custody,
            custody_ready=self.custody_ready or not self.custody,
            by_hand=self.by_hand,
            city_wide=self.city_wide,
            cards_printed=self.cards_printed,
            cards_counted=self.cards_counted,
            tablets_back=self.tablets_back,
            papers_settled=self.papers_settled,
            adds_up=self.adds_up,
        )

    def changing(self, kind: str, until: datetime | None = None) -> Changing:
        """What is asked of it now, or what waits for its second signature."""
        asked = self.waiting(kind)
        return Changing(
            self.state, now(), self.closes_at, until or (asked and asked.until), asked.asked_by if asked else None
        )

    def waiting(self, kind: str) -> Changed | None:
        return next((each for each in self.changes if each.kind == kind and each.signed_at is None), None)


def box_key(key: UUID) -> bytes | None:
    """The key that makes pseudonyms, if it can be read here; if not, the log tells the technician why."""
    return _readable(keys.pseudonym_key, key)


def can_be_counted(key: UUID, custody: bool = False) -> bool:
    return box_key(key) is not None and (custody or _readable(keys.sealing_secret, key) is not None)


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
             coalesce((SELECT json_agg(json_build_array(c.id, c.kind, c.why, c.until, c.asked_by, coalesce(a.name, ''),
                         coalesce(b.name, ''), c.signed_at) ORDER BY c.asked_at)
                       FROM poll_change c LEFT JOIN person a ON a.id = c.asked_by LEFT JOIN person b ON b.id = c.signed_by
                       WHERE c.poll = p.id), '[]') AS changes,
             (SELECT count(*) FROM custodian u WHERE u.poll = p.id AND u.proven) >= 2 AS custody_ready,
             coalesce(cards.printed, false) AS cards_printed, coalesce(cards.counted, true) AS cards_counted,
             NOT EXISTS(SELECT FROM outing o WHERE o.poll = p.id AND o.state = 'prepared') AS tablets_back,
             NOT EXISTS(SELECT FROM paper_ballot k JOIN sheet s ON s.id = k.sheet
                        WHERE s.poll = p.id AND k.state <> 'in')
               AND NOT EXISTS(SELECT FROM hand_count h WHERE h.poll = p.id AND h.checked_by IS NULL) AS papers_settled,
             coalesce(cards.add_up, true) AND coalesce((p.result->>'strangers')::int, 0) = 0 AS adds_up
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
    frozen = from_json(text).options if text else ()
    titles = {option.id: option.title for option in frozen}
    ideas = tuple(_option(each, titles) for each in options)
    motion = found["rule"].startswith(f"{Motion.NAME};")
    answers = tuple(Option(id, None, titles.get(id, _(says)), picture) for id, says, picture in ANSWERS)
    return Poll(
        id=found["id"],
        call=found["call"],
        call_question=found["call_question"],
        office=found["office"],
        state=State(found["state"]),
        question=found["question"],
        rule=found["rule"],
        seats=found["seats"],
        budget=found["budget"],
        city_wide=found["city_wide"],
        by_hand=found["by_hand"],
        custody=found["custody"],
        closes_at=found["closes_at"],
        opened_at=found["opened_at"],
        closed_at=found["closed_at"],
        published_at=found["published_at"],
        lot_seed=found["lot_seed"],
        progress=found["progress"],
        text=text,
        rules_hash=found["rules_hash"],
        result=_result(found["result"]),
        ideas=ideas,
        options=answers if motion else ideas,
        signatures=tuple(
            Signed(act, UUID(person), name, datetime.fromisoformat(at))
            for act, person, name, at in json.loads(found["signatures"])
        ),
        changes=tuple(
            Changed(
                UUID(id),
                kind,
                why,
                _moment(until),
                UUID(asked_by) if asked_by else None,
                asked,
                signed,
                _moment(signed_at),
            )
            for id, kind, why, until, asked_by, asked, signed, signed_at in json.loads(found["changes"])
        ),
        custody_ready=found["custody_ready"],
        cards_printed=found["cards_printed"],
        cards_counted=found["cards_counted"],
        tablets_back=found["tablets_back"],
        papers_settled=found["papers_settled"],
        adds_up=found["adds_up"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def _options(key: UUID) -> list[Record]:
    return await rows(
        """SELECT o.proposal, o.cost, w.title, r.category, w.picture, w.state AS reading, r.state FROM poll_option o
           JOIN proposal r ON r.id = o.proposal JOIN writing w ON w.id = r.id WHERE o.poll = $1 ORDER BY o.place""",
        key,
    )


def _option(found: Record, titles: dict[str, str]) -> Option:
    read = found["reading"] == READ.value
    return Option(
        id=str(found["proposal"]),
        proposal=found["proposal"],
        title=titles.get(str(found["proposal"]), found["title"]) if read else _(TAKEN_BACK),
        category=found["category"],
        drawing=found["picture"] if read else None,
        cost=found["cost"],
        standing=read and found["state"] in {state.value for state in ELIGIBLE},
    )


def _result(stored: str | None) -> Result | None:
    told = json.loads(stored) if stored else None
    if told is None:
        return None
    ties = tuple(Tie(tuple(tie["options"]), tie["elected"], tie["by"], tie["round"]) for tie in told["ties"])
    totals = tuple(Fraction(total) if isinstance(total, str) else total for total in told["totals"])
    return Result(told["ballots"], told["blanks"], totals, tuple(told["winners"]), ties, tuple(told["rounds"]))


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
        """SELECT p.state, p.closes_at, r.id IS NOT NULL AS on_roll, coalesce(r.came, false) AS came,
             coalesce((SELECT said FROM assent a WHERE a.about = p.call AND a.child = $2), '') AS said
           FROM poll p LEFT JOIN roll r ON r.poll = p.id AND r.person = $2
           WHERE p.id = $1 AND p.state <> 'draft'""",
        key,
        actor.id,
    )
    if found is None:
        raise NotThere
    state = State(found["state"])
    works = state is not OPEN or box_key(key) is not None
    return Voter(state, now(), found["closes_at"], found["on_roll"], found["said"], works, found["came"])


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


async def on_roll(key: UUID) -> list[UUID]:
    """Read in parts: a large city's does not come in the time that a statement has."""
    found: list[UUID] = []
    last = UUID(int=0)
    while part := await rows(
        "SELECT person FROM roll WHERE poll = $1 AND person > $2 ORDER BY person LIMIT 100000", key, last
    ):
        last = part[-1]["person"]
        found += [each["person"] for each in part]
    return found


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
        ["announced", "open", "closed", "counted"],
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
              SELECT CASE WHEN manifest::jsonb->>'subject' <> '' OR w.state = 'published' THEN option->>'title' END
              FROM jsonb_array_elements_text(result->'winners') place
              CROSS JOIN LATERAL (SELECT manifest::jsonb->'options'->place::int AS option) here
              LEFT JOIN writing w ON manifest::jsonb->>'subject' = '' AND w.id::text = option->>'id' ORDER BY place::int) AS chosen
            FROM poll WHERE state = 'published' AND ($1::timestamptz IS NULL OR closed_at < $1)
            ORDER BY closed_at DESC, id LIMIT {PAGE + 1}""",
        before,
    )
    return [Decided(**dict(each) | {"chosen": [title or _(TAKEN_BACK) for title in each["chosen"]]}) for each in found]


async def desk() -> list[Listed]:
    """All polls, those that wait for somebody first."""
    found = await rows(
        f"""{LISTED}, EXISTS(SELECT FROM signature s WHERE s.poll = poll.id
              AND s.act = CASE state WHEN 'open' THEN 'close' WHEN 'counted' THEN 'certify'
                ELSE 'open' END) AS signed FROM poll
            ORDER BY array_position($1::varchar[], state), closes_at, id LIMIT 100""",
        [state.value for state in State],
    )
    return [_listed(each, each["signed"] and each["state"] in ("announced", "open", "counted")) for each in found]


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
