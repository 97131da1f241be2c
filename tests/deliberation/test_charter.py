"""Who speaks about an idea and who advises, as a table of cases."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from civic.consent.purposes import PUBLISH, TAKE_PART
from civic.core.actor import ADVISER, CHILD, FACILITATOR, GUARDIAN, NOBODY, OFFICER, SECRETARY, Actor
from civic.core.charter import rules
from civic.deliberation.charter import VOICES_A_DAY, Advising, Deliberation, Talk, Voice
from civic.moderation.states import State as Reading
from civic.proposals.states import DEBATED, State

AMARANTA = Actor(CHILD, UUID(int=3), band="b", consents=frozenset({TAKE_PART, PUBLISH}))
BRUNO = Actor(CHILD, UUID(int=5), band="b")
MATEO = replace(AMARANTA, id=UUID(int=4))
LETICIA, TEO, PILAR = Actor(ADVISER, UUID(int=13)), Actor(FACILITATOR, UUID(int=7)), Actor(OFFICER, UUID(int=11))
JULIAN, ROSA = Actor(SECRETARY, UUID(int=12)), Actor(GUARDIAN, UUID(int=6))

TALK = Talk(State.TALKED, published=True, said="yes")

START = [
    (AMARANTA, TALK, None),
    (AMARANTA, replace(TALK, state=State.ON_POLL), None),
    (AMARANTA, replace(TALK, state=State.ANSWERED), "being_talked_about"),
    (AMARANTA, replace(TALK, published=False), "being_talked_about"),
    (AMARANTA, replace(TALK, said=""), "assent_given"),
    (AMARANTA, replace(TALK, said="no"), "assent_given"),
    (AMARANTA, replace(TALK, answers_an_answer=True), "one_level_deep"),
    (AMARANTA, replace(TALK, voices_today=VOICES_A_DAY - 1), None),
    (AMARANTA, replace(TALK, voices_today=VOICES_A_DAY), "room_today"),
    (BRUNO, TALK, "consent_given"),
    *((adult, TALK, "not_your_role") for adult in (LETICIA, TEO, PILAR, JULIAN, ROSA, NOBODY)),
]


@pytest.mark.parametrize(("person", "case", "why_not"), START)
def test_beginning_to_speak(person: Actor, case: Talk, why_not: str | None) -> None:
    """SG-45: answers are one level deep, and nobody fills the day."""
    refusal = Deliberation.start_argument.refusal(person, case)
    assert (refusal and refusal.name) == why_not


VOICE = Voice(Reading.DRAFT, AMARANTA.id, TALK, says_something=True)

SEND = [
    (AMARANTA, VOICE, None),
    (AMARANTA, replace(VOICE, state=Reading.RETURNED), None),
    (AMARANTA, replace(VOICE, state=Reading.SUBMITTED), "not_now"),
    (AMARANTA, replace(VOICE, state=Reading.REFUSED), "not_now"),
    (MATEO, VOICE, "own"),
    (replace(AMARANTA, consents=frozenset({TAKE_PART})), VOICE, "may_be_published"),
    (replace(AMARANTA, consents=frozenset()), VOICE, "consent_given"),
    (AMARANTA, replace(VOICE, talk=replace(TALK, state=State.HAPPENED)), "being_talked_about"),
    (AMARANTA, replace(VOICE, talk=replace(TALK, said="later")), "assent_given"),
    (AMARANTA, replace(VOICE, talk=replace(TALK, answers_an_answer=True)), "one_level_deep"),
    (AMARANTA, replace(VOICE, says_something=False), "says_something"),
    (LETICIA, VOICE, "not_your_role"),
]


@pytest.mark.parametrize(("person", "case", "why_not"), SEND)
def test_sending_a_voice(person: Actor, case: Voice, why_not: str | None) -> None:
    refusal = Deliberation.send_argument.refusal(person, case)
    assert (refusal and refusal.name) == why_not


ROUND = Advising(State.TALKED, first_round_until=date(2026, 3, 9), today=date(2026, 3, 10), advised=False)

ADVISE = [
    (LETICIA, ROUND, None),
    (LETICIA, replace(ROUND, first_round_until=date(2026, 3, 10)), "first_round_over"),
    (LETICIA, replace(ROUND, first_round_until=None), "first_round_over"),
    (LETICIA, replace(ROUND, advised=True), "not_advised_yet"),
    (LETICIA, replace(ROUND, state=State.PROMISED), "not_now"),
    *((other, ROUND, "not_your_role") for other in (AMARANTA, TEO, PILAR, JULIAN, ROSA, NOBODY)),
]


@pytest.mark.parametrize(("person", "case", "why_not"), ADVISE)
def test_giving_advice(person: Actor, case: Advising, why_not: str | None) -> None:
    """SG-36: only after the children's first round."""
    refusal = Deliberation.give_advice.refusal(person, case)
    assert (refusal and refusal.name) == why_not


def test_advisers_do_nothing_else_here() -> None:
    """SG-36: no adviser speaks in the children's place or changes their words."""
    assert {rule.name for rule in rules(Deliberation) if rule.who & ADVISER} == {"see_advising", "give_advice"}


def test_a_voice_may_be_sent_wherever_it_may_be_begun() -> None:
    for state in State:
        begun = Deliberation.start_argument.allows(AMARANTA, replace(TALK, state=state))
        sent = Deliberation.send_argument.allows(AMARANTA, replace(VOICE, talk=replace(TALK, state=state)))
        assert begun == sent == (state in DEBATED)
