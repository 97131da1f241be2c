"""Tablets of Valle del Río that go out as booths without network, sent by the same acts as people's."""

from uuid import UUID

from civic.core.database import value
from civic.devices.acts import enroll_device
from civic.devices.cookie import cookie
from civic.voting import acts
from civic.voting.booths import acts as booth_acts
from civic.voting.booths.acts import Words
from civic.voting.tablets import acts as tablet_acts
from civic.voting.tablets.queries import TABLET
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.booths import for_every_child, place
from tests.voting.polls import CHOOSE_ONE, TITLES


async def opened_for_tablets(
    town: Town, titles: tuple[str, ...] = TITLES, rule: str = CHOOSE_ONE, cards: int = 8
) -> tuple[UUID, UUID, list[Words]]:
    """An open vote for every child: its id, a sheet of cards for tablets, and their words."""
    poll = await for_every_child(town, titles, rule)
    sheet = await booth_acts.ask_sheet(town.julian, poll, await place(), cards, TABLET)
    await booth_acts.sign_sheet(town.teo, sheet)
    words = await booth_acts.print_sheet(town.teo, sheet)
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    return poll, sheet, words


async def enrolled(town: Town, name: str = "Tableta 3") -> tuple[UUID, str]:
    """A tablet: its id, and the token of its cookie."""
    token = await enroll_device(town.teo, await place(), name)
    return await value("SELECT id FROM device ORDER BY enrolled_at DESC LIMIT 1"), token


async def sent_out(town: Town, sheet: UUID, name: str = "Tableta 3") -> tuple[UUID, UUID, str]:
    """An outing, its tablet and the token of that."""
    device, token = await enrolled(town, name)
    return await tablet_acts.prepare_tablet(town.teo, sheet, device), device, token


def hold(browser: Browser, token: str) -> Browser:
    browser.client.cookies.set(cookie(), token, domain="voz.test")
    return browser
