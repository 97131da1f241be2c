"""Who may propose and when, as a table of cases."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from civic.consent.purposes import PUBLISH, TAKE_PART
from civic.core.actor import CHILD, FACILITATOR, GUARDIAN, NOBODY, OFFICER, SECRETARY, THE_CLOCK, Actor
from civic.moderation.states import State as Reading
from civic.proposals.charter import Proposals, Road, Start, Writing
from civic.proposals.states import State

AMARANTA = Actor(CHILD, UUID(int=3), band="b", consents=frozenset({TAKE_PART, PUBLISH}))
BRUNO = Actor(CHILD, UUID(int=5), band="b")
PRIVATE = replace(AMARANTA, consents=frozenset({TAKE_PART}))
MATEO = replace(AMARANTA, id=UUID(int=4))
TEO, ROSA, PILAR, JULIAN = (Actor(role, UUID(int=9)) for role in (FACILITATOR, GUARDIAN, OFFICER, SECRETARY))

TODAY = date(2026, 3, 10)
OPEN = Start(call_open=True, until=date(2026, 3, 10), today=TODAY, said="yes")

START = [
    (AMARANTA, OPEN, None),
    (AMARANTA, replace(OPEN, until=None), None),
    (BRUNO, OPEN, "consent_given"),
    (AMARANTA, replace(OPEN, call_open=False), "call_takes_ideas"),
    (AMARANTA, replace(OPEN, until=date(2026, 3, 9)), "call_takes_ideas"),
    (AMARANTA, replace(OPEN, said=""), "assent_given"),
    (AMARANTA, replace(OPEN, said="later"), "assent_given"),
    (AMARANTA, replace(OPEN, said="no"), "assent_given"),
    (TEO, OPEN, "not_your_role"),
    (ROSA, OPEN, "not_your_role"),
    (PILAR, OPEN, "not_your_role"),
    (JULIAN, OPEN, "not_your_role"),
    (NOBODY, OPEN, "not_your_role"),
    (THE_CLOCK, OPEN, "not_your_role"),
]


@pytest.mark.parametrize(("person", "case", "why_not"), START)
def test_beginning_an_idea(person: Actor, case: Start, why_not: str | None) -> None:
    refusal = Proposals.start_proposal.refusal(person, case)
    assert (refusal and refusal.name) == why_not


DRAFT = Writing(Reading.DRAFT, UUID(int=3), OPEN, said_what=True, said_about=True)

SEND = [
    (AMARANTA, DRAFT, None),
    (AMARANTA, replace(DRAFT, state=Reading.RETURNED), None),
    (AMARANTA, replace(DRAFT, state=Reading.SUBMITTED), "not_now"),
    (AMARANTA, replace(DRAFT, state=Reading.PUBLISHED), "not_now"),
    (AMARANTA, replace(DRAFT, state=Reading.REFUSED), "not_now"),
    (AMARANTA, replace(DRAFT, state=Reading.WITHDRAWN), "not_now"),
    (MATEO, DRAFT, "own"),
    (PRIVATE, DRAFT, "may_be_published"),
    (AMARANTA, replace(DRAFT, start=replace(OPEN, call_open=False)), "call_takes_ideas"),
    (AMARANTA, replace(DRAFT, start=replace(OPEN, said="no")), "assent_given"),
    (AMARANTA, replace(DRAFT, said_what=False), "says_what"),
    (AMARANTA, replace(DRAFT, said_about=False), "says_about"),
    (TEO, DRAFT, "not_your_role"),
]


@pytest.mark.parametrize(("person", "case", "why_not"), SEND)
def test_sending_an_idea(person: Actor, case: Writing, why_not: str | None) -> None:
    refusal = Proposals.send_proposal.refusal(person, case)
    assert (refusal and refusal.name) == why_not


ROAD = [
    (Proposals.put_on_poll, JULIAN, State.TALKED, None),
    (Proposals.put_on_poll, JULIAN, State.NOT_CHOSEN, None),
    (Proposals.put_on_poll, JULIAN, State.CHOSEN, "not_now"),
    (Proposals.put_on_poll, AMARANTA, State.TALKED, "not_your_role"),
    (Proposals.choose_proposal, JULIAN, State.ON_POLL, None),
    (Proposals.choose_proposal, JULIAN, State.TALKED, "not_now"),
    (Proposals.choose_proposal, PILAR, State.ON_POLL, "not_your_role"),
    (Proposals.answer_proposal, PILAR, State.CHOSEN, None),
    (Proposals.answer_proposal, PILAR, State.NOT_CHOSEN, "not_now"),
    (Proposals.answer_proposal, JULIAN, State.CHOSEN, "not_your_role"),
    (Proposals.promise_proposal, PILAR, State.ANSWERED, None),
    (Proposals.report_happened, PILAR, State.PROMISED, None),
    (Proposals.report_happened, PILAR, State.ANSWERED, "not_now"),
]


@pytest.mark.parametrize(("rule", "person", "state", "why_not"), ROAD)
def test_the_road_through_the_council(rule, person: Actor, state: State, why_not: str | None) -> None:
    refusal = rule.refusal(person, Road(state, published=True))
    assert (refusal and refusal.name) == why_not


def test_an_idea_taken_back_is_not_put_on_a_poll() -> None:
    refusal = Proposals.put_on_poll.refusal(JULIAN, Road(State.TALKED, published=False))
    assert refusal.name == "is_published"
