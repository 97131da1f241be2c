"""What became of a chosen proposal, as everyone reads it: answer, promise, and what children say of both."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from civic.core.actor import Actor
from civic.core.clock import CITY, today
from civic.core.words import _
from civic.responses.answers import ANSWERS, Kind, questions_until
from civic.responses.charter import Judged, Responses
from civic.responses.deadlines import Due, due
from civic.responses.states import ANSWERED, BEHIND, DONE, SAID, AnswerState, State
from civic.responses.verdicts import ABOUT, told


@dataclass(frozen=True)
class CityAnswer:
    """An answer, given or still owed. `kind` is None while it is owed; `ask_until` the last day to ask again."""

    proposal: UUID
    office: str
    state: AnswerState
    due: Due
    verdict: str
    kind: Kind | None
    reason: str
    instead: str
    next_on: date | None
    passed_to: str
    answered_at: datetime | None

    @property
    def late(self) -> bool:
        """Told from the days alone: nobody can hide it, and it waits for no clock (SG-63)."""
        return self.kind is None and self.due.late

    @property
    def ask_until(self) -> date | None:
        if self.answered_at is None:
            return None
        until = questions_until(self.answered_at.astimezone(CITY).date())
        return until if until >= today() else None


@dataclass(frozen=True)
class Shown:
    """What shows that a step was done. `picture` is the address of its picture, or empty."""

    words: str
    picture: str
    at: datetime


@dataclass(frozen=True)
class Milestone:
    id: UUID
    title: str
    due: Due
    done_on: date | None
    shown: list[Shown]

    @property
    def late(self) -> bool:
        return self.done_on is None and self.due.late


@dataclass(frozen=True)
class CityPromise:
    """A promise with its steps in order of day."""

    proposal: UUID
    office: str
    state: State
    title: str
    due: Due
    made_at: datetime
    milestones: list[Milestone]
    asked: str = ""

    @property
    def left(self) -> list[Milestone]:
        return [each for each in self.milestones if each.done_on is None]

    @property
    def late(self) -> bool:
        return self.state is not DONE and (self.due.late or any(each.late for each in self.milestones))

    @property
    def says(self) -> tuple[str, str, str]:
        """Label, kind of state and picture."""
        label, kind, picture = BEHIND if self.late else SAID[self.state]
        return _(label), kind, picture


@dataclass(frozen=True)
class Verdict:
    """One thing children say. `total` is a sentence, or empty under ten; `mine` the face of the child who reads."""

    about: str
    asks: str
    picture: str
    slug: str
    total: str
    mine: str


@dataclass(frozen=True)
class Verdicts:
    """`may` when the reader could give one now, `why_not` the sentence when only consent is missing."""

    proposal: UUID
    each: list[Verdict]
    may: bool
    why_not: str


@dataclass(frozen=True)
class Outcome:
    """What became of a chosen proposal."""

    answer: CityAnswer
    commitment: CityPromise | None
    verdicts: Verdicts


def answer_of(found: Mapping[str, Any]) -> CityAnswer:
    return CityAnswer(
        proposal=found["proposal"],
        office=found["office"],
        state=AnswerState(found["state"]),
        due=due(found["due_on"], today()),
        verdict=found["verdict"],
        kind=ANSWERS.get(found["verdict"]),
        reason=found["reason"],
        instead=found["instead"],
        next_on=found["next_on"],
        passed_to=found["passed_to"],
        answered_at=found["answered_at"],
    )


def promise_of(found: Mapping[str, Any], asked: str = "") -> CityPromise:
    shown: dict[str, list[Shown]] = {}
    for each in json.loads(found["shown"]):
        picture = f"/evidencias/{each['id']}" if each["picture"] else ""
        shown.setdefault(each["milestone"], []).append(
            Shown(each["words"], picture, datetime.fromisoformat(each["at"]))
        )
    steps = [
        Milestone(
            id=UUID(each["id"]),
            title=each["title"],
            due=due(date.fromisoformat(each["due_on"]), today()),
            done_on=date.fromisoformat(each["done_on"]) if each["done_on"] else None,
            shown=shown.get(each["id"], []),
        )
        for each in json.loads(found["steps"])
    ]
    return CityPromise(
        found["proposal"],
        found["office"],
        State(found["kept"]),
        found["title"],
        due(found["kept_by"], today()),
        found["made_at"],
        steps,
        asked,
    )


def verdicts_of(
    actor: Actor, proposal: UUID, faces: list[dict], answer: CityAnswer, promise: CityPromise | None
) -> Verdicts:
    counted = {each["about"]: each for each in faces}
    each = []
    for about, words in ABOUT.items():
        if not in_time(about, answer.state, promise.state if promise else None):
            continue
        count = counted.get(about, {"many": 0, "happy": 0, "mine": None})
        share = told(count["happy"], count["many"])
        total = _(words.says, share=_(share.msgid, tenths=share.tenths)) if share else ""
        each.append(Verdict(about, _(words.asks), words.picture, words.slug, total, count["mine"] or ""))
    refusal = Responses.give_verdict.refusal(actor, Judged(bool(each), said="yes"))  # asked on the way
    why_not = _(refusal.sentence) if refusal and refusal.name == "consent_given" else ""
    return Verdicts(proposal, each, refusal is None, why_not)


def in_time(about: str, answer: AnswerState, promise: State | None) -> bool:
    return promise is DONE if about == "happened" else answer is ANSWERED
