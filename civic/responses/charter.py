"""The city owes an answer, keeps what it promised, and children say whether it did."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from civic.consent.charter import PERMITTED
from civic.core.actor import CHILD, CLOCK, FACILITATOR, OFFICER, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.readability import readable
from civic.core.words import N_
from civic.proposals.charter import assent_given
from civic.proposals.states import CHOSEN
from civic.proposals.states import State as Standing
from civic.responses.answers import ANSWERS, FURTHEST, READERS, STEPS, Kind, Promise, Said
from civic.responses.states import (
    ANSWERED,
    DONE,
    LATE,
    OPEN,
    OWED,
    UNANSWERED,
    UNDER_WAY,
    AnswerState,
    State,
)


@dataclass(frozen=True)
class Chosen:
    """A proposal when its vote is counted."""

    standing: Standing


@dataclass(frozen=True)
class Owed:
    """What an office owes one proposal. `said` is the answer being given, `promise` what it would become."""

    state: AnswerState
    office: UUID
    due_on: date
    today: date
    verdict: str = ""
    said: Said | None = None
    promise: Promise | None = None


@dataclass(frozen=True)
class Kept:
    """A promise and how far it came. `step_open`: the step being shown is not done yet; `words` are its evidence."""

    state: State
    office: UUID
    step_open: bool
    steps_left: int
    words: str = ""


@dataclass(frozen=True)
class Judged:
    """Whether the time has come for children to say this. `said` is the child's own answer to taking part in `call`."""

    in_time: bool
    said: str = ""
    call: UUID | None = None


@need(N_("it was chosen in a vote"), N_("Only what was chosen in a vote is owed an answer."))
def was_chosen(actor: Actor, case: Chosen) -> bool:
    return case.standing is CHOSEN


@need(N_("it is for their office"), N_("This is for another office of the city."))
def of_that_office(actor: Actor, case: Owed | Kept) -> bool:
    return actor.office == case.office


@need(N_("it says why"), N_("Say why. Children have a right to the reason."))
def reason_given(actor: Actor, case: Owed) -> bool:
    return bool(_kind(case) and case.said.reason)


@need(N_("if it is not a whole yes, it says what can be done instead"), N_("Say what can be done instead."))
def instead_given(actor: Actor, case: Owed) -> bool:
    kind = _kind(case)
    return bool(kind and (case.said.instead or not kind.instead))


@need(N_("if it belongs to others, it says to whom it was passed"), N_("Say to whom it was passed on."))
def passed_on(actor: Actor, case: Owed) -> bool:
    return bool(case.said and (case.said.passed_to or case.said.verdict != "not_ours"))


@need(
    N_("if it is a yes, it says the next day, and that day is still to come"),
    N_("Say the next day: one still to come."),
)
def next_day_ahead(actor: Actor, case: Owed) -> bool:
    kind = _kind(case)
    return bool(kind and (_ahead(case.said.next_on, case.today) if case.said.next_on else not kind.dated))


@need(N_("in words a child can read"), N_("A child cannot read this yet. Use shorter sentences and simpler words."))
def words_fit_children(actor: Actor, case: Owed | Kept) -> bool:
    return all(readable(words, READERS) for words in _words(case))


@need(N_("the city said yes, or yes to a part"), N_("There was no yes to promise something from."))
def said_yes(actor: Actor, case: Owed) -> bool:
    return case.verdict in ANSWERS and ANSWERED is case.state and ANSWERS[case.verdict].dated


@need(
    N_("with a day and one to five steps, all still to come"),
    N_("Give it a day and one to five steps, all still to come."),
)
def steps_ahead(actor: Actor, case: Owed) -> bool:
    promise = case.promise
    return bool(
        promise
        and promise.title
        and 1 <= len(promise.steps) <= STEPS
        and _ahead(promise.due_on, case.today)
        and all(step.title and case.today < step.due_on <= promise.due_on for step in promise.steps)
    )


@need(N_("the day to answer is over"), N_("There is still time to answer."))
def day_is_over(actor: Actor, case: Owed) -> bool:
    return case.today > case.due_on


@need(N_("the step is not done yet"), N_("This step is already shown as done. What is written stays."))
def step_is_open(actor: Actor, case: Kept) -> bool:
    return case.step_open


@need(N_("it says what shows it"), N_("Say what was done, so that everyone can check."))
def evidence_given(actor: Actor, case: Kept) -> bool:
    return bool(case.words)


@need(N_("every step is done"), N_("There are still steps to do."))
def all_steps_done(actor: Actor, case: Kept) -> bool:
    return case.steps_left == 0


@need(N_("the city has answered, or says that it is done"), N_("The city has not said anything about this yet."))
def city_has_spoken(actor: Actor, case: Judged) -> bool:
    return case.in_time


class Responses:
    owe_answer = Rule(N_("Ask an office for an answer"), SECRETARY | FACILITATOR | CLOCK, needs=[was_chosen])
    see_desk = Rule(N_("See what one's office owes"), OFFICER)
    see_owed = Rule(N_("Open what one's office owes"), OFFICER, needs=[of_that_office])
    give_answer = Rule(
        N_("Answer an idea"),
        OFFICER,
        UNANSWERED,
        [of_that_office, reason_given, instead_given, passed_on, next_day_ahead, words_fit_children],
        ANSWERED,
    )
    mark_late = Rule(N_("Show that an answer is late"), CLOCK, {OWED}, [day_is_over], LATE)
    make_commitment = Rule(
        N_("Promise what will be done"),
        OFFICER,
        {ANSWERED},
        [of_that_office, said_yes, steps_ahead, words_fit_children],
    )
    report_milestone = Rule(
        N_("Show that a step is done"),
        OFFICER,
        OPEN,
        [of_that_office, step_is_open, evidence_given, words_fit_children],
        UNDER_WAY,
    )
    finish_commitment = Rule(
        N_("Count a promise as done"), OFFICER, {UNDER_WAY}, [of_that_office, all_steps_done], DONE
    )
    give_verdict = Rule(
        N_("Say with a face what one thinks of the answer"), CHILD, needs=[*PERMITTED, city_has_spoken, assent_given]
    )


def _kind(case: Owed) -> Kind | None:
    return ANSWERS.get(case.said.verdict) if case.said else None


def _ahead(day: date, today: date) -> bool:
    return today < day <= today + FURTHEST


def _words(case: Owed | Kept) -> list[str]:
    if isinstance(case, Kept):
        return [case.words]
    said = [case.said.reason, case.said.instead] if case.said else []
    promised = [case.promise.title, *(step.title for step in case.promise.steps)] if case.promise else []
    return said + promised
