"""A guardian allows, per purpose; the child decides, per consultation."""

from uuid import UUID

import pytest

from civic.consent.charter import Child, Consent, Paper, Pause, Tie
from civic.consent.purposes import PUBLISH, TAKE_PART
from civic.core.actor import CHILD, FACILITATOR, GUARDIAN, NOBODY, SAFEGUARDING, SECRETARY, Actor

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
        (ROSA, Child(is_theirs=True, has_term=False), "term_runs"),
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


TEO, INES, JULIAN, CARMEN = (
    Actor(role, UUID(int=n)) for n, role in enumerate((FACILITATOR, FACILITATOR, SECRETARY, SAFEGUARDING), 1)
)
TYPED = Paper({"take_part": True}, TEO.id)


@pytest.mark.parametrize(
    ("rule", "actor", "case", "why_not"),
    [
        (Consent.verify_tie, INES, Tie(issued_by=TEO.id), None),
        (Consent.verify_tie, JULIAN, Tie(issued_by=TEO.id), None),
        (Consent.verify_tie, TEO, Tie(issued_by=TEO.id), "another_issued"),
        (Consent.verify_tie, INES, Tie(issued_by=TEO.id, verified=True), "not_verified"),
        (Consent.verify_tie, CARMEN, Tie(issued_by=TEO.id), "not_your_role"),
        (Consent.verify_tie, ROSA, Tie(issued_by=TEO.id), "not_your_role"),
        (Consent.type_paper, TEO, Tie(), None),
        (Consent.type_paper, INES, Tie(paper=TYPED), "no_paper_waits"),
        (Consent.type_paper, TEO, Tie(has_term=False), "term_runs"),
        (Consent.type_paper, ROSA, Tie(), "not_your_role"),
        (Consent.check_paper, INES, Tie(paper=TYPED), None),
        (Consent.check_paper, TEO, Tie(paper=TYPED), "another_typed"),
        (Consent.check_paper, INES, Tie(), "paper_waits"),
        (Consent.drop_paper, TEO, Tie(paper=TYPED), None),
        (Consent.drop_paper, TEO, Tie(), "paper_waits"),
        (Consent.flag_risk, JULIAN, None, None),
        (Consent.flag_risk, ROSA, None, "not_your_role"),
        (Consent.end_care_pause, CARMEN, Pause("care"), None),
        (Consent.end_care_pause, CARMEN, Pause("family"), "paused_for_care"),
        (Consent.end_care_pause, TEO, Pause("care"), "not_your_role"),
        (Consent.end_care_pause, ROSA, Pause("care"), "not_your_role"),
    ],
)
def test_papers_ties_and_pauses(rule, actor, case, why_not):
    """SG-09: who issues does not verify; SG-08: who types does not check; SG-11: the care team alone ends its pause."""
    refusal = rule.refusal(actor, case)
    assert (refusal.name if refusal else None) == why_not
