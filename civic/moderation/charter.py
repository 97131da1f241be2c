"""Who reads a child's words, and what may become of them. Officers and advisers are in no row (SG-41)."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import CHILD, CLOCK, FACILITATOR, SAFEGUARDING, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.moderation.states import (
    APPEALED,
    CLOSED,
    DRAFT,
    HELD,
    PUBLISHED,
    REFUSED,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    State,
)


@dataclass(frozen=True)
class Reading:
    """A writing as its readers see it. `first_reader` is who refused it; `reason` is what they chose now; `allowed`:
    its author and their guardian say yes to its being published, at this moment. `points`: something in what would be
    published leads to a person; `nobodys`: the reader looked at it and says that it is nobody's."""

    state: State
    author: UUID
    first_reader: UUID | None = None
    reason: str = ""
    allowed: bool = True
    points: bool = False
    nobodys: bool = False


@dataclass(frozen=True)
class Apart:
    """A text set apart because it worries. `read`: the officer's team has read the message about it."""

    state: State
    read: bool = False


@need(N_("it is their own"), N_("Only the person who wrote it can do this."))
def own(actor: Actor, case: Reading) -> bool:
    return actor.id == case.author


@need(N_("with a reason from the list"), N_("Choose a reason, so that the child knows what to do next."))
def reason_chosen(actor: Actor, case: Reading) -> bool:
    return bool(case.reason)


@need(N_("who refused it is another person"), N_("You read it first. An appeal is for another pair of eyes."))
def another_reader(actor: Actor, case: Reading) -> bool:
    return actor.id != case.first_reader


@need(another_reader.asks, another_reader.otherwise)
def not_what_they_refused(actor: Actor, case: Reading) -> bool:
    """Before there is an appeal, the same reader goes on with what they returned."""
    return case.state is not APPEALED or another_reader(actor, case)


@need(
    N_("the child and their guardian still say yes to it"),
    N_("The child or their guardian does not say yes to it any more. It cannot be published; you can return it."),
)
def still_allowed(actor: Actor, case: Reading) -> bool:
    return case.allowed


@need(
    N_("personal data in it is covered, or the reader says that it is nobody’s"),
    N_("Something in it may lead to a person. Cover it, or say that you looked and it is nobody’s."),
)
def points_at_nobody(actor: Actor, case: Reading) -> bool:
    return case.nobodys or not case.points


@need(N_("the message about it was read"), N_("First read the message about this text."))
def message_read(actor: Actor, case: Apart) -> bool:
    return case.read


class Moderation:
    see_waiting = Rule(N_("See the texts that wait to be read"), FACILITATOR)
    publish_writing = Rule(N_("Publish a text"), FACILITATOR, {SUBMITTED}, [still_allowed, points_at_nobody], PUBLISHED)
    return_writing = Rule(N_("Return a text with help"), FACILITATOR, {SUBMITTED}, [reason_chosen], RETURNED)
    refuse_writing = Rule(N_("Refuse a text, with a reason"), FACILITATOR, {SUBMITTED}, [reason_chosen], REFUSED)
    mask_writing = Rule(
        N_("Cover personal data in a text"), FACILITATOR, {SUBMITTED, APPEALED}, [not_what_they_refused]
    )
    appeal_refusal = Rule(N_("Ask another person to read it"), CHILD, {REFUSED}, [own], APPEALED)
    publish_on_appeal = Rule(
        N_("Publish a text after an appeal"),
        FACILITATOR,
        {APPEALED},
        [another_reader, still_allowed, points_at_nobody],
        PUBLISHED,
    )
    hold_writing = Rule(N_("Set apart a text that worries, for the care team"), CLOCK, {SUBMITTED}, becomes=HELD)
    release_writing = Rule(
        N_("Let a text that worried be read like any other"), SAFEGUARDING, {HELD}, [message_read], SUBMITTED
    )
    uphold_refusal = Rule(
        N_("Keep a refusal after an appeal"), FACILITATOR, {APPEALED}, [another_reader, reason_chosen], CLOSED
    )
    withdraw_writing = Rule(
        N_("Take back one's own text"),
        CHILD,
        {DRAFT, SUBMITTED, RETURNED, PUBLISHED, REFUSED, APPEALED, HELD},
        [own],
        WITHDRAWN,
    )
