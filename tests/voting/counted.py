"""Votes of any rule, filled and counted at once: ballots go into the box without a child behind each."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from civic.core.clock import now
from civic.core.database import row, rows
from civic.voting import acts, queries
from civic.voting.ballots import Ballot
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from civic.voting.forms import Rules
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.polls import DICE, QUESTION, closed, idea

TITLES = ("Árboles con sombra", "Una cancha con luz", "Bancas para platicar", "Juegos para todos", "Agua para beber")
KINDS = ("parks", "sport", "parks", "culture", "water")
COSTS = (40_000, 60_000, 30_000, 50_000, 20_000)
BUDGET = 100_000


async def opened(town: Town, rule: str, *, seats: int = 1, options: int = 3, **more: object) -> UUID:
    """`options` of TITLES; a motion is about the first. A budget's costs are COSTS, of BUDGET."""
    key = await acts.draft_poll(town.julian, town.call)
    motion, budget = rule.startswith("motion"), BUDGET if rule.startswith("pb/") else None
    closes = now() + timedelta(days=7)
    await acts.keep_poll(town.julian, key, Rules(QUESTION, rule, seats, closes, budget=budget, **more))
    for title, kind, cost in list(zip(TITLES, KINDS, COSTS, strict=True))[: 1 if motion else options]:
        proposal = await idea(town, town.amaranta, title, kind)
        await acts.put_option(town.julian, key, proposal)
        if budget:
            await row("UPDATE poll_option SET cost = $3 WHERE poll = $1 AND proposal = $2", key, proposal, cost)
    await acts.announce_poll(town.julian, key)
    await acts.draw_lot(town.julian, key, DICE)
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
    return key


async def fill(key: UUID, ballots: Sequence[Sequence[int]]) -> None:
    """`ballots`: marks, as of `ballots.Ballot`, under the names of children on the roll."""
    rules = await queries.frozen(key)
    roll = await rows("SELECT person FROM roll WHERE poll = $1 ORDER BY person LIMIT $2", key, len(ballots))
    named = [pseudonym(queries.box_key(key), each["person"].bytes) for each in roll]
    sealed = [seal(rules.sealing_key, rules.paper.pack(Ballot(rules.paper, tuple(marks)))) for marks in ballots]
    into = "INSERT INTO ballot (id, poll, sealed) SELECT name, $1, paper FROM unnest($2::bytea[], $3::bytea[]) x(name, paper)"
    await owner_rows(into, key, named, sealed)


async def published(town: Town, rule: str, ballots: Sequence[Sequence[int]], **more: object) -> UUID:
    await town.children(max(0, len(ballots) - 4))
    key = await opened(town, rule, **more)
    await fill(key, ballots)
    await closed(town, key)
    return key
