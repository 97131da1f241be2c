"""Who may come in, and how; and who helps when a secret is forgotten."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import ANYONE, FACILITATOR, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_


@dataclass(frozen=True)
class Door:
    """Facts about one key (card or password): until when it waits, whether it waits for a facilitator, and whether it
    may be used here: young children come in on enrolled tablets, others at home once their family said yes. For a card
    used the first time: whether somebody has claimed it, whether its 14 days are over, whether their age may choose so.
    """

    waits_until: datetime | None
    now: datetime
    is_locked: bool = False
    may_be_used_here: bool = True
    family_agrees: bool = True
    is_claimed: bool = False
    is_over: bool = False
    way_fits: bool = True


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
    N_("the card may be used here: on a tablet of the council, or at home from 10 years on"),
    N_("This card works on a tablet of the council, at your school or centre. Ask who gave you the card."),
)
def usable_here(actor: Actor, case: Door) -> bool:
    return case.may_be_used_here


@need(
    N_("at home: their family said yes"),
    N_("At home your card works once your family says yes. On a tablet of the council it works already."),
)
def family_agrees(actor: Actor, case: Door) -> bool:
    return case.family_agrees


@need(
    N_("nobody has used the card before"),
    N_("Somebody already used this card for the first time. If it was not you, tell who gave you the card."),
)
def not_claimed(actor: Actor, case: Door) -> bool:
    return not case.is_claimed


@need(
    N_("the 14 days for using it the first time are not over"),
    N_("The days to use this card are over. Ask who gave it to you for a new one."),
)
def in_its_days(actor: Actor, case: Door) -> bool:
    return not case.is_over


@need(N_("it is a way of coming in for their age"), N_("Choose one from the list."))
def way_fits(actor: Actor, case: Door) -> bool:
    return case.way_fits


@need(
    N_("their second key was shown within five minutes"),
    N_("Show your second key once more. It takes a moment, and what you wrote is kept."),
)
def lately_proven(actor: Actor, case: object) -> bool:
    return actor.proven


@dataclass(frozen=True)
class Forgot:
    """Facts about somebody who forgot their secret: whether their card was ever used, and who asked already that they
    may choose anew (None: nobody, or too long ago)."""

    has_used_card: bool
    asked_by: UUID | None = None


@need(N_("their card was used before"), N_("This card has not been used yet: it needs no help."))
def card_was_used(actor: Actor, case: Forgot) -> bool:
    return case.has_used_card


@need(
    N_("another adult asked for it within the hour"),
    N_("Nobody has asked for it in the last hour. Ask for it, and another adult says yes."),
)
def asked_for(actor: Actor, case: Forgot) -> bool:
    return case.asked_by is not None


@need(
    N_("they are not who asked for it"),
    N_("You asked for this yourself. Another adult of the team has to agree."),
)
def another_adult(actor: Actor, case: Forgot) -> bool:
    return case.asked_by != actor.id


class People:
    enter_with_card = Rule(
        N_("Come in with a card"), who=ANYONE, needs=[not_waiting, not_locked, usable_here, family_agrees]
    )
    claim_card = Rule(
        N_("Use a card for the first time"),
        who=ANYONE,
        needs=[not_waiting, not_locked, usable_here, family_agrees, not_claimed, in_its_days, way_fits],
    )
    enter_with_password = Rule(N_("Come in with a password"), who=ANYONE, needs=[not_waiting])
    leave = Rule(N_("Leave"), who=ANYONE)
    unlock_card = Rule(N_("Open a card that rests"), who=FACILITATOR, needs=[card_was_used])
    ask_reset = Rule(N_("Let somebody choose a new secret"), who=FACILITATOR, needs=[card_was_used])
    confirm_reset = Rule(
        N_("Agree that a child chooses a new secret"), who=FACILITATOR, needs=[card_was_used, asked_for, another_adult]
    )
