"""What is kept of people, for what and how long; what is never asked; and what no city can do with it."""

import ast
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from litestar import Litestar

from civic.app import doors
from civic.core.database import rows
from civic.database import tables
from civic.inventory import FILE, VAULTS, inventory, kept, markdown
from civic.settings import ROOT, Settings
from civic.vault.store import STORE
from tests.browsing import Browser
from tests.conftest import Town

PRODUCTION = Settings(mode="production")
SOURCES = [path for path in (ROOT / "civic").rglob("*.py") if "demo" not in path.parts]

#: Never asked of a child, and of nobody else without a place in ALLOWED.
FORBIDDEN = re.compile(
    r"curp|rfc|passport|pasaporte|address|domicilio|direccion|street|calle|postal|gps|latitud|longitud|geoloc|coordin"
    r"|(?<!head)phone|telefono|celular|whatsapp|mail|correo|instagram|facebook|tiktok|handle|social|religio|ethni|etnia|raza"
    r"|indigen|health|salud|diagnos|disab|discapac|blood|sangre|grades?$|calificaci|income|ingreso|biometr|fingerprint"
    r"|huella|voice|audio|record(ing|ed_voice)|birth_?day|selfie|gender|genero|sexo|^sex$",
)
#: The help lines of the town are no child's; `voice` in our code is a child's words about an idea.
ALLOWED = {("contact", "phone"), ("form", "phone")}
#: What somebody needs in order to read: on their own device only, in a cookie.
PREFERENCES = re.compile(r"prefer|locale|language|idioma|contrast|contraste|font|letra_grande|accessib|accesib|dyslex|caption")


def columns() -> Iterator[tuple[str, str]]:
    for table in tables():
        for column in table._meta.columns:
            yield table._meta.tablename, column._meta.name


def test_sg_15_a_column_without_purpose_and_end_fails_the_build() -> None:
    """SG-15, SG-86: and a purpose without its column, too."""
    have, told = set(columns()), {(table, each) for table, purposes in inventory().items() for each in purposes}
    assert have - told == set(), "these columns are not in civic/inventory.txt"
    assert {pair for pair in told - have if pair[0] != VAULTS} == set(), "these columns of civic/inventory.txt are not there"
    for table in inventory():
        assert kept(table).after and kept(table).source, table


async def test_sg_15_the_vault_has_the_columns_that_are_told(town: Town) -> None:
    found = await STORE.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'vault' AND table_name = 'identity'", ()
    )
    assert {each["column_name"] for each in found} == set(inventory()[VAULTS])


