"""A facilitator and a class: who has come, whose card rests; and helping one child or all of them in two taps.

Nothing here shows, takes or chooses a secret (SG-28): the child chooses it alone, with the card in the hand.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from civic.core.actor import Actor
from civic.core.acts import NotThere, act
from civic.core.clock import now
from civic.core.database import row
from civic.invitations import queries
from civic.invitations.charter import Invitations
from civic.invitations.queries import Pupil
from civic.journal.acts import note
from civic.people import cards


@act
async def see_class(actor: Actor, place: UUID) -> list[Pupil]:
    """Every look is written down with how many children it showed, and no name (SG-77)."""
    Invitations.see_class.ask(actor)
    pupils = await queries.pupils(place)
    await note(actor, Invitations.see_class, place, children=len(pupils))
    return pupils


@act
async def unlock_cards(actor: Actor, place: UUID, chosen: Iterable[UUID]) -> int:
    """Those of the chosen whose card waits or rests; how many they were."""
    waiting = [each for each in await _of_class(place, chosen) if each.rests or each.waits_until]
    for each in waiting:
        await cards.unlock_card(actor, each.id)
    return len(waiting)


@act
async def ask_resets(actor: Actor, place: UUID, chosen: Iterable[UUID]) -> tuple[int, int]:
    """Let those of the chosen who have come choose anew: how many may at once, and how many wait for a second adult."""
    open_at_once = [await cards.ask_reset(actor, each.id) for each in await _of_class(place, chosen) if each.has_come]
    return sum(open_at_once), len(open_at_once) - sum(open_at_once)


@act
async def confirm_resets(actor: Actor, place: UUID, asked_by: UUID) -> int:
    """The second adult's one tap, for all that one other asked for in this class."""
    asked = [each for each in await queries.pupils(place) if each.reset_asked_by == asked_by]
    for each in asked:
        await cards.confirm_reset(actor, each.id)
    return len(asked)


@act
async def renew_cards(actor: Actor, place: UUID, label: str, chosen: Iterable[UUID]) -> UUID:
    """A lost card opens nothing from now on, nor does what it opened. The new ones are printed when another person has
    signed (threat 21)."""
    lost = [each.id for each in await _of_class(place, chosen)]
    Invitations.renew_cards.ask(actor, await queries.wanted(place, len(lost)))
    batch = uuid4()
    await row(
        "INSERT INTO batch (id, state, label, place, asked_by, asked_at) VALUES ($1, 'asked', $2, $3, $4, $5)",
        batch,
        label,
        place,
        actor.id,
        now(),
    )
    await row(
        """INSERT INTO invited (person, batch) SELECT unnest($1::uuid[]), $2
           ON CONFLICT (person) DO UPDATE SET batch = $2, number = NULL""",
        lost,
        batch,
    )
    for table in ("card", "reset", "sign_in"):
        await row(f"DELETE FROM {table} WHERE person = ANY($1)", lost)
    await note(actor, Invitations.renew_cards, batch, children=len(lost))
    return batch


async def _of_class(place: UUID, chosen: Iterable[UUID]) -> list[Pupil]:
    """Raises NotThere for whoever is of another class."""
    wanted, pupils = set(chosen), {each.id: each for each in await queries.pupils(place)}
    if not wanted <= pupils.keys():
        raise NotThere
    return [pupils[each] for each in wanted]
