"""Who reads children's texts, and what may become of them, as a table of cases."""

from dataclasses import replace
from uuid import UUID

import pytest

from civic.core.actor import ADVISER, CHILD, FACILITATOR, GUARDIAN, NOBODY, OFFICER, SAFEGUARDING, SECRETARY, Actor
from civic.core.charter import rules
from civic.moderation.charter import Apart, Moderation, Reading
from civic.moderation.reasons import REASONS
from civic.moderation.states import State

AMARANTA, MATEO = Actor(CHILD, UUID(int=3), band="b"), Actor(CHILD, UUID(int=4), band="c")
TEO, INES = Actor(FACILITATOR, UUID(int=7)), Actor(FACILITATOR, UUID(int=8))
PILAR, LETICIA, JULIAN = Actor(OFFICER, UUID(int=11)), Actor(ADVISER, UUID(int=13)), Actor(SECRETARY, UUID(int=12))
CARMEN, ROSA = Actor(SAFEGUARDING, UUID(int=9)), Actor(GUARDIAN, UUID(int=6))

SENT = Reading(State.SUBMITTED, AMARANTA.id, reason="unclear")
APPEAL = Reading(State.APPEALED, AMARANTA.id, first_reader=TEO.id, reason="hurts")
HANDS = ("publish_writing", "return_writing", "refuse_writing", "mask_writing")

CASES = [
    ("publish_writing", TEO, SENT, None),
    ("publish_writing", TEO, replace(SENT, state=State.DRAFT), "not_now"),
    ("publish_writing", TEO, replace(SENT, state=State.PUBLISHED), "not_now"),
    ("publish_writing", TEO, replace(SENT, state=State.APPEALED), "not_now"),
    ("publish_writing", AMARANTA, SENT, "not_your_role"),
    ("return_writing", TEO, SENT, None),
    ("return_writing", TEO, replace(SENT, reason=""), "reason_chosen"),
    ("refuse_writing", TEO, SENT, None),
    ("refuse_writing", TEO, replace(SENT, reason=""), "reason_chosen"),
    ("mask_writing", TEO, SENT, None),
    ("mask_writing", TEO, replace(SENT, state=State.PUBLISHED), "not_now"),
    ("mask_writing", INES, APPEAL, None),
    ("mask_writing", TEO, APPEAL, "not_what_they_refused"),
    ("mask_writing", TEO, replace(SENT, first_reader=TEO.id), None),
    ("publish_writing", TEO, replace(SENT, allowed=False), "still_allowed"),
    ("publish_on_appeal", INES, replace(APPEAL, allowed=False), "still_allowed"),
    ("appeal_refusal", AMARANTA, replace(SENT, state=State.REFUSED), None),
    ("appeal_refusal", MATEO, replace(SENT, state=State.REFUSED), "own"),
    ("appeal_refusal", AMARANTA, replace(SENT, state=State.CLOSED), "not_now"),
    ("publish_on_appeal", INES, APPEAL, None),
    ("publish_on_appeal", TEO, APPEAL, "another_reader"),
    ("uphold_refusal", INES, APPEAL, None),
    ("uphold_refusal", INES, replace(APPEAL, reason=""), "reason_chosen"),
    ("uphold_refusal", TEO, APPEAL, "another_reader"),
    ("withdraw_writing", AMARANTA, replace(SENT, state=State.PUBLISHED), None),
    ("withdraw_writing", MATEO, SENT, "own"),
    ("see_waiting", TEO, None, None),
    ("publish_writing", TEO, replace(SENT, points=True), "points_at_nobody"),
    ("publish_writing", TEO, replace(SENT, points=True, nobodys=True), None),
    ("publish_on_appeal", INES, replace(APPEAL, points=True), "points_at_nobody"),
    *[(name, TEO, replace(SENT, state=State.HELD), "not_now") for name in HANDS],
    ("withdraw_writing", AMARANTA, replace(SENT, state=State.HELD), None),
    ("release_writing", CARMEN, Apart(State.HELD, read=True), None),
    ("release_writing", CARMEN, Apart(State.HELD), "message_read"),
    ("release_writing", CARMEN, Apart(State.SUBMITTED, read=True), "not_now"),
    ("release_writing", TEO, Apart(State.HELD, read=True), "not_your_role"),
    ("hold_writing", TEO, Apart(State.SUBMITTED), "not_your_role"),
]


@pytest.mark.parametrize(("name", "person", "case", "why_not"), CASES)
def test_who_may_do_what_with_a_text(name: str, person: Actor, case: Reading, why_not: str | None) -> None:
    """SG-40: a reason always, and an appeal is for another reader."""
    refusal = getattr(Moderation, name).refusal(person, case)
    assert (refusal and refusal.name) == why_not


@pytest.mark.parametrize("person", [PILAR, LETICIA, JULIAN, CARMEN, ROSA, NOBODY], ids=lambda who: who.role.name)
def test_no_other_adult_has_a_row(person: Actor) -> None:
    """SG-41: officers and advisers are in no row of this charter, whatever the state."""
    for rule in rules(Moderation):
        if rule is Moderation.release_writing and person is CARMEN:
            continue
        assert not rule.who & person.role, rule
        for state in State:
            assert rule.refusal(person, Reading(state, AMARANTA.id, reason="hurts")).name == "not_your_role"


def test_to_criticise_is_not_a_reason() -> None:
    """SG-41: the closed list has these codes and no other; a new one must be argued for here."""
    assert set(REASONS) == {"unclear", "where", "two_ideas", "personal", "hurts", "not_yours", "other_call", "sells"}
