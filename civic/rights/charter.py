"""Stopping, leaving, being forgotten; asking for what is kept; what leaves the house; and what is said when it leaked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import CHILD, CLOCK, FACILITATOR, GUARDIAN, SAFEGUARDING, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven
from civic.rights import states
from civic.rights.deadlines import TO_COME_BACK
from civic.rights.kinds import DONE_BY
from civic.rights.states import ASKED, DONE, GRANTED, PROPOSED, REFUSED


@dataclass(frozen=True)
class Part:
    """Somebody's part in the council: who paused it, when they left, and whether it is this guardian's child."""

    paused: str = ""
    left_at: datetime | None = None
    now: datetime | None = None
    is_theirs: bool = False


@dataclass(frozen=True)
class Case:
    """One request: `cause` is the legal cause chosen for a refusal, `verdict` what is being answered now, `how` the way
    in which it is being done."""

    state: states.Request
    answered_by: UUID | None = None
    extended: bool = False
    verdict: str = ""
    cause: str = ""
    kind: str = ""
    how: str = ""


@dataclass(frozen=True)
class Outgoing:
    """One table that leaves the house."""

    state: states.Export
    asked_by: UUID | None
    signed_by: UUID | None = None
    expires_at: datetime | None = None
    now: datetime | None = None


@dataclass(frozen=True)
class Breach:
    """One incident: the facts and the parts of the notice that are written, and who asked to close it."""

    state: states.Incident
    facts: frozenset[str] = frozenset()
    notice: frozenset[str] = frozenset()
    noticed: bool = False
    closing_asked_by: UUID | None = None


#: What, when, why, what was done at once, and for good (LGPDPPSO art. 33; safeguards SG-83).
FACTS = ("what", "happened_at", "why", "at_once", "for_good")
#: What happened, which data, what to do, what was done, where to ask (art. 35); and the same for a child.
NOTICE = ("nature", "data", "advice", "done", "ask_at", "for_children")


@need(N_("their part is not resting yet"), N_("Your part is resting already."))
def not_paused_yet(actor: Actor, case: Part) -> bool:
    return not case.paused


@need(
    N_("nobody else paused it"),
    N_("Somebody who takes care of you paused it. They can end the pause. You can read, and ask for help."),
)
def not_paused_by_others(actor: Actor, case: Part) -> bool:
    return case.paused in ("", "self")


@need(N_("the child is in their care"), N_("This child is not on your list. Ask the secretariat of the council."))
def in_their_care(actor: Actor, case: Part) -> bool:
    return case.is_theirs


@need(
    N_("nobody of the family or the care team paused it before"),
    N_("It is paused already."),
)
def may_be_paused(actor: Actor, case: Part) -> bool:
    return case.paused in ("", "self")


@need(N_("it is the family's own pause"), N_("This pause is not the family's. Ask the secretariat of the council."))
def familys_own_pause(actor: Actor, case: Part) -> bool:
    return case.paused in ("", "family")


@need(
    N_("they left less than thirty days ago"),
    N_("The thirty days are over. A new invitation is needed."),
)
def can_still_come_back(actor: Actor, case: Part) -> bool:
    return case.left_at is not None and case.now - case.left_at <= TO_COME_BACK


@need(N_("a refusal names its legal cause"), N_("Choose the legal cause. Without one it cannot be refused."))
def cause_named(actor: Actor, case: Case) -> bool:
    return case.verdict != "no" or bool(case.cause)


@need(N_("it is done as it was asked"), N_("Choose how it was done."))
def as_asked(actor: Actor, case: Case) -> bool:
    return case.how in DONE_BY[case.kind] if case.how else True


@need(N_("it was not extended before"), N_("It was extended once. The law gives no second time."))
def not_extended(actor: Actor, case: Case) -> bool:
    return not case.extended


@need(N_("who signs did not answer it"), N_("You answered it, so another person signs."))
def another_signs(actor: Actor, case: Case) -> bool:
    return actor.id != case.answered_by


@need(N_("one asked for the table or signed it"), N_("Only the two people who asked for it and signed it may take it."))
def one_of_the_two(actor: Actor, case: Outgoing) -> bool:
    return actor.id in (case.asked_by, case.signed_by)


@need(N_("who signs did not ask for it"), N_("You asked for it, so another person signs."))
def another_than_who_asked(actor: Actor, case: Outgoing) -> bool:
    return actor.id != case.asked_by


@need(N_("the five facts of the law are written"), N_("Five facts are needed before it can be saved."))
def facts_whole(actor: Actor, case: Breach) -> bool:
    return case.facts >= set(FACTS)


@need(
    N_("the notice has its five contents, and a version for children"),
    N_("The notice needs its five contents and the version for children."),
)
def notice_whole(actor: Actor, case: Breach) -> bool:
    return case.notice >= set(NOTICE)


@need(N_("families were not told yet"), N_("Families have been told."))
def not_noticed(actor: Actor, case: Breach) -> bool:
    return not case.noticed


@need(N_("families were told"), N_("First send the notice to families."))
def noticed(actor: Actor, case: Breach) -> bool:
    return case.noticed


@need(N_("nobody asked to close it yet"), N_("Somebody asked to close it. Now a safeguarding officer looks at it."))
def closing_not_asked(actor: Actor, case: Breach) -> bool:
    return case.closing_asked_by is None


@need(
    N_("another person asked to close it"),
    N_("Closing takes two people: another one asks, you close."),
)
def another_asked(actor: Actor, case: Breach) -> bool:
    return case.closing_asked_by not in (None, actor.id)


class Leaving:
    pause_self = Rule(N_("Rest from the council"), CHILD, needs=[not_paused_yet])
    come_back = Rule(N_("Come back from a rest"), CHILD, needs=[not_paused_by_others])
    leave_council = Rule(N_("Leave the council"), CHILD)
    erase_self = Rule(N_("Erase one's own account"), CHILD)
    pause_child = Rule(N_("Pause a child's part"), GUARDIAN, needs=[in_their_care, may_be_paused])
    end_pause = Rule(N_("End the pause of a child"), GUARDIAN, needs=[in_their_care, familys_own_pause])
    end_part = Rule(N_("End a child's part"), GUARDIAN, needs=[in_their_care])
    see_left = Rule(N_("See who left in the last thirty days"), FACILITATOR)
    bring_back = Rule(N_("Bring back who left and asks to return"), FACILITATOR, needs=[can_still_come_back])
    forget_person = Rule(N_("Erase whoever's time is over"), CLOCK)


class Requests:
    ask_request = Rule(N_("Ask to see, mend, delete or stop the use of one's data"), CHILD)
    ask_for_child = Rule(N_("Ask the same for a child in one's care"), GUARDIAN, needs=[in_their_care])
    see_requests = Rule(N_("See requests about data"), SECRETARY | SAFEGUARDING)
    extend_request = Rule(N_("Take ten more days to answer, once, saying why"), SECRETARY, [ASKED], [not_extended])
    answer_request = Rule(N_("Answer a request about data"), SECRETARY, [ASKED], [cause_named], PROPOSED)
    grant_request = Rule(N_("Sign a yes to a request"), SAFEGUARDING, [PROPOSED], [another_signs], GRANTED)
    refuse_request = Rule(
        N_("Sign a no to a request, with its legal cause"),
        SAFEGUARDING,
        [PROPOSED],
        [another_signs, cause_named],
        REFUSED,
    )
    return_request = Rule(N_("Give an answer back to be thought over"), SAFEGUARDING, [PROPOSED], becomes=ASKED)
    comply_request = Rule(N_("Do what a request was granted"), SECRETARY, [GRANTED], [lately_proven, as_asked], DONE)


TEAM = SECRETARY | SAFEGUARDING


class Exports:
    see_exports = Rule(N_("See what was taken out of the house"), TEAM)
    ask_export = Rule(N_("Ask to take a table out of the house"), TEAM, needs=[lately_proven])
    sign_export = Rule(
        N_("Sign that a table may be taken out"),
        TEAM,
        [states.Export.ASKED],
        [another_than_who_asked, lately_proven],
        states.Export.SIGNED,
    )
    take_export = Rule(
        N_("Take a signed table, for one day"), TEAM, [states.Export.SIGNED], [lately_proven, one_of_the_two]
    )


class Incidents:
    see_incidents = Rule(N_("See the incidents of security"), FACILITATOR | TEAM)
    open_incident = Rule(N_("Write down an incident of security"), FACILITATOR | TEAM, needs=[facts_whole])
    keep_notice = Rule(N_("Write the notice of an incident"), TEAM, [states.Incident.OPEN], [not_noticed])
    send_notice = Rule(
        N_("Tell families and children of an incident"),
        TEAM,
        [states.Incident.OPEN],
        [not_noticed, notice_whole, lately_proven],
    )
    ask_to_close_incident = Rule(
        N_("Ask to close an incident"), FACILITATOR | TEAM, [states.Incident.OPEN], [noticed, closing_not_asked]
    )
    close_incident = Rule(
        N_("Close an incident that another person asked to close"),
        SAFEGUARDING,
        [states.Incident.OPEN],
        [noticed, another_asked],
        states.Incident.CLOSED,
    )
