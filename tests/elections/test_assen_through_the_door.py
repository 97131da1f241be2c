"""Real input: the 84 ballots of Assen's youth budget 2024, cast by 84 children through the door, closed by two people."""

import json
from uuid import UUID

from civic.core.database import rows, value
from tests.conftest import Town
from tests.databases import owner_value
from tests.elections.assen import assen
from tests.voting.polls import closed, opened, seen, sent


async def test_the_84_ballots_of_assen_come_out_as_the_city_published_them(town: Town, browsers) -> None:
    """The totals of the page's open data equal the file's; so do those in the database."""
    election = assen()
    names = tuple(project.name[:120] for project in election.projects)
    children = await town.children(len(election.ballots))
    key = await opened(town, names, rule=f"approval;max={election.most};ties=lot", seats=5)
    for child, chosen in zip(children, election.ballots, strict=True):
        browser = await browsers().come_in(child)
        marks = [str(position) for position in sorted(chosen)] or ["none"]
        (await seen(browser, key, *marks)).see("Elegiste:")
        assert (await sent(browser, key, *marks)).location == f"/votaciones/{key}/listo"
    assert await owner_value("SELECT count(*) FROM ballot") == len(election.ballots) == 84
    await closed(town, key)
    page = await browsers().get(f"/votaciones/{key}")
    told = json.loads((await browsers().client.get(f"/votaciones/{key}/resultado.json")).content)
    kept = json.loads(await value("SELECT result FROM poll WHERE id = $1", key))
    assert tuple(kept["totals"]) == election.totals
    assert tuple(option["votes"] for option in told["options"]) == election.totals
    best = sorted(range(len(names)), key=lambda option: -election.totals[option])[:5]
    chosen = await rows(
        "SELECT proposal FROM poll_option o JOIN proposal p ON p.id = o.proposal WHERE p.state = 'chosen'"
    )
    ids = [UUID(option["id"]) for option in told["options"]]
    assert {ids[option] for option in best} == {each["proposal"] for each in chosen}
    for option in best:
        page.see(f"{election.totals[option]} votos")
