"""Who may show, add and take away a key, and why not."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from civic.core.actor import ARRIVING, CHILD, FACILITATOR, GUARDIAN, NOBODY, Actor
from civic.core.charter import Rule
from civic.keys.charter import Keys, Ring
from civic.people.charter import Door, not_waiting

STRONG = Actor(FACILITATOR, UUID(int=1), strength="strong", proven=True)
STALE = Actor(FACILITATOR, UUID(int=2), strength="strong")
AT_THE_DOOR = Actor(ARRIVING, UUID(int=3), strength="plain")
ON_A_TABLET = Actor(ARRIVING, UUID(int=4), strength="plain", device=UUID(int=5))
GUARDED = Actor(GUARDIAN, UUID(int=6), strength="low")
BY_PHRASE = Actor(CHILD, UUID(int=7), band="c", strength="plain")
BY_CARD = Actor(CHILD, UUID(int=8), band="c", strength="low")
YOUNG = Actor(CHILD, UUID(int=9), band="b", strength="low")


@pytest.mark.parametrize(
    ("rule", "actor", "ring", "why_not"),
    [
        (Keys.add_passkey, AT_THE_DOOR, Ring(0), None),
        (Keys.add_passkey, AT_THE_DOOR, Ring(1), "proven_or_first"),
        (Keys.add_passkey, ON_A_TABLET, Ring(0), "own_device"),
        (Keys.add_passkey, STRONG, Ring(1), None),
        (Keys.add_passkey, STALE, Ring(1), "proven_or_first"),
        (Keys.add_passkey, BY_PHRASE, Ring(0), None),
        (Keys.add_passkey, BY_CARD, Ring(0), "long_secret"),
        (Keys.add_passkey, YOUNG, Ring(0), "of_age"),
        (Keys.add_passkey, GUARDED, Ring(0), "not_your_role"),
        (Keys.add_passkey, NOBODY, Ring(0), "not_your_role"),
        (Keys.add_app, AT_THE_DOOR, Ring(0), None),
        (Keys.add_app, STALE, Ring(1), "proven_or_first"),
        (Keys.add_app, BY_PHRASE, Ring(0), "not_your_role"),
        (Keys.remove_key, STRONG, Ring(2), None),
        (Keys.remove_key, STRONG, Ring(1), "another_remains"),
        (Keys.remove_key, STALE, Ring(2), "lately_proven"),
        (Keys.remove_key, AT_THE_DOOR, Ring(2), "not_your_role"),
        (Keys.remove_key, BY_PHRASE, Ring(1), "lately_proven"),
        (Keys.renew_recovery, STALE, None, "lately_proven"),
        (Keys.renew_recovery, AT_THE_DOOR, None, "not_your_role"),
        (Keys.see_keys, YOUNG, None, None),
        (Keys.see_keys, BY_CARD, None, None),
        (Keys.see_keys, GUARDED, None, "not_your_role"),
    ],
    ids=str,
)
def test_who_may_and_why_not(rule: Rule, actor: Actor, ring: Ring | None, why_not: str | None) -> None:
    """SG-25: what a card opens never grows into a strong key. SG-27: the first key, or none without another."""
    refusal = rule.refusal(actor, ring)
    assert (refusal.name if refusal else None) == why_not


def test_a_teenager_may_take_away_their_only_key() -> None:
    proven = Actor(CHILD, UUID(int=10), band="c", strength="strong", proven=True)
    assert Keys.remove_key.allows(proven, Ring(1))


def test_showing_a_key_waits_calmly_after_several_tries() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    assert Keys.show_key.allows(AT_THE_DOOR, Door(None, moment))
    refusal = Keys.show_key.refusal(AT_THE_DOOR, Door(moment + timedelta(minutes=1), moment))
    assert refusal and refusal.name == not_waiting.name
