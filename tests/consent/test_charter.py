"""A guardian allows, per purpose; the child decides, per consultation."""

import pytest

from civic.consent.charter import Child, Consent
from civic.consent.purposes import PUBLISH, TAKE_PART
from civic.core.actor import CHILD, FACILITATOR, GUARDIAN, NOBODY, SECRETARY, Actor

ROSA = Actor(GUARDIAN)
NICOLAS = Actor(CHILD, band="b", consents=frozenset({TAKE_PART}))
BRUNO = Actor(CHILD, band="b")
ONLY_PUBLISH = Actor(CHILD, band="b", consents=frozenset({PUBLISH}))


@pytest.mark.parametrize("rule", [Consent.give_consent, Consent.withdraw_consent])
@pytest.mark.parametrize(
    ("actor", "case", "why_not"),
    [
        (ROSA, Child(is_theirs=True), None),
        (ROSA, Child(is_theirs=False), "in_their_care"),
        (NICOLAS, Child(is_theirs=True), "not_your_role"),
        (Actor(SECRETARY), Child(is_theirs=True), "not_your_role"),
        (NOBODY, Child(is_theirs=True), "not_your_role"),
    ],
)
def test_only_a_childs_own_guardian_allows(rule, actor, case, why_not):
    refusal = rule.refusal(actor, case)
    assert (refusal.name if refusal else None) == why_not


@pytest.mark.parametrize(
    ("actor", "why_not"),
    [
        (NICOLAS, None),
        (BRUNO, "consent_given"),
        (ONLY_PUBLISH, "consent_given"),
        (ROSA, "not_your_role"),
        (Actor(FACILITATOR), "not_your_role"),
        (NOBODY, "not_your_role"),
    ],
)
def test_only_the_child_answers_and_only_once_allowed(actor, why_not):
    """SG-12"""
    refusal = Consent.answer_assent.refusal(actor)
    assert (refusal.name if refusal else None) == why_not
