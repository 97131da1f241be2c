"""Who may come in, and until when a key waits; who helps whoever forgot."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from civic.core.actor import ANYONE, CHILD, FACILITATOR, NOBODY, SECRETARY, Actor
from civic.people.charter import Door, Forgot, People

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OPEN = Door(None, NOON)
INES, TEO = UUID(int=8), UUID(int=7)


def why_not(rule, actor, case):
    refusal = rule.refusal(actor, case)
    return refusal.name if refusal else None


@pytest.mark.parametrize("rule", [People.enter_with_card, People.claim_card, People.enter_with_password])
@pytest.mark.parametrize(
    ("waits_until", "missing"), [(None, None), (NOON - MINUTE, None), (NOON, None), (NOON + MINUTE, "not_waiting")]
)
def test_a_key_opens_unless_it_waits(rule, waits_until, missing):
    assert why_not(rule, NOBODY, replace(OPEN, waits_until=waits_until)) == missing


@pytest.mark.parametrize(
    ("change", "coming_back", "first_time"),
    [
        ({}, None, None),
        ({"is_locked": True}, "not_locked", "not_locked"),
        ({"may_be_used_here": False}, "usable_here", "usable_here"),
        ({"family_agrees": False}, "family_agrees", "family_agrees"),
        ({"is_claimed": True}, None, "not_claimed"),
        ({"is_over": True}, None, "in_its_days"),
        ({"way_fits": False}, None, "way_fits"),
        ({"is_claimed": True, "waits_until": NOON + MINUTE}, "not_waiting", "not_waiting"),
    ],
)
def test_what_a_card_needs(change, coming_back, first_time):
    """SG-06, SG-23, SG-24"""
    case = replace(OPEN, **change)
    assert why_not(People.enter_with_card, NOBODY, case) == coming_back
    assert why_not(People.claim_card, NOBODY, case) == first_time


@pytest.mark.parametrize(
    ("who", "case", "unlock", "ask", "confirm"),
    [
        (Actor(FACILITATOR, INES), Forgot(True), None, None, "asked_for"),
        (Actor(FACILITATOR, INES), Forgot(True, TEO), None, None, None),
        (Actor(FACILITATOR, TEO), Forgot(True, TEO), None, None, "another_adult"),
        (Actor(FACILITATOR, INES), Forgot(False), "card_was_used", "card_was_used", "card_was_used"),
        (Actor(SECRETARY, INES), Forgot(True, TEO), *["not_your_role"] * 3),
        (Actor(CHILD, INES), Forgot(True, TEO), *["not_your_role"] * 3),
        (NOBODY, Forgot(True, TEO), *["not_your_role"] * 3),
    ],
)
def test_who_helps_when_a_secret_is_forgotten(who, case, unlock, ask, confirm):
    """SG-23, SG-24, SG-28"""
    rules = (People.unlock_card, People.ask_reset, People.confirm_reset)
    assert [why_not(rule, who, case) for rule in rules] == [unlock, ask, confirm]


def test_everybody_can_leave():
    """SG-30: a sign-in that ended meanwhile too, and who had not come in yet: the way out clears the device."""
    assert all(People.leave.allows(Actor(role)) for role in ANYONE)
