"""Who may come in, and until when a key waits."""

from datetime import UTC, datetime, timedelta

import pytest

from civic.core.actor import CHILD, NOBODY, Actor
from civic.people.charter import Door, People

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("rule", [People.enter_with_card, People.enter_with_password])
@pytest.mark.parametrize(
    ("waits_until", "why_not"), [(None, None), (NOON - MINUTE, None), (NOON, None), (NOON + MINUTE, "not_waiting")]
)
def test_a_key_opens_unless_it_waits(rule, waits_until, why_not):
    refusal = rule.refusal(NOBODY, Door(True, waits_until, NOON))
    assert (refusal.name if refusal else None) == why_not


def test_only_who_came_in_can_leave():
    assert People.leave.allows(Actor(CHILD))
    assert People.leave.refusal(NOBODY).name == "not_your_role"
