"""Who makes a tablet the council's, who is there with the children, and who may stay longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from civic.core.actor import FACILITATOR, PEOPLE, SAFEGUARDING, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven

#: Who answers for tablets, and who may be one of the two adults (SG-34): vetted people of the team, no teacher, no adviser.
KEEPERS = FACILITATOR | SECRETARY
THERE = FACILITATOR | SAFEGUARDING
#: A turn ends by itself, so that nobody is there only because they forgot to leave.
TURN = timedelta(hours=4)
#: After one of two leaves, children go on for this long, so that the other can find somebody (SG-34).
GRACE = timedelta(minutes=10)
#: How many times in a row one page's time may be made longer by a tap; WCAG 2.2.1 asks for ten.
MOST_LONGER = 20


@dataclass(frozen=True)
class Spot:
    """A place where tablets stand."""

    active: bool


@dataclass(frozen=True)
class Enrolled:
    """A tablet; `revoked_at` when it was taken off."""

    revoked_at: datetime | None


@dataclass(frozen=True)
class Staying:
    """How many times in a row a sign-in was made longer."""

    longer: int


@need(N_("the place is on the council's list"), N_("This place is not on the list any more. Choose another."))
def place_listed(actor: Actor, case: Spot) -> bool:
    return case.active


@need(N_("it is still a tablet of the council"), N_("This tablet was already taken off the list."))
def still_enrolled(actor: Actor, case: Enrolled) -> bool:
    return case.revoked_at is None


@need(
    N_("it is their own device: on a shared tablet one stays by touching it"),
    N_("On this tablet you stay by touching it. If you are done, let the next one come in."),
)
def own_device(actor: Actor, case: Staying) -> bool:
    return actor.device is None


@need(N_("it was not made longer too many times in a row"), N_("It has been a long time. Come in again to go on."))
def not_too_long(actor: Actor, case: Staying) -> bool:
    return case.longer < MOST_LONGER


class Devices:
    see_tablets = Rule(N_("See the council's tablets"), who=KEEPERS)
    enroll_device = Rule(N_("Make a device a tablet of the council"), who=KEEPERS, needs=[lately_proven, place_listed])
    revoke_device = Rule(N_("Take a tablet off the list, at once"), who=KEEPERS, needs=[still_enrolled])
    see_duty = Rule(N_("See who is with the children today"), who=THERE)
    check_in = Rule(N_("Begin a turn with the children of a place"), who=THERE, needs=[place_listed])
    check_out = Rule(N_("End one's turn"), who=THERE)
    stay_longer = Rule(N_("Ask for more time on one's own device"), who=PEOPLE, needs=[own_device, not_too_long])
