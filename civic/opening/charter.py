"""A city is closed to children until everything is on record; opening takes two people, closing one (SG-01, SG-02)."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from civic.core.actor import SAFEGUARDING, SECRETARY, Actor
from civic.core.charter import Need, Rule, need
from civic.core.clock import working_days_after
from civic.core.words import N_
from civic.opening.gates import ENOUGH, WAIT
from civic.opening.states import ASKED, CLOSED, OPEN, State
from civic.people.charter import lately_proven

KEEPERS = SECRETARY | SAFEGUARDING


@dataclass(frozen=True)
class House:
    """What is on record, and what is counted at this moment. `submitted_on`: the impact assessment, where one applies;
    `waiver`: who signed that its thirty days are not waited for. `lines`: help lines of the town itself."""

    state: State
    today: date
    recorded: frozenset[str] = frozenset()
    submitted_on: date | None = None
    waiver: frozenset[UUID] = field(default_factory=frozenset)
    officers: int = 0
    facilitators: int = 0
    lines: int = 0
    has_territory: bool = False
    has_term: bool = False
    asked_by: UUID | None = None


@need(
    N_("the full privacy notice is on record"),
    N_("The full privacy notice is missing. Write where it is published, and since when."),
)
def notice_full(actor: Actor, case: House) -> bool:
    return "notice_full" in case.recorded


@need(N_("the simplified privacy notice is on record"), N_("The simplified privacy notice is missing."))
def notice_simple(actor: Actor, case: House) -> bool:
    return "notice_simple" in case.recorded


@need(N_("the privacy notice in children's words is on record"), N_("The notice in children's words is missing."))
def notice_child(actor: Actor, case: House) -> bool:
    return "notice_child" in case.recorded


@need(
    N_("the impact assessment was submitted, or does not apply"),
    N_("Write whether the impact assessment was submitted, and when, or why it does not apply."),
)
def impact(actor: Actor, case: House) -> bool:
    return "impact" in case.recorded


@need(
    N_("30 working days have passed since the impact assessment, or two people signed why not to wait"),
    N_("30 working days have not passed since the impact assessment. Wait, or two people sign why not."),
)
def waited(actor: Actor, case: House) -> bool:
    return case.submitted_on is None or case.today >= opens_from(case.submitted_on) or len(case.waiver) >= 2


@need(N_("the retention schedule is approved"), N_("The retention schedule is missing."))
def retention(actor: Actor, case: House) -> bool:
    return "retention" in case.recorded


@need(
    N_("the contract with who hosts the platform is on record"),
    N_("The contract with who hosts the platform is missing."),
)
def processor(actor: Actor, case: House) -> bool:
    return "processor" in case.recorded


@need(
    N_("two safeguarding officers may act, with every check"),
    N_("There must be two safeguarding officers who may act. Name them among the team."),
)
def officers(actor: Actor, case: House) -> bool:
    return case.officers >= ENOUGH


@need(
    N_("two facilitators may act, with every check"),
    N_("There must be two facilitators who may act. Name them among the team."),
)
def facilitators(actor: Actor, case: House) -> bool:
    return case.facilitators >= ENOUGH


@need(
    N_("there is a help line of the town, not only the emergency number"),
    N_("Write at least one help line of the town, not only the emergency number."),
)
def help_lines(actor: Actor, case: House) -> bool:
    return case.lines > 0


@need(N_("the town has its areas and offices"), N_("Write the areas of the town and the offices that answer."))
def territory(actor: Actor, case: House) -> bool:
    return case.has_territory


@need(N_("a term of the council is running"), N_("Write the term of the council: its first and its last day."))
def term(actor: Actor, case: House) -> bool:
    return case.has_term


@need(N_("another person asked for it"), N_("It takes two people. You asked for it: now another person has to agree."))
def another_asked(actor: Actor, case: House) -> bool:
    return case.asked_by is not None and actor.id != case.asked_by


@need(
    N_("another person signed the waiver first, for this assessment"),
    N_("It takes two people. Another person has to sign the reasons first."),
)
def another_signed_waiver(actor: Actor, case: House) -> bool:
    return bool(case.waiver) and actor.id not in case.waiver


@need(
    N_("a help line of the town stays while it is open to children"),
    N_("This is the last help line of the town. Add another one first."),
)
def a_line_stays(actor: Actor, case: House) -> bool:
    return case.state is not OPEN or case.lines > 1


GATES: tuple[Need, ...] = (
    *(territory, term, notice_full, notice_simple, notice_child, impact, waited, retention, processor),
    *(help_lines, officers, facilitators),
)


def opens_from(submitted_on: date) -> date:
    """The first day on which a city may open after its assessment."""
    return working_days_after(submitted_on, WAIT)


class Opening:
    see_opening = Rule(N_("See what is missing before children come in"), KEEPERS)
    record_gate = Rule(N_("Put on record something that opening needs"), KEEPERS, needs=[lately_proven])
    set_town = Rule(N_("Write the town: its areas, offices, administration and term"), KEEPERS, needs=[lately_proven])
    add_line = Rule(N_("Add a help line of the town"), KEEPERS, needs=[lately_proven])
    remove_line = Rule(N_("Take off a help line of the town"), KEEPERS, needs=[lately_proven, a_line_stays])
    ask_waiver = Rule(
        N_("Sign first why the thirty days of the impact assessment are not waited for"), KEEPERS, needs=[lately_proven]
    )
    sign_waiver = Rule(
        N_("Sign as the second person why the thirty days are not waited for"),
        KEEPERS,
        needs=[lately_proven, another_signed_waiver],
    )
    ask_opening = Rule(N_("Ask to open the city to children"), KEEPERS, {CLOSED}, [lately_proven, *GATES], ASKED)
    open_council = Rule(
        N_("Open the city to children, as the second person"),
        KEEPERS,
        {ASKED},
        [lately_proven, *GATES, another_asked],
        OPEN,
    )
    close_council = Rule(N_("Close the city to children at once"), KEEPERS, {ASKED, OPEN}, [lately_proven], CLOSED)
