"""A poll as its pages and acts see it: what is kept of it, the facts its rules look at, and nothing of the open box."""

import json
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from asyncpg import Record

from civic.core.clock import now
from civic.core.words import N_, _
from civic.moderation.states import PUBLISHED as READ
from civic.proposals.states import ELIGIBLE
from civic.voting import lots
from civic.voting.box.keyring import can_be_counted, cards_here
from civic.voting.changes.charter import Changing
from civic.voting.conditions import Case
from civic.voting.manifest import Manifest, from_json
from civic.voting.results.plain import Told, tell
from civic.voting.said import Said, said
from civic.voting.states import OPEN, SIGNED, State
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Motion, Rule, read_rule

#: The place of an idea on a ballot is frozen; its words are its author's, who may take them back (SG-38, SG-53).
TAKEN_BACK = N_("An idea that was taken back")

#: The answers to a motion: their ids in the manifest, said, and their pictures.
ANSWERS = (("yes", N_("Yes"), "yes"), ("no", N_("No"), "no"), ("abstain", N_("Neither yes nor no"), "abstain"))


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
    seen: str
    why: str


@dataclass(frozen=True)
class Changed:
    """What was changed of a poll that had begun, and by whom. `place`, `number` and `door`: of the sheet that was stopped."""

    id: UUID
    kind: str
    why: str
    until: datetime | None
    asked_by: UUID | None
    asked_name: str
    signed_name: str
    signed_at: datetime | None
    place: str = ""
    number: int = 0
    door: str = ""


@dataclass(frozen=True)
class Poll:
    """`ideas`: the proposals put to the vote; `options`: the lines of the ballot in the order of the manifest, with the
    titles frozen in it once there is one: the ideas or, of a motion, its three answers. `changes`: more time, or the
    end; unsigned ones too. `progress`: percent of the count that is done. `unreadable`: ballots in it that were none."""

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
    all_printed: bool
    cards_printed: bool
    cards_counted: bool
    tablets_back: bool
    papers_begun: bool
    papers_settled: bool
    adds_up: bool
    unreadable: int

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
    def said(self) -> Said:
        """How to vote and how it is counted, in words."""
        return said(self.how, self.seats, self.budget, self.by_hand)

    @property
    def drawn(self) -> list[tuple[Option, str]]:
        """The options in the order of the lot, each with its digits; none before the dice were thrown."""
        options = {option.id: option for option in self.options}
        order = lots.drawn(self.lot_seed, str(self.id), list(options)) if self.lot_seed else []
        return [(options[id], digits) for id, digits in order]

    @property
    def changed(self) -> list[Changed]:
        """What two people changed, told to everybody: the last first."""
        return [each for each in reversed(self.changes) if each.signed_at]

    @property
    def seen(self) -> str:
        """What a signature is put to: other rules, other mark."""
        ideas = [(idea.proposal, idea.title, idea.cost) for idea in self.ideas]
        rules = [self.question, self.rule, self.seats, self.budget, self.closes_at, self.lot_seed, ideas]
        rules += [self.city_wide, self.by_hand, self.custody]
        return sha256(repr(rules).encode()).hexdigest()

    @property
    def signing(self) -> str:
        """What two people sign now; "" where nothing waits for them."""
        return SIGNED.get(self.state, "")

    @property
    def signed(self) -> list[Signed]:
        """Who signed what is signed now; an opening, under these rules."""
        return [
            each for each in self.signatures if each.act == self.signing and (self.rules_hash or each.seen == self.seen)
        ]

    def case(self, may_be_added: bool = True) -> Case:
        return Case(
            state=self.state,
            now=now(),
            closes_at=self.closes_at,
            question=self.question,
            rule=self.rule,
            seats=self.seats,
            costs=tuple(idea.cost for idea in self.ideas),
            kinds=tuple(idea.category for idea in self.ideas),
            budget=self.budget,
            standing=all(idea.standing for idea in self.ideas),
            signed=frozenset(each.person for each in self.signed),
            may_be_added=may_be_added,
            box_works=self.state is not OPEN or self.by_hand or can_be_counted(self.id, self.custody),
            lot_drawn=bool(self.lot_seed) or isinstance(self.how, Motion),
            custody=self.custody,
            custody_ready=self.custody_ready or not self.custody,
            cards_here=self.custody and cards_here(self.id),
            all_printed=self.all_printed,
            by_hand=self.by_hand,
            city_wide=self.city_wide,
            cards_printed=self.cards_printed,
            cards_counted=self.cards_counted,
            tablets_back=self.tablets_back,
            papers_settled=self.papers_settled,
            adds_up=self.adds_up,
        )

    def certifying(self, why: str) -> Case:
        """`why` some ballots could not be read, as whoever signs says it."""
        return replace(self.case(), explained=bool(why) or not self.unreadable)

    def changing(self, kind: str, until: datetime | None = None) -> Changing:
        """What is asked of it now, or what waits for its second signature."""
        asked = self.waiting(kind)
        return Changing(
            self.state,
            now(),
            self.closes_at,
            until or (asked and asked.until),
            asked.asked_by if asked else None,
            self.papers_begun,
        )

    @property
    def soon(self) -> datetime:
        """A moment that would give more time: to ask whether somebody may."""
        return max(self.closes_at, now()) + timedelta(hours=1)

    def waiting(self, kind: str) -> Changed | None:
        return next((each for each in self.changes if each.kind == kind and each.signed_at is None), None)


def poll_of(found: Record, options: list[Record]) -> Poll:
    text = found["manifest"]
    frozen = from_json(text).options if text else ()
    titles = {option.id: option.title for option in frozen}
    ideas = tuple(_option(each, titles) for each in options)
    motion = found["rule"].startswith(f"{Motion.NAME};")
    answers = tuple(Option(id, None, titles.get(id, _(says)), picture) for id, says, picture in ANSWERS)
    told = {
        "text": text,
        "state": State(found["state"]),
        "result": _result(found["result"]),
        "ideas": ideas,
        "options": answers if motion else ideas,
        "signatures": tuple(
            Signed(act, UUID(person), name, datetime.fromisoformat(at), seen, why)
            for act, person, name, at, seen, why in json.loads(found["signatures"])
        ),
        "changes": tuple(map(_changed, json.loads(found["changes"]))),
    }
    return Poll(**{each.name: told[each.name] if each.name in told else found[each.name] for each in fields(Poll)})


def _changed(found: tuple[str, ...]) -> Changed:
    id, kind, why, until, asked_by, asked_name, signed_name, signed_at, *sheet = found
    asked = UUID(asked_by) if asked_by else None
    return Changed(UUID(id), kind, why, _moment(until), asked, asked_name, signed_name, _moment(signed_at), *sheet)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


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
