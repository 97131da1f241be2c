"""Asking is for everyone; reading is for two people; closing takes both."""

from uuid import UUID

import pytest

from civic.core.actor import (
    ADVISER,
    CHILD,
    CLOCK,
    FACILITATOR,
    GUARDIAN,
    NOBODY,
    OFFICER,
    SAFEGUARDING,
    SECRETARY,
    Actor,
)  # fmt: skip
from civic.core.charter import rules
from civic.safeguarding.charter import ATTENDED, CLOSED, READING, RECEIVED, Case, Safeguarding
from civic.safeguarding.steps import MUST, NOTHING_TO_TELL, OUTCOMES, STEPS

CARMEN, SAUL = Actor(SAFEGUARDING, UUID(int=9)), Actor(SAFEGUARDING, UUID(int=10))
OTHERS = [Actor(role) for role in (CHILD, GUARDIAN, ADVISER, FACILITATOR, OFFICER, SECRETARY, CLOCK)] + [NOBODY]
ASKED = Case(ATTENDED, MUST, CARMEN.id, "accompanied", folio="PPNNA 12")


@pytest.mark.parametrize("actor", [*OTHERS[:-2], NOBODY, CARMEN])
def test_everyone_may_ask_for_help(actor):
    """SG-80"""
    assert Safeguarding.ask_for_help.allows(actor)


@pytest.mark.parametrize("actor", OTHERS)
def test_nothing_else_is_for_anybody_else(actor):
    """SG-81"""
    for rule in rules(Safeguarding):
        if rule is not Safeguarding.ask_for_help and not (actor.role is CLOCK and rule.who is CLOCK):
            for state in (RECEIVED, READING, ATTENDED, CLOSED):
                assert rule.refusal(actor, Case(state, MUST, CARMEN.id)).name == "not_your_role", rule


@pytest.mark.parametrize(
    ("rule", "actor", "case", "why_not"),
    [
        (Safeguarding.read_concern, CARMEN, Case(RECEIVED), None),
        (Safeguarding.read_concern, SAUL, Case(READING), None),
        (Safeguarding.read_concern, SAUL, Case(CLOSED), "not_now"),
        (Safeguarding.reread_concern, SAUL, Case(ATTENDED), None),
        (Safeguarding.reread_concern, SAUL, Case(CLOSED), "not_now"),
        (Safeguarding.take_step, CARMEN, Case(RECEIVED), "not_now"),
        (Safeguarding.take_step, CARMEN, Case(READING), None),
        (Safeguarding.attend_concern, CARMEN, Case(RECEIVED, MUST), "not_now"),
        (Safeguarding.attend_concern, CARMEN, Case(READING, MUST - {"danger"}), "steps_taken"),
        (Safeguarding.attend_concern, CARMEN, Case(READING, MUST), None),
        (Safeguarding.ask_to_close, CARMEN, Case(READING, MUST), "not_now"),
        (Safeguarding.ask_to_close, CARMEN, Case(ATTENDED, MUST, outcome="protected"), "authority_told"),
        (Safeguarding.ask_to_close, CARMEN, Case(ATTENDED, MUST, outcome="protected", folio="PPNNA 12"), None),
        (Safeguarding.ask_to_close, CARMEN, Case(ATTENDED, MUST, outcome="no_danger"), None),
        (Safeguarding.close_concern, SAUL, Case(ATTENDED, MUST, CARMEN.id, "accompanied"), "authority_told"),
        (Safeguarding.close_concern, SAUL, Case(ATTENDED, MUST, CARMEN.id, "no_danger"), None),
        (Safeguarding.close_concern, CARMEN, Case(ATTENDED, MUST, CARMEN.id, "no_danger"), "another_officer"),
        (Safeguarding.tell_authority, SAUL, Case(RECEIVED), "not_now"),
        (Safeguarding.tell_authority, SAUL, Case(READING), None),
        (Safeguarding.ask_to_close, SAUL, ASKED, "nobody_asked"),
        (Safeguarding.keep_open, SAUL, ASKED, None),
        (Safeguarding.keep_open, SAUL, Case(ATTENDED, MUST), "closing_asked"),
        (Safeguarding.close_concern, SAUL, Case(ATTENDED, MUST), "closing_asked"),
        (Safeguarding.close_concern, CARMEN, ASKED, "another_officer"),
        (Safeguarding.close_concern, SAUL, ASKED, None),
        (Safeguarding.close_concern, SAUL, Case(CLOSED, MUST, CARMEN.id), "not_now"),
    ],
)
def test_the_way_of_a_message(rule, actor, case, why_not):
    """SG-82: cases cannot be closed by one person."""
    refusal = rule.refusal(actor, case)
    assert (refusal.name if refusal else None) == why_not


def test_telling_the_authority_can_never_be_left_out():
    """SG-82, LGDNNA 12: whoever knows of a harm must report it."""
    assert {"danger", "colleague"} <= MUST
    for outcome in set(OUTCOMES) - {NOTHING_TO_TELL}:
        assert (
            Safeguarding.close_concern.refusal(SAUL, Case(ATTENDED, MUST, CARMEN.id, outcome)).name == "authority_told"
        )
    assert len({step.name for step in STEPS} | set(OUTCOMES)) == len(STEPS) + len(OUTCOMES)
