"""An open poll of each paper that a child can be handed, for the tests."""

from datetime import timedelta
from uuid import UUID

from civic.core.clock import now
from civic.core.database import rows
from civic.voting import acts
from civic.voting.booths import acts as booth_acts
from civic.voting.booths.acts import Words
from civic.voting.forms import Rules
from civic.voting.tally.rules import Approval, ChooseOne, EqualShares, Motion, Schulze, Smileys
from tests.conftest import Town
from tests.voting.polls import DICE, QUESTION, TITLES, idea

RULES = {
    "one": ChooseOne(),
    "several": Approval(2),
    "motion": Motion(),
    "basket": EqualShares(),
    "faces": Smileys(),
    "ranking": Schulze(),
}
#: For every child of the town: a motion has a list.
FOR_EVERYBODY = tuple(kind for kind in RULES if kind != "motion")
BUDGET = 1_000_000
COSTS = (600_000, 350_000, 150_000, 450_000, 200_000, 550_000)
IDEAS = (*TITLES, "Un puente", "Luz en el parque", "Una biblioteca con libros y juegos para todas las edades")


async def drafted(town: Town, kind: str, options: int = 3, city_wide: bool = False) -> UUID:
    """Not announced yet. A motion is about one idea."""
    key = await acts.draft_poll(town.julian, town.call)
    budget = BUDGET if kind == "basket" else None
    closes = now() + timedelta(days=7)
    await acts.keep_poll(town.julian, key, Rules(QUESTION, str(RULES[kind]), 1, closes, city_wide, budget))
    for title in IDEAS[: 1 if kind == "motion" else options]:
        await acts.put_option(town.julian, key, await idea(town, town.amaranta, title))
    if budget:
        for place, cost in enumerate(COSTS[:options]):
            await rows("UPDATE poll_option SET cost = $1 WHERE poll = $2 AND place = $3", cost, key, place)
    return key


async def handed_out(town: Town, kind: str, options: int = 3) -> UUID:
    """Open."""
    key = await drafted(town, kind, options)
    await acts.announce_poll(town.julian, key)
    await _open(town, key)
    return key


async def in_booth(
    town: Town, kind: str, where: UUID, options: int = 3, cards: int = 4, door: str = "booth"
) -> tuple[UUID, list[Words]]:
    """Open for every child, with cards."""
    key = await drafted(town, kind, options, city_wide=True)
    await acts.announce_poll(town.julian, key)
    sheet = await booth_acts.ask_sheet(town.julian, key, where, cards, door)
    await booth_acts.sign_sheet(town.teo, sheet)
    words = await booth_acts.print_sheet(town.teo, sheet)
    await _open(town, key)
    return key, words


async def _open(town: Town, key: UUID) -> None:
    await acts.draw_lot(town.teo, key, DICE)
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
