"""Polls of Valle del Río for the tests, prepared and moved by the same acts as people's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from civic.core import outbox
from civic.core.actor import THE_CLOCK, Actor
from civic.core.clock import now, pretend
from civic.core.images import Picture
from civic.moderation.acts import publish_writing
from civic.proposals.acts import keep_draft, send_proposal, start_proposal
from civic.voting import acts, closing, queries
from civic.voting.ballots import Ballot
from civic.voting.forms import Rules
from tests.browsing import Browser, Page
from tests.conftest import Town
from tests.databases import owner_value

TITLES = ("Árboles con sombra", "Una cancha con luz", "Bancas para platicar")
QUESTION = "¿Qué hacemos primero en los parques?"
CHOOSE_ONE, UP_TO_TWO = "choose_one;ties=lot", "approval;max=2;ties=lot"
DICE = (4, 2, 6, 1, 3, 3, 5, 2, 1, 6, 4, 4, 2, 5, 1, 6, 3, 2, 5, 4)


async def idea(town: Town, child: Actor, title: str, category: str = "parks", drawing: Picture | None = None) -> UUID:
    """A published proposal."""
    key = await start_proposal(child, town.call)
    words = {"title": title, "problem": "Hace falta.", "help": "Hacerlo."}
    await keep_draft(child, key, words, category, town.areas[0], drawing)
    await send_proposal(child, key)
    await publish_writing(town.teo, key)
    return key


async def drafted(
    town: Town, titles: tuple[str, ...] = TITLES, rule: str = CHOOSE_ONE, seats: int = 1, days: int = 7
) -> UUID:
    """A draft that could be announced."""
    key = await acts.draft_poll(town.julian, town.call)
    await acts.keep_poll(town.julian, key, Rules(QUESTION, rule, seats, now() + timedelta(days=days)))
    for title in titles:
        await acts.put_option(town.julian, key, await idea(town, town.amaranta, title))
    return key


async def announced(town: Town, *args: object, **kwargs: object) -> UUID:
    key = await drafted(town, *args, **kwargs)
    await acts.announce_poll(town.julian, key)
    await acts.draw_lot(town.teo, key, DICE)
    return key


async def as_read(key: UUID) -> dict[str, str]:
    """What the page of an announced poll carries for whoever signs it."""
    return {"reglas": (await queries.visible(THE_CLOCK, key)).seen}


async def opened(town: Town, *args: object, **kwargs: object) -> UUID:
    key = await announced(town, *args, **kwargs)
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
    return key


@contextmanager
def after_the_close(days: int = 8) -> Iterator[None]:
    with pretend(now() + timedelta(days=days)):
        yield


async def closed(town: Town, key: UUID) -> None:
    """Closed, counted by the clock, and said by two people to add up: decided."""
    await counted(town, key)
    with after_the_close():
        await certified(town, key)


async def counted(town: Town, key: UUID) -> None:
    with after_the_close():
        await closing.sign_closing(town.julian, key)
        await closing.close_poll(town.teo, key)
        await outbox.drain()


async def certified(town: Town, key: UUID) -> None:
    await closing.sign_result(town.julian, key)
    await closing.certify_result(town.teo, key)


async def vote(child: Actor, key: UUID, *chosen: int) -> bool:
    """Straight into the box; no option is "none of them". Whether it is the first of this child."""
    rules = await queries.frozen(key)
    return await acts.cast_ballot(child, key, Ballot(rules.paper, chosen))


async def seen(browser: Browser, key: UUID, *chosen: str) -> Page:
    """Choose and see: the read-back page."""
    ballot = await browser.get(f"/votaciones/{key}/boleta")
    data = {"choice": list(chosen), "paper": field(ballot.text, "paper")}
    return await browser.post(f"/votaciones/{key}/boleta/ver", data, status=200)


async def sent(browser: Browser, key: UUID, *chosen: str) -> Page:
    """The last step, as the read-back page sends it."""
    return await browser.post(f"/votaciones/{key}/boleta", {"choice": list(chosen)})


async def in_box() -> int:
    """How many ballots, of all polls."""
    return await owner_value("SELECT count(*) FROM ballot")


def field(html: str, name: str) -> str:
    return html.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]
