"""A guardian allows, per purpose; the child decides, per consultation; what a paper says counts once two people read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from civic.consent.purposes import TAKE_PART
from civic.core.actor import CHILD, CLOCK, FACILITATOR, GUARDIAN, SAFEGUARDING, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven


@dataclass(frozen=True)
class Child:
    """Facts about a guardian and a child."""

    is_theirs: bool
    has_term: bool = True


@dataclass(frozen=True)
class Paper:
    """What a typed paper says (purpose to yes or no), who typed it and when it was signed; empty while none waits."""

    answers: Mapping[str, bool] = field(default_factory=dict)
    typed_by: UUID | None = None
    signed: datetime | None = None


@dataclass(frozen=True)
class Tie:
    """Facts about who answers for a child: who put it on record, whether somebody verified it, the paper that waits, and
    who signed the list they are on or printed its letters: a letter in the hand opens the family's account.

    `guardians` the child has on record; `invited` once their list is signed; `came` once this one used their letter.
    """

    issued_by: UUID | None = None
    verified: bool = False
    paper: Paper = field(default_factory=Paper)
    has_term: bool = True
    handed_by: frozenset[UUID] = frozenset()
    guardians: int = 1
    invited: bool = True
    came: bool = False


@dataclass(frozen=True)
class Pause:
    """Facts about a child's pause: "", "self", "family" or "care"."""

    by: str


@need(N_("the child is in their care"), N_("This child is not on your list. Ask the secretariat of the council."))
def in_their_care(actor: Actor, case: Child) -> bool:
    return case.is_theirs


@need(N_("a term of the council is running"), N_("No term of the council is running now. Permissions begin with it."))
def term_runs(actor: Actor, case: Child | Tie) -> bool:
    return case.has_term


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
    N_(
        "We are resting now. We open from 7 in the morning to 8 at night. "
        "What you wrote is kept, and help is always open."
    ),
)
def not_resting(actor: Actor, case: object) -> bool:
    return "resting" not in actor.hindered


@need(
    N_("two adults of the council are there"),
    N_("Two adults of the council must be here with you. What you wrote is kept, and help is always open."),
)
def not_alone(actor: Actor, case: object) -> bool:
    return "alone" not in actor.hindered


@need(N_("nobody has verified it yet"), N_("Somebody verified this already."))
def not_verified(actor: Actor, case: Tie) -> bool:
    return not case.verified


@need(
    N_("they are not who put it on record, signed it or printed the letters"),
    N_("You put this family on record, signed it or printed its letter, so another person verifies it."),
)
def another_issued(actor: Actor, case: Tie) -> bool:
    return actor.id not in {case.issued_by, *case.handed_by}


@need(N_("no more than four take care of a child"), N_("Four people are on record for this child already."))
def not_too_many(actor: Actor, case: Tie) -> bool:
    return case.guardians < MOST_GUARDIANS


@need(N_("the child's list is signed"), N_("The list of this child is not signed yet."))
def list_signed(actor: Actor, case: Tie) -> bool:
    return case.invited


@need(N_("their letter was not used yet"), N_("They came in with their letter already."))
def letter_unused(actor: Actor, case: Tie) -> bool:
    return not case.came


@need(N_("no other paper waits for its check"), N_("A paper waits for its check already. First comes that one."))
def no_paper_waits(actor: Actor, case: Tie) -> bool:
    return not case.paper.answers


@need(N_("a typed paper waits for its check"), N_("No paper waits for its check here."))
def paper_waits(actor: Actor, case: Tie) -> bool:
    return bool(case.paper.answers)


@need(
    N_("they are not who typed it"),
    N_("You typed this paper, so another person reads it and marks what it says."),
)
def another_typed(actor: Actor, case: Tie) -> bool:
    return actor.id != case.paper.typed_by


@need(N_("the pause is one for care"), N_("There is no pause for care here."))
def paused_for_care(actor: Actor, case: Pause) -> bool:
    return case.by == "care"


#: What every act of a child asks first, and what writing asks: a vote begun may end at any hour (SG-34).
PERMITTED = (council_open, not_paused, consent_given)
WRITING = (council_open, not_paused, not_resting, not_alone, consent_given)

#: Who keeps the papers. Two different people of them, whatever their roles.
KEEPERS = FACILITATOR | SECRETARY
#: Two parents, and whoever stands in for them.
MOST_GUARDIANS = 4


class Consent:
    see_permissions = Rule(N_("See the permissions of the children in one's care"), who=GUARDIAN)
    give_consent = Rule(N_("Allow a purpose"), who=GUARDIAN, needs=[in_their_care, term_runs])
    withdraw_consent = Rule(
        N_("Say no to a purpose, also after a yes; it counts at once"), who=GUARDIAN, needs=[in_their_care, term_runs]
    )
    answer_assent = Rule(N_("Say yes, no or later to a consultation"), who=CHILD, needs=PERMITTED)
    see_papers = Rule(N_("See whose family is not verified and which paper waits, by nickname"), who=KEEPERS)
    print_forms = Rule(N_("Print permission forms"), who=KEEPERS, needs=[term_runs])
    type_paper = Rule(N_("Type what a permission form says"), who=KEEPERS, needs=[term_runs, no_paper_waits])
    check_paper = Rule(
        N_("Read a typed form again and mark what it says"), who=KEEPERS, needs=[paper_waits, another_typed]
    )
    drop_paper = Rule(N_("Forget a typed form, to begin anew"), who=KEEPERS, needs=[paper_waits])
    verify_tie = Rule(
        N_("Verify who takes care of a child, without papers or numbers"),
        who=KEEPERS,
        needs=[not_verified, another_issued],
    )
    add_guardian = Rule(
        N_("Put on record another person who takes care of a child"),
        who=KEEPERS,
        needs=[term_runs, not_too_many, lately_proven],
    )
    print_letter = Rule(
        N_("Print the letter of a family that nobody verified yet; the letter of before ends"),
        who=KEEPERS,
        needs=[not_verified, list_signed, letter_unused, lately_proven],
    )
    flag_risk = Rule(N_("Say that a child may be in danger at home"), who=KEEPERS)
    pause_for_care = Rule(N_("Pause a child's part when guardians disagree or there may be danger at home"), who=CLOCK)
    end_care_pause = Rule(N_("End a pause for care"), who=SAFEGUARDING, needs=[paused_for_care])
