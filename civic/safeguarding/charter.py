"""Asking for help is for everyone, always. Reading it is for two people, and every look is written down."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from civic.core.actor import ANYONE, CLOCK, SAFEGUARDING, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.safeguarding.steps import MUST, NOTHING_TO_TELL


class ConcernState(Enum):
    RECEIVED = "received"
    READING = "reading"
    ATTENDED = "attended"
    CLOSED = "closed"


RECEIVED, READING, ATTENDED, CLOSED = ConcernState


@dataclass(frozen=True)
class Case:
    """Facts about one message: what was done for it, the folio of the authority that was told, and who asked to close it
    with which outcome."""

    state: ConcernState
    steps: frozenset[str] = frozenset()
    closing_asked_by: UUID | None = None
    outcome: str = ""
    folio: str = ""


@need(
    N_("every step of care that cannot be skipped is done"),
    N_("A step of care is still missing. The list below says which."),
)
def steps_taken(actor: Actor, case: Case) -> bool:
    return case.steps >= MUST


@need(
    N_("the authority was told and gave a folio, or both say that there was nothing to tell"),
    N_("First tell the authority and write down its folio. Without one it only ends if nobody is in danger."),
)
def authority_told(actor: Actor, case: Case) -> bool:
    return bool(case.folio) or case.outcome == NOTHING_TO_TELL


@need(
    N_("nobody has asked to close it yet"),
    N_("Somebody has already asked to close it. Now the other officer looks at it."),
)
def nobody_asked(actor: Actor, case: Case) -> bool:
    return case.closing_asked_by is None


@need(
    N_("somebody asked to close it and said how it ended"),
    N_("Nobody has asked to close it yet."),
)
def closing_asked(actor: Actor, case: Case) -> bool:
    return case.closing_asked_by is not None


@need(
    N_("the person who closes it is not the one who asked"),
    N_("You asked to close it, so the other officer must look at it and close it."),
)
def another_officer(actor: Actor, case: Case) -> bool:
    return actor.id != case.closing_asked_by


class Safeguarding:
    ask_for_help = Rule(N_("Ask for help"), who=ANYONE)
    raise_concern = Rule(N_("Pass on to the care team what worries"), who=CLOCK)
    see_concerns = Rule(N_("See that messages asking for help have come, without their words"), who=SAFEGUARDING)
    read_concern = Rule(
        N_("Read a message asking for help; every look is written down"),
        who=SAFEGUARDING,
        when=[RECEIVED, READING],
        becomes=READING,
    )
    reread_concern = Rule(
        N_("Read an attended message again; every look is written down"), who=SAFEGUARDING, when=[ATTENDED]
    )
    tell_authority = Rule(
        N_("Write down which authority was told, its folio and when"), who=SAFEGUARDING, when=[READING, ATTENDED]
    )
    take_step = Rule(N_("Write down that a step of care is done"), who=SAFEGUARDING, when=[READING, ATTENDED])
    attend_concern = Rule(
        N_("Say that who asked for help is being cared for"),
        who=SAFEGUARDING,
        when=[READING],
        needs=[steps_taken],
        becomes=ATTENDED,
    )
    ask_to_close = Rule(
        N_("Ask to close a message, saying how it ended"),
        who=SAFEGUARDING,
        when=[ATTENDED],
        needs=[nobody_asked, authority_told],
    )
    keep_open = Rule(N_("Keep a message open"), who=SAFEGUARDING, when=[ATTENDED], needs=[closing_asked])
    close_concern = Rule(
        N_("Close a message that the other officer asked to close"),
        who=SAFEGUARDING,
        when=[ATTENDED],
        needs=[closing_asked, another_officer, authority_told],
        becomes=CLOSED,
    )
    remind_officers = Rule(
        N_("Remind the care team of a message that waits"), who=CLOCK, when=[RECEIVED, READING, ATTENDED]
    )
    escalate_concern = Rule(
        N_("Tell the secretary that a message waits, without its words"), who=CLOCK, when=[RECEIVED, READING, ATTENDED]
    )