async def test_the_database_has_no_table_that_no_model_knows(town: Town) -> None:
    found = {each["tablename"] for each in await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert found - {table._meta.tablename for table in tables()} == {"migration"}


def test_the_inventory_for_people_is_of_today() -> None:
    assert FILE.read_text(encoding="utf-8") == markdown(), "python -m civic inventory"


def test_sg_15_a_child_is_an_allow_list() -> None:
    """SG-15: whoever adds a column to a person changes this line, and says why in a review."""
    assert {name for table, name in columns() if table == "person"} == {
        *("id", "role", "name", "title", "birth_year", "birth_month", "area", "place", "office"),
        *("active", "paused", "joined_at", "valid_until", "left_at"),
    }


def form_fields() -> Iterator[tuple[str, str]]:
    """Every name that a form of ours reads or draws, with its file."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                reads = node.func.attr in ("text", "choice", "several", "day", "get") and "form" in ast.unparse(node.func.value)
                if reads and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, str(path)
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        yield from ((name, str(path)) for name in re.findall(r'<(?:input|select|textarea)[^>]*\bname="(\w+)"', text))
        yield from ((name, str(path)) for name in re.findall(r'\b(?:text|area|choices|tiles|upload)\(\w[\w.]*, "(\w+)"', text))


def test_sg_16_what_is_never_collected() -> None:
    """SG-16: no CURP, address, place on a map, body, faith, health, marks, telephone or e-mail, in no table and no form."""
    found = [pair for pair in columns() if FORBIDDEN.search(pair[1]) and pair not in ALLOWED]
    names = list(form_fields())
    assert len({name for name, _path in names}) > 60
    found += [pair for pair in names if FORBIDDEN.search(pair[0]) and ("form", pair[0]) not in ALLOWED]
    assert not found
    for forbidden in ("curp", "home_address", "telefono_celular", "religion", "grade", "email", "latitude", "voice_recording"):
        assert FORBIDDEN.search(forbidden), forbidden


def test_sg_18_what_somebody_needs_to_read_is_kept_nowhere() -> None:
    """SG-18: a preference of the screen is no column, so no desk, export or count can hold it."""
    assert not [pair for pair in columns() if PREFERENCES.search(pair[1])]


async def test_sg_18_staff_see_the_same_child_with_and_without_preferences(town: Town, browser: Browser, browsers) -> None:
    """SG-18: Lupita reads in another language; nothing on a desk, nor in the database, is different."""
    place = (await rows("SELECT id FROM place LIMIT 1"))[0]["id"]
    teo = await browsers().come_in(town.teo)
    await browser.come_in(town.lupita)
    before, kept_before = (await teo.get(f"/mesa/clase/{place}")).said, await _everything()
    await browser.get("/idioma/en?volver=/mi-pagina", 303)
    assert (await browser.get("/mi-pagina")).text.count('lang="en"')
    assert (await teo.get(f"/mesa/clase/{place}")).said == before
    assert await _everything() == kept_before


async def _everything() -> str:
    return str([tuple(each) for each in await rows("SELECT * FROM person ORDER BY id")])


def routes() -> Iterator[tuple[str, str, object]]:
    app = Litestar(route_handlers=doors(PRODUCTION), openapi_config=None, logging_config=None)
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            for method in handler.http_methods - {"HEAD", "OPTIONS"}:
                yield method, route.path, handler


def test_sg_22_one_house_is_one_city() -> None:
    """SG-22: no address and no table speaks of another city, so there is none to look into."""
    told = re.compile(r"\{(city|town|tenant|ciudad|municipio)")
    assert not [path for _method, path, _handler in routes() if told.search(path)]
    assert not [pair for pair in columns() if re.search(r"tenant|^city(_id)?$|municip", pair[1]) or pair[1] == "town"]


@pytest.mark.parametrize("who", ["a visitor", "amaranta", "rosa", "leticia", "teo", "carmen", "pilar", "julian"])
async def test_sg_22_an_id_of_another_city_opens_nothing(town: Town, browser: Browser, who: str) -> None:
    """SG-22: with the ids of another house, on every address that takes one: never a page."""
    if who != "a visitor":
        await browser.come_in(town.people[who])
    opened = []
    for method, path, _handler in routes():
        if method == "GET" and ":uuid}" in path:
            url = re.sub(r"\{\w+:uuid\}", str(uuid4()), re.sub(r"\{\w+:str\}", "titulo", path))
            answer = await browser.client.get(url, follow_redirects=True)
            if answer.status_code not in (401, 403, 404) and answer.url.path == url:
                opened.append(f"{url}: {answer.status_code}")
    assert not opened


def test_sg_22_no_mass_mail_and_no_contact_list() -> None:
    """SG-22, threat 24: nothing of ours sends mail or text messages, and names leave the vault one at a time."""
    libraries = {"smtplib", "email", "httpx", "requests", "aiohttp", "urllib.request", "http.client", "twilio", "boto3"}
    imports, readers = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imports |= {(each.name, path.name) for each in node.names if each.name in libraries}
            elif isinstance(node, ast.ImportFrom) and node.module in libraries:
                imports.add((node.module, path.name))
            elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("store.get", "store.everybody", "STORE.fetch"):
                readers.add((ast.unparse(node), str(path.relative_to(ROOT / "civic"))))
    assert not imports
    assert readers == {
        ("store.get", "vault/acts.py"),
        ("store.everybody", "rights/keeping.py"),
        ("STORE.fetch", "vault/store.py"),
    }
    mass = re.compile(r"correo|mail|contactos|difusion|masiv|boletin|newsletter|broadcast")
    assert not [path for _method, path, _handler in routes() if mass.search(path)]
