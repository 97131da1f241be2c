"""A vote of the town as its people make it: announced, opened by two, voted, closed by two, certified by two."""

from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID

from civic.core import outbox
from civic.core.clock import CITY
from civic.demo.days import Year
from civic.demo.people import SCHOOL, cast
from civic.devices.acts import enroll_device
from civic.voting import acts as voting
from civic.voting import closing, queries, ways
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booths
from civic.voting.changes import acts as changing
from civic.voting.forms import Asked, Rules
from civic.voting.tablets import queries as tablet_queries
from civic.voting.tablets.acts import prepare_tablet
from civic.voting.tally.rules import Motion

#: What the dice showed in the square.
DICE = (4, 2, 6, 1, 3, 3, 5, 2, 1, 6, 4, 4, 2, 5, 1, 6, 3, 2, 5, 4)


async def tell_poll(
    year: Year,
    call: UUID,
    options: list[UUID],
    rules: Rules,
    opened: int,
    votes: list[list[int]] | None,
    costs: Mapping[UUID, int] | None = None,
) -> UUID:
    """Announced, opened by two, voted. `votes`: a ballot's marks for each child, in order; None: announced only, with
    Julián's signature. For every child of the town with a sheet of booth cards at the school, or it could not open
    (SG-05). `costs` in pesos, where money is shared out."""
    julian, teo = await cast("julian"), await cast("teo")
    async with year.on(opened + 1):
        key = await voting.draft_poll(julian, call)
        await voting.keep_poll(julian, key, rules)
        for option in options:
            await voting.put_option(julian, key, option)
        if costs:
            await voting.price_option(julian, key, costs)
        await voting.announce_poll(julian, key)
        if rules.city_wide:
            await _cards(key, 16, "booth")
        if not rules.rule.startswith(Motion.NAME):
            await voting.draw_lot(julian, key, DICE)
        await voting.sign_opening(julian, key)
    if votes is None:
        return key
    async with year.on(opened, 8):
        await voting.open_poll(teo, key)
    paper = (await queries.frozen(key)).paper
    async with year.on(max(opened - 1, 0), 9):
        for child, choice in zip(await year.children, votes, strict=False):
            await voting.cast_ballot(child, key, Ballot(paper, tuple(choice)))
    return key


async def tell_close(year: Year, poll: UUID, ago: int) -> None:
    async with year.on(ago, 18):
        await closing.sign_closing(await cast("julian"), poll)
        await closing.close_poll(await cast("ines"), poll)
        await outbox.drain()
        await closing.sign_result(await cast("julian"), poll)
        await closing.certify_result(await cast("ines"), poll)


def closes(year: Year, ago: int) -> datetime:
    return datetime.combine(year.day(ago), time(17), CITY)


def money_rules(question: str, budget: int, children: int, until: datetime) -> Rules:
    """Equal shares, as the secretary's form makes them."""
    return Rules(question, str(ways.of_money(ways.EQUAL, budget, children)), 1, until, budget=budget)


async def more_time(year: Year, poll: UUID, ago: int, why: str, until: int) -> None:
    ines, teo = await cast("ines"), await cast("teo")
    async with year.on(ago, 10):
        await changing.ask_extension(ines, poll, Asked(why, closes(year, until)))
        asked = (await queries.visible(teo, poll)).waiting(changing.EXTEND)
        await changing.extend_poll(teo, poll, asked.id)


async def other_doors(year: Year, poll: UUID, ago: int) -> None:
    """Paper ballots at the school, and a tablet that went where there is no network."""
    teo = await cast("teo")
    async with year.on(ago, 12):
        await _cards(poll, 12, "paper")
        sheet = await _cards(poll, 8, "tablet")
        await enroll_device(teo, SCHOOL, "Tableta 2")
        device = next(each["id"] for each in await tablet_queries.at_hand() if each["name"] == "Tableta 2")
        await prepare_tablet(teo, sheet, device)


async def _cards(poll: UUID, number: int, door: str) -> UUID:
    julian, teo = await cast("julian"), await cast("teo")
    sheet = await booths.ask_sheet(julian, poll, SCHOOL, number, door)
    await booths.sign_sheet(teo, sheet)
    await booths.print_sheet(teo, sheet)
    return sheet
