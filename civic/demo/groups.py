"""Two groups invited: one has its cards and mostly came, with somebody whose card rests; one waits for its signature."""

from datetime import timedelta
from uuid import UUID, uuid4

from civic.core.actor import Actor
from civic.core.clock import now, pretend
from civic.council import acts as council
from civic.demo.cast import LIBRARY
from civic.demo.people import SCHOOL, cast
from civic.invitations import acts, queries
from civic.invitations.listed import Child, ClassList
from civic.people.acts import count_try, try_key
from civic.people.cards import claim_card
from civic.people.charter import People
from civic.people.limits import LOCKED_AFTER, WAITS
from civic.people.queries import card_of

READERS = ("Ximena Toxqui", "Emilio Zitle", "Renata Cuaya", "Gael Popoca", "Valentina Tecpa", "Iker Mixcóatl")
THIRD = ("Julieta Xochitl", "Leonardo Cuautli", "Regina Tlaxcalteca", "Mariano Ocelo")


async def invite_readers(area: UUID) -> UUID:
    """Through the travelling library: asked by Inés, signed by Julián, printed; four of six have come. The place."""
    ines, julian = await cast("ines"), await cast("julian")
    place = await council.add_place(julian, LIBRARY, "library", area)
    key = await _ask(ines, place, "Círculo de lectura", READERS, 10)
    await acts.sign_batch(julian, key)
    await acts.print_cards(julian, key)
    await acts.print_letters(julian, key)
    for each in (await queries.without_card(key))[:4]:
        card = await card_of(each.person)
        await claim_card(card, "pictures", " ".join(card["offered"][:4]))
    return place


async def rest_a_card(place: UUID) -> None:
    """Somebody there forgot their pictures, and every calm wait has passed."""
    forgot = next(each for each in await queries.pupils(place) if each.has_come)
    key = try_key(str((await card_of(forgot.id))["id"]))
    begun = now()
    for tried in range(LOCKED_AFTER):
        with pretend(begun + tried * (WAITS[-1] + timedelta(minutes=1))):
            await count_try(People.enter_with_card, key)


async def ask_for_third() -> None:
    """Through the school, by Teo. Nobody has signed yet."""
    await _ask(await cast("teo"), SCHOOL, "3.º B", THIRD, 8)


async def _ask(actor: Actor, place: UUID, label: str, names: tuple[str, ...], age: int) -> UUID:
    year = now().year - age
    children = [Child(number, name, (year, 1 + number)) for number, name in enumerate(names, 1)]
    key = uuid4()
    await acts.ask_batch(actor, ClassList(key, place, label, children))
    return key
