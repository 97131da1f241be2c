"""What the booth asks: two people for its cards, and of a card that it is good for one vote. The rules are in `charter`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.booths.states import BOOTH, PAPER, Cards
from civic.voting.states import ANNOUNCED, COUNTED, OPEN, State


@dataclass(frozen=True)
class Sheet:
    """Booth cards, or paper ballots (`door`), as their rules see them. `counted`: how many were handed back, as somebody
    says it; `first_by`: who counted them once, and waits for another person. `stop_asked_by`: who asked that they
    be worth nothing any more."""

    state: Cards
    number: int
    asked_by: UUID
    poll: State
    now: datetime
    closes_at: datetime
    counted: int = 0
    first_by: UUID | None = None
    door: str = BOOTH
    stop_asked_by: UUID | None = None

    @property
    def takes_two(self) -> bool:
        """To stop them: whether children may hold them, or have filled them in."""
        return self.poll is OPEN and self.state is Cards.PRINTED


@dataclass(frozen=True)
class Drawn:
    """A poll as whoever holds one of its booth cards meets it."""

    state: State
    now: datetime
    closes_at: datetime
    used: bool = False
    void: bool = False
    council_open: bool = True
    box_works: bool = True


@need(
    N_("another person asked for them"),
    N_("You asked for these cards yourself. Another person of the team has to agree."),
)
def another_signs(actor: Actor, case: Sheet) -> bool:
    return actor.id != case.asked_by


@need(N_("the vote is not over"), N_("The vote is over. It needs no more cards."))
def poll_goes_on(actor: Actor, case: Sheet) -> bool:
    return case.poll in (ANNOUNCED, OPEN) and case.now < case.closes_at


@need(
    N_("the vote is open, so children may hold them"),
    N_("Children do not have them yet. One person can stop them."),
)
def in_use(actor: Actor, case: Sheet) -> bool:
    return case.takes_two


@need(
    N_("once the vote is open, somebody asked for it and said why"),
    N_("Children may have voted with them. First somebody asks and says why. Then another person agrees."),
)
def stop_asked(actor: Actor, case: Sheet) -> bool:
    return not case.takes_two or case.stop_asked_by is not None


@need(
    N_("once the vote is open, another person asked for it"),
    N_("You asked for this yourself. Another person of the team has to agree."),
)
def another_stops(actor: Actor, case: Sheet) -> bool:
    return not case.takes_two or case.stop_asked_by != actor.id


@need(
    N_("paper ballots are printed once the vote is open"),
    N_("Paper ballots are printed when the vote is open. Until then its question can still be mended."),
)
def frozen_for_paper(actor: Actor, case: Sheet) -> bool:
    return case.door != PAPER or case.poll is OPEN


@need(
    N_("the time to vote is up, and the result is not published"),
    N_("The cards that are left over are counted when the time to vote is up, before the result is published."),
)
def time_to_count(actor: Actor, case: Sheet) -> bool:
    return case.poll in (OPEN, COUNTED) and case.closes_at <= case.now


@need(
    N_("not more come back than were printed"), N_("There were fewer cards than that. Count the ones left over again.")
)
def cards_count(actor: Actor, case: Sheet) -> bool:
    return 0 <= case.counted <= case.number


@need(
    N_("another person counted them first, or nobody"),
    N_("You counted these. Now another person counts them, without seeing your number."),
)
def another_counts(actor: Actor, case: Sheet) -> bool:
    return case.first_by is None or case.first_by != actor.id


@need(
    N_("the council is open to children"),
    N_("The council is closed for now. Keep your card, and ask who gave it to you."),
)
def council_open(actor: Actor, case: Drawn) -> bool:
    return case.council_open


@need(
    N_("nobody has voted with the card"),
    N_("This card was already used. Each card works once. If it was not you, ask for help."),
)
def not_used(actor: Actor, case: Drawn) -> bool:
    return not case.used


@need(N_("the card was not put aside"), N_("This card is not valid any more. Ask for another one."))
def not_void(actor: Actor, case: Drawn) -> bool:
    return not case.void
