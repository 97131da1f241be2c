"""More than one person may take care of a child: put on record at the desk, each with a letter (SG-09, SG-10, SG-11)."""

import asyncio

import pytest

from civic.consent import letters
from civic.core.charter import Refused
from civic.core.database import rows, value
from civic.people.acts import print_card
from civic.people.queries import person
from tests.consent.families import paused, say
from tests.invitations.lists import invite


@pytest.fixture
async def door(town):
    """Amaranta's family, which said yes, on the desk."""
    found = await value("SELECT id FROM guardianship WHERE child = $1", town.amaranta.id)
    return f"/mesa/permisos/{found}"


async def added(browser, door, kind="family"):
    return (await browser.post(f"{door}/otra-persona", {"kind": kind})).location


async def test_sg_11_a_second_guardian_comes_through_the_desk_and_disagrees(town, browser, browsers, door):
    """SG-11, SG-09: on record by one, verified by another; from then on a no beside a yes is one for the care team."""
    await browser.come_in(town.teo)
    other = await added(browser, door)
    assert other != door
    (await browser.get(other)).see("Todavía no", "Imprimir su carta")
    letter = await browser.post(f"{other}/carta", status=200)
    assert letter.headers["content-type"] == "application/pdf" and letter.text.startswith("%PDF")
    key = await value("SELECT guardian FROM guardianship WHERE id = $1", other.rsplit("/", 1)[1])
    assert await value("SELECT count(*) FROM card WHERE person = $1", key) == 1
    guardian = await person(key, "")
    await say(browsers(), guardian, town.amaranta, "take_part", False)
    assert await paused(town.amaranta) == "", "nobody verified them yet"
    await browser.post(f"{other}/comprobar", {"method": "person"}, 403)
    await browser.come_in(town.julian)
    await browser.post(f"{other}/comprobar", {"method": "person"})
    assert await paused(town.amaranta) == "care"


async def test_sg_09_whoever_printed_a_letter_does_not_verify_it(town, browser, door):
    """SG-09: the code is theirs to use; another person asks the family."""
    await browser.come_in(town.julian)
    other = await added(browser, door, "institution")
    (await browser.get(other)).see("Institución a cargo")
    await browser.come_in(town.teo)
    await browser.post(f"{other}/carta", status=200)
    await browser.post(f"{other}/comprobar", {"method": "person"}, 403)
    await browser.come_in(town.ines)
    await browser.post(f"{other}/comprobar", {"method": "person"})
    await browser.post(f"{other}/carta", status=403)
    assert "/carta" not in " ".join((await browser.get(other)).forms)


async def test_a_letter_that_was_used_is_not_printed_again(town, browser, door):
    await browser.come_in(town.teo)
    other = await added(browser, door)
    key = await value("SELECT guardian FROM guardianship WHERE id = $1", other.rsplit("/", 1)[1])
    await print_card(key)
    await rows("UPDATE card SET claimed_at = now(), kind = 'pin', hash = 'x' WHERE person = $1", key)
    (await browser.post(f"{other}/carta", status=403)).see("Ya entró con su carta")


async def test_sg_06_no_letter_before_the_list_is_signed(town, browser):
    """SG-06: nobody comes in by one person alone."""
    await browser.come_in(town.teo)
    await invite(browser)
    found = await value("SELECT g.id FROM guardianship g JOIN invited i ON i.person = g.child LIMIT 1")
    page = await browser.post(f"/mesa/permisos/{found}/carta", status=403)
    page.see("todavía no está firmada")


async def test_four_at_most_even_at_the_same_moment(town, door):
    key = door.rsplit("/", 1)[1]
    made = await asyncio.gather(
        *(letters.add_guardian(town.teo, key, "family") for _each in range(5)), return_exceptions=True
    )
    assert sum(isinstance(each, Refused) for each in made) == 2
    assert await value("SELECT count(*) FROM guardianship WHERE child = $1", town.amaranta.id) == 4


async def test_what_the_first_guardian_reads_stays_as_it_was(town, browser, browsers, door):
    """SG-11: that somebody else was put on record is no news for the other."""
    family = await person(await value("SELECT guardian FROM guardianship WHERE child = $1", town.amaranta.id), "")
    rosa = await browsers().come_in(family)
    urls = ("/familia", "/familia/descanso", "/quien-miro", "/avisos")
    before = [(await rosa.get(url)).said for url in urls]
    await browser.come_in(town.teo)
    other = await added(browser, door)
    await browser.post(f"{other}/carta", status=200)
    assert [(await rosa.get(url)).said for url in urls] == before
