"""A town for every test: a fresh database with the cast, one open call, and a browser for each person."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings as examples
from litestar.types import ASGIApp

from civic import settings as house
from civic.app import build
from civic.calls.tables import Call
from civic.consent.acts import answer_assent
from civic.core import pages, secrets
from civic.core.actor import Actor
from civic.core.clock import now, today
from civic.council.queries import areas, offices
from civic.demo import people as demo
from civic.demo.cast import CAST, TOWN
from tests.browsing import Browser
from tests.databases import Databases, raise_house

CALL = UUID(int=100)
SETTINGS = house.Settings(mode="test", secret="a secret of the tests, long enough to be one")

secrets.cheap_for_tests()
# A busy machine stops a test for longer than any deadline of a single example.
examples.register_profile("house", deadline=None)
examples.load_profile("house")


@dataclass
class Town:
    """The people by their names, as actors; `call` is open; `children(n)` adds n more who said yes."""

    app: ASGIApp
    people: dict[str, Actor]
    call: UUID
    areas: list[UUID]
    offices: dict[str, UUID]

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    async def again(self, name: str) -> Actor:
        """The same person read anew, as the next request would see them."""
        return await demo.cast(name)

    async def children(self, number: int, age: int = 11) -> list[Actor]:
        made = []
        for i in range(number):
            child = await demo.add_child(f"Alias {i}", (today().year - age, 1), self.areas[0])
            await answer_assent(child, self.call, "yes")
            made.append(child)
        return made


async def _build(dsn: str) -> None:
    """The template every test's town is a copy of."""
    await raise_house(dsn)
    await demo.settle(today())
    office = (await offices())[0]
    parks = next(each["id"] for each in await offices() if each["name"] == "Parques y Jardines") or office["id"]
    await Call.insert(
        Call(
            id=CALL,
            state="open",
            question="¿Qué le falta a tu parque?",
            can_change="Los juegos, los árboles y las bancas de los parques del municipio.",
            money="Hay 200 mil pesos.",
            decides="El Cabildo decide con lo que ustedes voten.",
            office=parks,
            answer_by=today() + timedelta(days=90),
            data="Guardamos tu apodo y lo que escribes. Tu voto no se guarda con tu apodo.",
            proposals_until=today() + timedelta(days=30),
            first_round_until=today() + timedelta(days=20),
            opened_at=now(),
            picture="parks",
        )
    )
    for name in ("lupita", "nicolas", "amaranta", "mateo"):
        await answer_assent(await demo.cast(name), CALL, "yes")


@pytest.fixture(scope="session")
async def databases() -> AsyncIterator[Databases]:
    house.use(SETTINGS)
    made = Databases()
    made.start()
    await made.template("town", _build)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def app() -> ASGIApp:
    pages.city = TOWN
    return build(SETTINGS, beat=False)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    """The key directory of this test's ballot boxes; and what is kept beside the settings is this test's alone."""
    folder = tmp_path / "keys"
    house.use(replace(SETTINGS, keys=folder, var=tmp_path))
    yield folder
    house.use(SETTINGS)


async def who_is_there() -> dict[str, Any]:
    return {
        "people": {name: await demo.cast(name) for name in CAST},
        "call": CALL,
        "areas": [each["id"] for each in await areas()],
        "offices": {each["name"]: each["id"] for each in await offices()},
    }


@pytest.fixture(scope="session")
async def settled(databases: Databases) -> dict[str, Any]:
    """Every copy begins with the same people: they are read once."""
    async with databases.entered("town"):
        return await who_is_there()


@pytest.fixture
async def town(databases: Databases, app: ASGIApp, keys: Path, settled: dict[str, Any]) -> AsyncIterator[Town]:
    async with databases.entered("town"):
        yield Town(app, **settled)


@pytest.fixture
async def year(databases: Databases, app: ASGIApp, keys: Path) -> AsyncIterator[Town]:
    """The town after the demo's year, instead of `town`."""
    from tests.year import lived_in  # takes its Town from here

    async with lived_in(databases, app, keys) as made:
        yield made


@pytest.fixture
async def browser(town: Town) -> AsyncIterator[Browser]:
    """A visitor's browser; `await browser.come_in(town.amaranta)` makes it hers."""
    made = Browser(town.app)
    yield made
    await made.client.aclose()


@pytest.fixture
async def browsers(town: Town) -> AsyncIterator[Callable[[], Browser]]:
    """A new browser at each call, for stories with several people."""
    made: list[Browser] = []

    def another() -> Browser:
        made.append(Browser(town.app))
        return made[-1]

    yield another
    for each in made:
        await each.client.aclose()


#: Begun first, or one worker would end alone with them; each is half a minute or more of both.
LONG = ("browser/test_every_page.py", "browser/test_each_ballot.py", "house/test_pages.py", "voting/test_rush.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    begins = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda each: begins.get(each.path, len(LONG)))


def required() -> bool:
    """Whether what cannot be run fails the run instead of being skipped (CI)."""
    return os.environ.get("CIVIC_REQUIRE_ALL") == "1"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests measured by `record_property("figure", ...)` is shown when they pass, too."""
    ended = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    for line in sorted(value for each in ended for name, value in each.user_properties if name == "figure"):
        terminalreporter.write_line(str(line))
