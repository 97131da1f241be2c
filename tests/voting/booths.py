"""Booths of Valle del Río for the tests: cards asked for, signed and printed by the same acts as people's."""

from datetime import timedelta
from uuid import UUID

from civic.core.actor import Actor
from civic.core.clock import now
from civic.core.database import value
from civic.voting import acts
from civic.voting.booths import acts as booth_acts
from civic.voting.booths import stopping
from civic.voting.booths.acts import Words
from civic.voting.forms import Asked, Rules
from civic.voting.sittings.acts import open_desk
from tests.browsing import Browser, Page
from tests.conftest import Town
from tests.voting.polls import CHOOSE_ONE, DICE, QUESTION, TITLES, idea

BOOTH = "/casilla"


async def place(name: str = "") -> UUID:
    return await value("SELECT id FROM place WHERE active AND ($1 = '' OR name = $1) ORDER BY name LIMIT 1", name)


async def sit(poll: UUID, *people: Actor, where: UUID | None = None) -> None:
    """Each has a desk open there: as who acts without a browser."""
    for who in people:
        await open_desk(who, poll, where or await place())


async def left_over(town: Town, sheet: UUID, number: int) -> None:
    """Counted by two people alike."""
    for who in (town.teo, town.ines):
        await booth_acts.count_cards(who, sheet, number)


async def for_every_child(town: Town, titles: tuple[str, ...] = TITLES, rule: str = CHOOSE_ONE) -> UUID:
    """Announced, with every rule complete and no card yet."""
    key = await acts.draft_poll(town.julian, town.call)
    await acts.keep_poll(town.julian, key, Rules(QUESTION, rule, 1, now() + timedelta(days=7), city_wide=True))
    for title in titles:
        await acts.put_option(town.julian, key, await idea(town, town.amaranta, title))
    await acts.announce_poll(town.julian, key)
    await acts.draw_lot(town.teo, key, DICE)
    return key


async def printed(town: Town, poll: UUID, cards: int = 8, where: UUID | None = None) -> tuple[UUID, list[Words]]:
    """A sheet of cards: its id, and their words."""
    sheet = await booth_acts.ask_sheet(town.julian, poll, where or await place(), cards)
    await booth_acts.sign_sheet(town.teo, sheet)
    return sheet, await booth_acts.print_sheet(town.teo, sheet)


async def stopped(town: Town, sheet: UUID) -> None:
    """Of an open vote: Inés asks, Teo agrees."""
    await stopping.ask_stop(town.ines, sheet, Asked("Se perdió la bolsa."))
    await stopping.stop_sheet(town.teo, sheet, await value("SELECT id FROM poll_change WHERE sheet = $1", sheet))


async def open_booth(
    town: Town, titles: tuple[str, ...] = TITLES, rule: str = CHOOSE_ONE, cards: int = 8
) -> tuple[UUID, UUID, list[Words]]:
    """An open vote for every child: its id, its sheet and the words of the cards."""
    poll = await for_every_child(town, titles, rule)
    sheet, words = await printed(town, poll, cards)
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    return poll, sheet, words


async def show_card(browser: Browser, words: Words, status: int = 303) -> Page:
    await browser.get(BOOTH)
    return await typed(browser, " ".join(words), status)


async def typed(browser: Browser, code: str, status: int = 303) -> Page:
    browser.tie = browser.client.cookies.get("__Host-visita") or browser.tie
    return await browser.post(BOOTH, {"code": code}, status)


async def alone(browser: Browser, headphones: bool = False) -> Page:
    """Behind the curtain: the ballot."""
    await browser.get(f"{BOOTH}/cortina")
    await browser.post(f"{BOOTH}/cortina", {"headphones": "1"} if headphones else {})
    return await browser.get(f"{BOOTH}/boleta")


async def cast(browser: Browser, words: Words, *chosen: str) -> Page:
    """The whole way, to the last screen."""
    await show_card(browser, words)
    await alone(browser)
    await browser.post(f"{BOOTH}/boleta/ver", {"choice": list(chosen)}, 200)
    answer = await browser.post(f"{BOOTH}/boleta", {"choice": list(chosen)})
    return await browser.get(answer.location)
