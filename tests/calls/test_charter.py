"""Who may do what with a call, and why not."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from civic.calls.charter import Calls, Promise
from civic.calls.states import CLOSED, DRAFT, OPEN
from civic.core.actor import CHILD, FACILITATOR, NOBODY, OFFICER, SECRETARY, THE_CLOCK, Actor
from civic.core.charter import Rule

JULIAN = Actor(SECRETARY, UUID(int=12), "Julián")
TEO = Actor(FACILITATOR, UUID(int=7), "Teo")
PILAR = Actor(OFFICER, UUID(int=11), "Pilar")
AMARANTA = Actor(CHILD, UUID(int=3), "Trueno Azul", "b")

WHOLE = Promise(
    state=DRAFT,
    today=date(2026, 3, 2),
    question="¿Qué le falta a tu parque?",
    can_change="Los juegos y las bancas.",
    money="Hay 200 mil pesos.",
    decides="El Cabildo decide con lo que ustedes voten.",
    office=UUID(int=1),
    answer_by=date(2026, 6, 1),
    data="Guardamos tu apodo y lo que escribes.",
    proposals_until=date(2026, 4, 1),
    first_round_until=date(2026, 4, 15),
)
EMPTY = Promise(DRAFT, WHOLE.today)
OPENED = replace(WHOLE, state=OPEN)
OVER = replace(OPENED, today=date(2026, 4, 2))


@pytest.mark.parametrize(
    ("person", "rule", "case", "why_not"),
    [
        (JULIAN, Calls.draft_call, None, None),
        (TEO, Calls.draft_call, None, "not_your_role"),
        (NOBODY, Calls.see_calls_desk, None, "not_your_role"),
        (JULIAN, Calls.keep_call, WHOLE, None),
        (JULIAN, Calls.keep_call, OPENED, "not_now"),
        (PILAR, Calls.keep_call, WHOLE, "not_your_role"),
        (JULIAN, Calls.open_call, WHOLE, None),
        (JULIAN, Calls.open_call, EMPTY, "question_said"),
        (JULIAN, Calls.open_call, OPENED, "not_now"),
        (THE_CLOCK, Calls.open_call, WHOLE, "not_your_role"),
        (AMARANTA, Calls.open_call, WHOLE, "not_your_role"),
        (JULIAN, Calls.open_call, replace(WHOLE, today=date(2026, 4, 1)), None),
        (JULIAN, Calls.open_call, replace(WHOLE, today=date(2026, 4, 2)), "days_to_come"),
        (JULIAN, Calls.open_call, replace(WHOLE, first_round_until=date(2026, 3, 2)), None),
        (JULIAN, Calls.open_call, replace(WHOLE, first_round_until=date(2026, 3, 1)), "round_to_come"),
        (JULIAN, Calls.close_call, OPENED, "time_is_up"),
        (JULIAN, Calls.close_call, replace(OPENED, today=date(2026, 4, 1)), "time_is_up"),
        (JULIAN, Calls.close_call, OVER, None),
        (THE_CLOCK, Calls.close_call, OVER, None),
        (TEO, Calls.close_call, OVER, "not_your_role"),
        (THE_CLOCK, Calls.close_call, replace(OVER, state=CLOSED), "not_now"),
    ],
)
def test_calls(person: Actor, rule: Rule, case: Promise | None, why_not: str | None) -> None:
    refusal = rule.refusal(person, case)
    assert (refusal and refusal.name) == why_not


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ("question", "question_said"),
        ("can_change", "change_said"),
        ("money", "money_said"),
        ("decides", "decider_said"),
        ("office", "answer_said"),
        ("answer_by", "answer_said"),
        ("data", "data_said"),
        ("proposals_until", "days_set"),
        ("first_round_until", "days_set"),
    ],
)
def test_sg_03_each_empty_part_of_the_promise_blocks_opening(part: str, missing: str) -> None:
    """SG-03: draft → open only with all six parts, and the checklist names just the one that is missing."""
    case = replace(WHOLE, **{part: None if part in ("office", "answer_by") or part.endswith("until") else ""})
    assert Calls.open_call.refusal(JULIAN, case).name == missing
    assert [each.name for each in Calls.open_call.pending(JULIAN, case) if not each.done] == [missing]
