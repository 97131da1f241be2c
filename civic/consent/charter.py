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


@need(
    N_("the council is open to children"),
    N_("The council is closed for now. You can read, and ask for help."),
)
def council_open(actor: Actor, case: object) -> bool:
    return "closed" not in actor.hindered


@need(
    N_("their part in the council is not paused"),
    N_("Your part in the council is paused. You can read, and ask for help."),
)
def not_paused(actor: Actor, case: object) -> bool:
    return "paused" not in actor.hindered


@need(
    N_("it is not the time to rest"),
    N_("We are resting now. We open in the morning. What you wrote is kept, and help is always open."),
)
def not_resting(actor: Actor, case: object) -> bool:
    return "resting" not in actor.hindered


@need(
    N_("two adults of the council are there"),
    N_("Two adults of the council must be here with you. What you wrote is kept, and help is always open."),
)
def not_alone(actor: Actor, case: object) -> bool:
    return "alone" not in actor.hindered


#: What every act of a child asks first, and what writing asks: a vote begun may end at any hour (SG-34).
PERMITTED = (council_open, not_paused, consent_given)
WRITING = (council_open, not_paused, not_resting, not_alone, consent_given)


class Consent:
    see_permissions = Rule(N_("See the permissions of the children in one's care"), who=GUARDIAN)
    give_consent = Rule(N_("Allow a purpose"), who=GUARDIAN, needs=[in_their_care])
    withdraw_consent = Rule(N_("Withdraw a permission"), who=GUARDIAN, needs=[in_their_care])
    answer_assent = Rule(N_("Say yes, no or later to a consultation"), who=CHILD, needs=PERMITTED)
