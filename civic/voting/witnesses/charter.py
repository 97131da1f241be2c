"""What a witness asks: two people who agree, and time to object. The rules are in `charter`."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.states import State


@dataclass(frozen=True)
class Observing:
    """Somebody who counts again on their own, as the rules see them. `asked_by` named them; `agreed`: a second person
    did too; `given`: they have the whole bundle; `in_time`: it is not deleted yet."""

    state: State
    asked_by: UUID | None = None
    agreed: bool = False
    given: bool = False
    in_time: bool = True


@need(N_("a second person agreed"), N_("Another person of the team has to agree first."))
def was_agreed(actor: Actor, case: Observing) -> bool:
    return case.agreed


@need(N_("nobody has agreed yet"), N_("Two people have agreed already."))
def not_agreed(actor: Actor, case: Observing) -> bool:
    return not case.agreed


@need(
    N_("they were not given it before"),
    N_("It was given to this person before. It is given once. If it was lost, name the person again."),
)
def not_given(actor: Actor, case: Observing) -> bool:
    return not case.given


@need(N_("the time to object goes on"), N_("The time to object is over. The whole ballots were deleted."))
def time_to_object(actor: Actor, case: Observing) -> bool:
    return case.in_time
