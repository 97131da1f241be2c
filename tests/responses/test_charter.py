"""Who owes, answers, promises and judges, as tables of cases."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from civic.consent.purposes import TAKE_PART
from civic.core.actor import (
    ADVISER,
    CHILD,
    FACILITATOR,
    GUARDIAN,
    NOBODY,
    OFFICER,
    SAFEGUARDING,
    SECRETARY,
    THE_CLOCK,
    Actor,
)
from civic.core.charter import Rule
from civic.proposals.states import State as Standing
from civic.responses.answers import Promise, Said, Step
from civic.responses.charter import Chosen, Judged, Kept, Owed, Responses
from civic.responses.states import AnswerState, State

PARKS, WATER = UUID(int=1), UUID(int=2)
PILAR = Actor(OFFICER, UUID(int=11), office=PARKS)
OF_WATER = replace(PILAR, office=WATER)
OF_NONE = replace(PILAR, office=None)
AMARANTA = Actor(CHILD, UUID(int=3), band="b", consents=frozenset({TAKE_PART}))
BRUNO = Actor(CHILD, UUID(int=5), band="b")
OTHERS = [Actor(role, UUID(int=9)) for role in (FACILITATOR, GUARDIAN, SECRETARY, ADVISER, SAFEGUARDING)]
JULIAN, TEO = Actor(SECRETARY, UUID(int=12)), Actor(FACILITATOR, UUID(int=7))

TODAY, DUE, AHEAD = date(2026, 3, 10), date(2026, 3, 20), date(2026, 5, 1)
YES = Said("yes", "Sí hay dinero.", next_on=AHEAD)
PARTLY = Said("partly", "Hay dinero para la mitad.", "Este año ponemos la mitad.", AHEAD)
NO = Said("no", "La calle es del estado.", "Pedirlo por escrito.")
NOT_OURS = Said("not_ours", "La calle es del estado.", "Pedirlo por escrito.", passed_to="Gobierno del estado")
LONG = "Esta frase tiene muchas palabras y sigue y sigue y sigue hasta que ya nadie de diez años la puede leer."

OWED = Owed(AnswerState.OWED, PARKS, DUE, TODAY)


def answering(said: Said | None, **changed: object) -> Owed:
    return replace(OWED, said=said, **changed)


GIVE = [
    (PILAR, answering(YES), None),
    (PILAR, answering(PARTLY), None),
    (PILAR, answering(NO), None),
    (PILAR, answering(NOT_OURS), None),
    (PILAR, answering(YES, state=AnswerState.LATE, today=AHEAD - (AHEAD - DUE) / 2), None),
    (PILAR, answering(YES, state=AnswerState.ANSWERED), "not_now"),
    (OF_WATER, answering(YES), "of_that_office"),
    (OF_NONE, answering(YES), "of_that_office"),
    (PILAR, answering(None), "reason_given"),
    (PILAR, answering(replace(YES, verdict="maybe")), "reason_given"),
    (PILAR, answering(replace(NO, reason="")), "reason_given"),
    (PILAR, answering(replace(NO, instead="")), "instead_given"),
    (PILAR, answering(replace(PARTLY, instead="")), "instead_given"),
    (PILAR, answering(replace(NOT_OURS, instead="")), "instead_given"),
    (PILAR, answering(replace(NOT_OURS, passed_to="")), "passed_on"),
    (PILAR, answering(replace(YES, next_on=None)), "next_day_ahead"),
    (PILAR, answering(replace(PARTLY, next_on=None)), "next_day_ahead"),
    (PILAR, answering(replace(YES, next_on=TODAY)), "next_day_ahead"),
    (PILAR, answering(replace(NO, next_on=TODAY)), "next_day_ahead"),
    (PILAR, answering(replace(YES, next_on=date(2126, 5, 1))), "next_day_ahead"),
    (PILAR, answering(replace(YES, reason=LONG)), "words_fit_children"),
    (PILAR, answering(replace(NO, instead="Lo vemos pronto.")), "words_fit_children"),
    (AMARANTA, answering(YES), "not_your_role"),
    (NOBODY, answering(YES), "not_your_role"),
    (THE_CLOCK, answering(YES), "not_your_role"),
    *((each, answering(YES), "not_your_role") for each in OTHERS),
]


@pytest.mark.parametrize(("person", "case", "why_not"), GIVE)
def test_sg_64_answering_an_idea(person: Actor, case: Owed, why_not: str | None) -> None:
    """SG-64: reason, alternative, next date, and words a child can read."""
    assert refusal(Responses.give_answer, person, case) == why_not


ANSWERED = replace(OWED, state=AnswerState.ANSWERED, verdict="yes")
PLAN = Promise("Plantar diez árboles", AHEAD, (Step("Comprar los árboles", date(2026, 4, 1)),))
PROMISE = [
    (PILAR, replace(ANSWERED, promise=PLAN), None),
    (PILAR, replace(ANSWERED, verdict="partly", promise=PLAN), None),
    (PILAR, replace(ANSWERED, promise=replace(PLAN, steps=PLAN.steps * 5)), None),
    (PILAR, replace(OWED, promise=PLAN), "not_now"),
    (OF_WATER, replace(ANSWERED, promise=PLAN), "of_that_office"),
    (PILAR, replace(ANSWERED, verdict="no", promise=PLAN), "said_yes"),
    (PILAR, replace(ANSWERED, verdict="not_ours", promise=PLAN), "said_yes"),
    (PILAR, ANSWERED, "steps_ahead"),
    (PILAR, replace(ANSWERED, promise=replace(PLAN, steps=())), "steps_ahead"),
    (PILAR, replace(ANSWERED, promise=replace(PLAN, steps=PLAN.steps * 6)), "steps_ahead"),
    (PILAR, replace(ANSWERED, promise=replace(PLAN, due_on=TODAY)), "steps_ahead"),
    (PILAR, replace(ANSWERED, promise=replace(PLAN, due_on=date(2026, 3, 31))), "steps_ahead"),
    (PILAR, replace(ANSWERED, promise=replace(PLAN, title=LONG)), "words_fit_children"),
    (AMARANTA, replace(ANSWERED, promise=PLAN), "not_your_role"),
    *((each, replace(ANSWERED, promise=PLAN), "not_your_role") for each in OTHERS),
]


@pytest.mark.parametrize(("person", "case", "why_not"), PROMISE)
def test_making_a_promise(person: Actor, case: Owed, why_not: str | None) -> None:
    assert refusal(Responses.make_commitment, person, case) == why_not


STEP = Kept(State.PROMISED, PARKS, step_open=True, steps_left=2, words="Ya hay diez árboles en el parque.")
SHOW = [
    (PILAR, STEP, None),
    (PILAR, replace(STEP, state=State.UNDER_WAY), None),
    (PILAR, replace(STEP, state=State.DONE), "not_now"),
    (OF_WATER, STEP, "of_that_office"),
    (PILAR, replace(STEP, step_open=False), "step_is_open"),
    (PILAR, replace(STEP, words=""), "evidence_given"),
    (PILAR, replace(STEP, words=LONG), "words_fit_children"),
    (AMARANTA, STEP, "not_your_role"),
    (THE_CLOCK, STEP, "not_your_role"),
    *((each, STEP, "not_your_role") for each in OTHERS),
]


@pytest.mark.parametrize(("person", "case", "why_not"), SHOW)
def test_showing_a_step_done(person: Actor, case: Kept, why_not: str | None) -> None:
    assert refusal(Responses.report_milestone, person, case) == why_not


GOING = replace(STEP, state=State.UNDER_WAY, steps_left=0)


@pytest.mark.parametrize(
    ("person", "case", "why_not"),
    [
        (PILAR, GOING, None),
        (PILAR, replace(GOING, steps_left=1), "all_steps_done"),
        (PILAR, replace(GOING, state=State.PROMISED), "not_now"),
        (OF_WATER, GOING, "of_that_office"),
        (AMARANTA, GOING, "not_your_role"),
    ],
)
def test_counting_a_promise_as_done(person: Actor, case: Kept, why_not: str | None) -> None:
    assert refusal(Responses.finish_commitment, person, case) == why_not


@pytest.mark.parametrize(
    ("person", "case", "why_not"),
    [
        (THE_CLOCK, replace(OWED, today=date(2026, 3, 21)), None),
        (THE_CLOCK, replace(OWED, today=DUE), "day_is_over"),
        (THE_CLOCK, replace(OWED, state=AnswerState.LATE, today=AHEAD), "not_now"),
        (THE_CLOCK, replace(OWED, state=AnswerState.ANSWERED, today=AHEAD), "not_now"),
        (PILAR, replace(OWED, today=AHEAD), "not_your_role"),
        (JULIAN, replace(OWED, today=AHEAD), "not_your_role"),
    ],
)
def test_sg_63_showing_that_an_answer_is_late(person: Actor, case: Owed, why_not: str | None) -> None:
    assert refusal(Responses.mark_late, person, case) == why_not


@pytest.mark.parametrize(
    ("person", "standing", "why_not"),
    [
        (JULIAN, Standing.CHOSEN, None),
        (TEO, Standing.CHOSEN, None),
        (THE_CLOCK, Standing.CHOSEN, None),
        (JULIAN, Standing.ON_POLL, "was_chosen"),
        (JULIAN, Standing.NOT_CHOSEN, "was_chosen"),
        (JULIAN, Standing.ANSWERED, "was_chosen"),
        (PILAR, Standing.CHOSEN, "not_your_role"),
        (AMARANTA, Standing.CHOSEN, "not_your_role"),
    ],
)
def test_owing_an_answer(person: Actor, standing: Standing, why_not: str | None) -> None:
    assert refusal(Responses.owe_answer, person, Chosen(standing)) == why_not


@pytest.mark.parametrize(
    ("person", "in_time", "why_not"),
    [
        (AMARANTA, True, None),
        (BRUNO, True, "consent_given"),
        (AMARANTA, False, "city_has_spoken"),
        (PILAR, True, "not_your_role"),
        (NOBODY, True, "not_your_role"),
        *((each, True, "not_your_role") for each in OTHERS),
    ],
)
def test_giving_a_face(person: Actor, in_time: bool, why_not: str | None) -> None:
    assert refusal(Responses.give_verdict, person, Judged(in_time, "yes")) == why_not


@pytest.mark.parametrize("said", ["", "no", "later"])
def test_no_face_without_assent(said: str) -> None:
    assert refusal(Responses.give_verdict, AMARANTA, Judged(True, said)) == "assent_given"


@pytest.mark.parametrize(
    ("person", "why_not"), [(PILAR, None), (OF_WATER, "of_that_office"), (AMARANTA, "not_your_role")]
)
def test_opening_what_an_office_owes(person: Actor, why_not: str | None) -> None:
    assert refusal(Responses.see_owed, person, OWED) == why_not
    assert Responses.see_desk.allows(person) == bool(person.role & OFFICER)


def test_no_rule_changes_or_takes_back_what_was_said() -> None:
    """SG-63, SG-65: the day cannot move, and answer, promise and evidence are only added to."""
    names = {name for name, each in vars(Responses).items() if isinstance(each, Rule)}
    assert names == {
        "owe_answer", "see_desk", "see_owed", "give_answer", "mark_late", "make_commitment", "report_milestone",
        "finish_commitment", "give_verdict",
    }  # fmt: skip


def refusal(rule: Rule, person: Actor, case: object) -> str | None:
    found = rule.refusal(person, case)
    return found and found.name
