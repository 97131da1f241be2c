"""Terms and places: written down by the secretary; with a term end its aliases (SG-17)."""

from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now, today
from civic.core.database import rows, value
from civic.core.outbox import drain
from civic.demo.people import SCHOOL
from civic.due import chores
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.invitations.lists import DESK
from tests.moderation.sent import published_proposal

TERMS, PLACES = f"{DESK}/periodos", f"{DESK}/lugares"


async def aliases() -> dict:
    return {each["id"]: each["name"] for each in await rows("SELECT id, name FROM person WHERE role = 'child'")}


def days(first: int, last: int) -> dict[str, str]:
    return {
        "name": f"Consejo {first}",
        "begins_on": (today() + timedelta(days=first)).isoformat(),
        "ends_on": (today() + timedelta(days=last)).isoformat(),
    }


async def test_a_term_that_ends_gives_everybody_a_new_name_once(town: Town, julian: Browser) -> None:
    """SG-17: two terms, no alias in common, and the next one is the term of now."""
    last = (await value("SELECT max(ends_on) FROM term") - today()).days  # the town may have been made before midnight
    await julian.post(TERMS, days(last + 1, 400))
    before = await aliases()
    with time_machine.travel(now() + timedelta(days=last), tick=False):
        await chores()
        assert await aliases() == before
    with time_machine.travel(now() + timedelta(days=last + 1, hours=12), tick=False):
        await chores()
        after = await aliases()
        assert after.keys() == before.keys() and not set(after.values()) & set(before.values())
        assert len(set(after.values())) == len(after)
        await chores()
        assert await aliases() == after
        assert await value("SELECT name FROM term WHERE ended_at IS NULL AND $1 BETWEEN begins_on AND ends_on", today())
        await drain()
    assert await value("SELECT count(*) FROM message WHERE kind = 'renamed'") == len(after)


async def test_no_row_joins_the_names_of_two_terms(town: Town, julian: Browser) -> None:
    """SG-17: what is left of the old name, anywhere in the database that serves, is nothing."""
    old = town.amaranta.name
    await julian.post(TERMS, days(121, 400))
    with time_machine.travel(now() + timedelta(days=122), tick=False):
        await chores()
        await drain()
    for table in [each["tablename"] for each in await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]:
        assert not [1 for each in await owner_rows(f'SELECT t::text AS said FROM "{table}" t') if old in each["said"]], table


async def test_the_secretary_begins_the_next_term_before_its_day(town: Town, julian: Browser) -> None:
    before = await aliases()
    (await julian.post(f"{TERMS}/empezar", status=403)).see("Primero hay que anotar el siguiente periodo.")
    await julian.post(TERMS, days(130, 400))
    await julian.post(f"{TERMS}/empezar")
    assert not set((await aliases()).values()) & set(before.values())
    (await julian.get(TERMS)).see("Consejo 130 Del", "Ahora Consejo de hoy")
    assert await value("SELECT count(*) FROM term WHERE ended_at IS NOT NULL") == 1
    assert (await town.again("amaranta")).consents == frozenset(), "SG-08: permissions are for one term"


@pytest.mark.parametrize(
    ("first", "last", "says"), [(10, 200, "ya incluye algunos de esos días"), (300, 200, "va después del primero")]
)
async def test_terms_do_not_overlap(town: Town, julian: Browser, first: int, last: int, says: str) -> None:
    (await julian.post(TERMS, days(first, last), 403)).see(says)


async def test_a_term_half_written_is_shown_again(town: Town, julian: Browser) -> None:
    page = await julian.post(TERMS, {"name": "Consejo"}, 422)
    assert 'value="Consejo"' in page.text
    await julian.post(TERMS, days(121, 400))
    (await julian.post(TERMS, {**days(500, 600), "name": "Consejo 121"}, 422)).see("Ya hay un periodo con ese nombre.")


async def test_places_are_registered_renamed_closed_and_opened(town: Town, julian: Browser) -> None:
    await julian.post(PLACES, {"name": "Biblioteca Móvil", "kind": "library", "area": str(town.areas[0])})
    (await julian.post(PLACES, {"name": "Biblioteca Móvil", "kind": "library"}, 422)).see("Ya hay un lugar con ese nombre.")
    key = await value("SELECT id FROM place WHERE name = 'Biblioteca Móvil'")
    await julian.post(f"{PLACES}/{key}", {"name": "Bibliobús"})
    (await julian.post(f"{PLACES}/{SCHOOL}", {"name": "Bibliobús"}, 422)).see("Ya hay un lugar con ese nombre.")
    await julian.post(f"{PLACES}/{key}/cerrar")
    (await julian.get(PLACES)).see("Bibliobús Biblioteca · Centro · 0 personas Cerrado", "personas Abierto")
    (await julian.get(f"{DESK}/nueva")).see_not("Bibliobús")
    await julian.post(f"{PLACES}/{key}/abrir")
    (await julian.get(f"{DESK}/nueva")).see("Bibliobús")


async def test_facilitators_read_the_register(town: Town, browser: Browser) -> None:
    await browser.come_in(town.teo)
    for url in (PLACES, TERMS):
        page = await browser.get(url)
        assert not [form for form in page.forms if form.startswith(DESK)]
    await browser.post(PLACES, {"name": "Otra", "kind": "school"}, 403)
    await browser.post(TERMS, days(121, 400), 403)


async def test_what_was_said_under_another_name_is_not_signed_with_this_one(
    town: Town, julian: Browser, browsers
) -> None:
    """SG-17: for the council too, which reads aliases: the idea of last term and the child of this one are not joined."""
    key = await published_proposal(town.call, town.amaranta, town.ines)
    teo = await browsers().come_in(town.teo)
    (await teo.get(f"/propuestas/{key}")).see(town.amaranta.name)
    await julian.post(TERMS, days(130, 400))
    await julian.post(f"{TERMS}/empezar")
    page = await teo.get(f"/propuestas/{key}")
    page.see("Alguien de 10 a 13 años").see_not(town.amaranta.name, (await town.again("amaranta")).name)
