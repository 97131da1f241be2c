"""A guardian allows, per purpose; the child decides, per consultation."""

from dataclasses import dataclass

from civic.consent.purposes import TAKE_PART
from civic.core.actor import CHILD, GUARDIAN, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_


@dataclass(frozen=True)
class Child:
    """Facts about a guardian and a child."""

    is_theirs: bool


@need(N_("the child is in their care"), N_("This child is not on your list. Ask the secretariat of the council."))
def in_their_care(actor: Actor, case: Child) -> bool:
    return case.is_theirs


@need(
    N_("their guardian said yes to taking part"),
    N_(
        "We still need permission from the person who takes care of you. "
        "Until then you can read the published ideas and ask for help."
    ),
)
def consent_given(actor: Actor, case: object) -> bool:
    return TAKE_PART in actor.consents


class Consent:
    see_permissions = Rule(N_("See the permissions of the children in one's care"), who=GUARDIAN)
    give_consent = Rule(N_("Allow a purpose"), who=GUARDIAN, needs=[in_their_care])
    withdraw_consent = Rule(N_("Withdraw a permission"), who=GUARDIAN, needs=[in_their_care])
    answer_assent = Rule(N_("Say yes, no or later to a consultation"), who=CHILD, needs=[consent_given])
