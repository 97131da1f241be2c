"""The team of adults: two people for every place, every check seen by two, and an end that comes by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import ANYONE, CLOCK, SAFEGUARDING, SECRETARY, Actor, Role
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven
from civic.staff.states import ACCEPTED, ASKED, SIGNED, State

#: Who may grant a role and look at a vetting record, two of them together.
KEEPERS = SECRETARY | SAFEGUARDING


@dataclass(frozen=True)
class Wish:
    """Somebody is to be named for `role`. `holds`: the roles that a person of that name has in the town now."""

    role: Role
    holds: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Request:
    """Something about a person that takes two. `checked`: no check that the role needs is missing."""

    state: State
    person: UUID
    asked_by: UUID | None
    checked: bool = True


@dataclass(frozen=True)
class Member:
    """A person of the team. `is_waiting`: something about them waits for a second person. `seen_by`: who saw the check at
    hand; `is_confirmed`: for this quarter."""

    person: UUID
    role: Role
    active: bool = True
    has_joined: bool = True
    is_waiting: bool = False
    seen_by: UUID | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Link:
    """A one-time link as it is opened."""

    state: State
    expires_at: datetime
    now: datetime
    stands: bool = True


@dataclass(frozen=True)
class House:
    """How many can sign now or have been invited by the machine, other than the one at hand; `holds` as in `Wish`."""

    keepers: int
    holds: frozenset[Role] = frozenset()


@need(
    N_("the person holds no other role in the town"),
    N_(
        "Somebody of that name holds a role already. Nobody holds two: end the other one first, or write both surnames."
    ),
)
def holds_no_other_role(actor: Actor, case: Wish | House) -> bool:
    return not case.holds


@need(N_("another person asked for it"), N_("It takes two people. You asked for it: now another person has to agree."))
def another_asked(actor: Actor, case: Request) -> bool:
    return case.asked_by is not None and actor.id != case.asked_by


@need(N_("it is not about oneself"), N_("This is about you. Two other people have to do it."))
def not_about_oneself(actor: Actor, case: Request | Member) -> bool:
    return actor.id != case.person


@need(
    N_("every check that the role needs was confirmed by two people"),
    N_("A check is still missing. One person sees it, another confirms it; then it can be signed."),
)
def checks_confirmed(actor: Actor, case: Request) -> bool:
    return case.checked


@need(N_("another person saw it first"), N_("It takes two people. Another person has to see it first."))
def another_saw_it(actor: Actor, case: Member) -> bool:
    return case.seen_by is not None and case.seen_by != actor.id


@need(N_("their role has not ended"), N_("Their role has ended. To come back they are named anew."))
def still_there(actor: Actor, case: Member) -> bool:
    return case.active


@need(N_("they have taken their place"), N_("They have not taken their place yet."))
def has_joined(actor: Actor, case: Member) -> bool:
    return case.has_joined


@need(
    N_("nothing about them waits for a second person"),
    N_("Something about this person waits for a signature. Sign it or take it back first."),
)
def nothing_waits(actor: Actor, case: Member) -> bool:
    return not case.is_waiting


@need(N_("nobody confirmed it yet this quarter"), N_("It is confirmed for this quarter already."))
def not_yet_confirmed(actor: Actor, case: Member) -> bool:
    return not case.is_confirmed


@need(
    N_("they are not a safeguarding officer, whose role two people end"),
    N_("The role of a safeguarding officer is ended by two people."),
)
def one_is_enough(actor: Actor, case: Member) -> bool:
    return case.role is not SAFEGUARDING


@need(N_("they are a safeguarding officer"), N_("One person is enough to end this role."))
def takes_two(actor: Actor, case: Member) -> bool:
    return case.role is SAFEGUARDING


@need(N_("the link has not ended"), N_("This link is over. Ask the council for a new one."))
def link_lives(actor: Actor, case: Link) -> bool:
    return case.now < case.expires_at


@need(
    N_("what their role needs is still good"),
    N_("A check of yours has ended since. Ask the council to look at it again."),
)
def role_stands(actor: Actor, case: Link) -> bool:
    return case.stands


@need(
    N_("fewer than two people of the town can sign"),
    N_("Two people of the town can sign already. Ask them: one names, the other signs."),
)
def too_few_to_sign(actor: Actor, case: House) -> bool:
    return case.keepers < 2


TWO = (lately_proven, another_asked, not_about_oneself)
ABOUT_THEM = (lately_proven, not_about_oneself, still_there)


class Staff:
    see_team = Rule(N_("See the team of adults, and until when each may act"), KEEPERS)
    invite_secretary = Rule(
        N_("Invite one of the first two secretaries, from the city's own machine"),
        CLOCK,
        needs=[too_few_to_sign, holds_no_other_role],
    )
    ask_nomination = Rule(
        N_("Name an adult for the team"), KEEPERS, needs=[lately_proven, holds_no_other_role], becomes=ASKED
    )
    sign_nomination = Rule(
        N_("Sign that an adult joins the team, as the second person"),
        KEEPERS,
        {ASKED},
        [*TWO, checks_confirmed],
        SIGNED,
    )
    accept_nomination = Rule(
        N_("Take one's place in the team with a one-time link"),
        ANYONE,
        {SIGNED},
        [link_lives, role_stands],
        ACCEPTED,
    )
    withdraw_request = Rule(
        N_("Take back what was asked about an adult of the team"), KEEPERS, {ASKED, SIGNED}, [lately_proven]
    )
    see_check = Rule(N_("Write down that one saw a check of an adult; never the document"), KEEPERS, needs=ABOUT_THEM)
    confirm_check = Rule(
        N_("Confirm a check of an adult, as the second person"), KEEPERS, needs=[*ABOUT_THEM, another_saw_it]
    )
    confirm_quarter = Rule(
        N_("Confirm for the quarter that an adult still needs their role"),
        KEEPERS,
        needs=[*ABOUT_THEM, has_joined, not_yet_confirmed],
    )
    end_role = Rule(
        N_("End the role of an adult at once"), KEEPERS, needs=[lately_proven, still_there, has_joined, one_is_enough]
    )
    ask_ending = Rule(
        N_("Ask to end the role of a safeguarding officer"),
        KEEPERS,
        needs=[lately_proven, still_there, has_joined, takes_two, nothing_waits],
    )
    sign_ending = Rule(
        N_("End the role of a safeguarding officer, as the second person"), KEEPERS, {ASKED}, TWO, ACCEPTED
    )
    ask_link = Rule(
        N_("Ask for a new one-time link for somebody who lost their keys"),
        KEEPERS,
        needs=[lately_proven, still_there, has_joined, nothing_waits],
    )
    sign_link = Rule(
        N_("Sign a new one-time link, as the second person; the keys before it are forgotten"),
        KEEPERS,
        {ASKED},
        TWO,
        SIGNED,
    )
