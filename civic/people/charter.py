"""Who may come in, and how."""

from dataclasses import dataclass
from datetime import datetime

from civic.core.actor import ANYONE, PEOPLE, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_


@dataclass(frozen=True)
class Door:
    """Facts about one key (card or password): whether its owner is active, and until when it waits."""

    active: bool
    waits_until: datetime | None
    now: datetime


@need(
    N_("the key is not waiting after several tries"),
    N_("Let us wait a few minutes. You did nothing wrong. You can also ask for help."),
)
def not_waiting(actor: Actor, case: Door) -> bool:
    return case.waits_until is None or case.waits_until <= case.now


class People:
    enter_with_card = Rule(N_("Come in with a card and pictures"), who=ANYONE, needs=[not_waiting])
    enter_with_password = Rule(N_("Come in with a password"), who=ANYONE, needs=[not_waiting])
    leave = Rule(N_("Leave"), who=PEOPLE)
