"""Who may come in, and how."""

from dataclasses import dataclass
from datetime import datetime

from civic.core.actor import ANYONE, PEOPLE, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_


@dataclass(frozen=True)
class Door:
    """Facts about one key (card or password): until when it waits, whether it waits for a facilitator, and whether it
    may be used here: young children come in on enrolled tablets, others at home once their family said yes."""

    waits_until: datetime | None
    now: datetime
    is_locked: bool = False
    may_be_used_here: bool = True


@need(
    N_("the key is not waiting after several tries"),
    N_("Let us wait a few minutes. You did nothing wrong. You can also ask for help."),
)
def not_waiting(actor: Actor, case: Door) -> bool:
    return case.waits_until is None or case.waits_until <= case.now


@need(
    N_("the card need not be unlocked by a facilitator"),
    N_("This card rests until your facilitator opens it. You did nothing wrong. You can also ask for help."),
)
def not_locked(actor: Actor, case: Door) -> bool:
    return not case.is_locked


@need(
    N_("the card may be used here: on a tablet of the council, or at home once the family said yes"),
    N_("This card works on a tablet of the council, at your school or centre. Ask who gave you the card."),
)
def usable_here(actor: Actor, case: Door) -> bool:
    return case.may_be_used_here


@need(
    N_("their second key was shown within five minutes"),
    N_("Show your second key once more. It takes a moment, and what you wrote is kept."),
)
def lately_proven(actor: Actor, case: object) -> bool:
    return actor.proven


class People:
    enter_with_card = Rule(N_("Come in with a card"), who=ANYONE, needs=[not_waiting, not_locked, usable_here])
    enter_with_password = Rule(N_("Come in with a password"), who=ANYONE, needs=[not_waiting])
    leave = Rule(N_("Leave"), who=PEOPLE)
