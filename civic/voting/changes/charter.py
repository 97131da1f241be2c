"""What a change of a poll that has begun asks: a second person, and more time in time. The rules are in `charter`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.states import State


@dataclass(frozen=True)
class Changing:
    """A poll that has begun, and what two people want to change of it. `papers_begun`: somebody keyed a paper, so part of
    the result is known to the team."""

    state: State
    now: datetime
    closes_at: datetime
    until: datetime | None = None
    asked_by: UUID | None = None
    papers_begun: bool = False


@need(N_("it gives more time, within a month"), N_("Choose a later moment, within one month."))
def gives_more_time(actor: Actor, case: Changing) -> bool:
    latest = max(case.closes_at, case.now)
    return case.until is not None and latest < case.until <= latest + timedelta(days=31)


@need(
    N_("no paper ballot was keyed yet"),
    N_("Papers were keyed already, so the team knows part of the result. No more time can be given."),
)
def nothing_known(actor: Actor, case: Changing) -> bool:
    return not case.papers_begun


@need(N_("another person asked for it"), N_("You asked for this yourself. Another person of the team has to agree."))
def another_asked(actor: Actor, case: Changing) -> bool:
    return case.asked_by is not None and case.asked_by != actor.id
