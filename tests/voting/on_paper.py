"""Paper ballots of Valle del Río for the tests: asked for, signed and printed by the same acts as people's."""

from uuid import UUID

from civic.voting import acts
from civic.voting.booths import acts as booth_acts
from tests.conftest import Town
from tests.voting.booths import for_every_child, place
from tests.voting.polls import CHOOSE_ONE, TITLES


async def open_with_papers(
    town: Town, papers: int = 8, titles: tuple[str, ...] = TITLES, rule: str = CHOOSE_ONE
) -> tuple[UUID, UUID]:
    """An open vote for every child whose one sheet is of paper ballots: its id, and the sheet's."""
    poll = await for_every_child(town, titles, rule)
    sheet = await papers_signed(town, poll, papers)
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    await booth_acts.print_sheet(town.teo, sheet)
    return poll, sheet


async def papers_signed(town: Town, poll: UUID, papers: int, where: UUID | None = None) -> UUID:
    sheet = await booth_acts.ask_sheet(town.julian, poll, where or await place(), papers, "paper")
    await booth_acts.sign_sheet(town.teo, sheet)
    return sheet
