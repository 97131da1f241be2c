"""SG-83: five facts or it is not saved, five contents or it is not sent, a version for children, two to close."""

from collections.abc import Callable

import pytest

from civic.core.charter import Refused
from civic.core.database import value
from civic.inbox.queries import messages
from civic.rights import incidents
from civic.rights.charter import FACTS, NOTICE
from tests.browsing import Browser
from tests.conftest import Town
from tests.rights.made import FIVE
from tests.rights.made import NOTICE as SAID


@pytest.mark.parametrize("missing", FACTS)
async def test_without_one_of_the_five_facts_nothing_is_saved(town: Town, browser: Browser, missing: str) -> None:
    """SG-83: LGPD 33."""
    await browser.come_in(town.teo)
    await browser.post("/mesa/incidentes", FIVE | {missing: " "}, status=422)
    with pytest.raises(Refused):
        await incidents.open_incident(town.teo, FIVE | {missing: ""})
    assert await value("SELECT count(*) FROM incident") == 0


@pytest.mark.parametrize("missing", NOTICE)
async def test_without_one_of_its_contents_the_notice_is_not_sent(town: Town, browser: Browser, missing: str) -> None:
    """SG-83: LGPD 35; the version for children is one of them."""
    key = await incidents.open_incident(town.teo, FIVE)
    await browser.come_in(town.julian)
    await browser.post(f"/mesa/incidentes/{key}/aviso", SAID | {missing: ""}, status=422)
    await incidents.keep_notice(town.julian, key, SAID | {missing: ""})
    await browser.post(f"/mesa/incidentes/{key}/avisar", status=403)
    assert await value("SELECT count(*) FROM message WHERE kind = 'incident'") == 0


@pytest.mark.parametrize(
    "hard",
    [
        "Se registró una vulneración de seguridad de los datos personales que obran en posesión de este sujeto obligado.",
        "Hubo un error.",
    ],
)
async def test_what_a_child_cannot_read_is_not_kept(town: Town, browser: Browser, hard: str) -> None:
    """SG-83: child version passes readability."""
    key = await incidents.open_incident(town.teo, FIVE)
    await browser.come_in(town.julian)
    page = await browser.post(f"/mesa/incidentes/{key}/aviso", SAID | {"for_children": hard}, status=422)
    page.see(hard)


async def test_families_and_children_are_told_each_in_their_words(town: Town, browsers: Callable[[], Browser]) -> None:
    julian = await browsers().come_in(town.julian)
    location = (await julian.post("/mesa/incidentes", FIVE)).location
    await julian.post(f"{location}/aviso", SAID)
    await julian.post(f"{location}/avisar")
    key = location.rsplit("/", 1)[1]
    link = f"/avisos/incidente/{key}"
    lupita, rosa, teo = [await browsers().come_in(each) for each in (town.lupita, town.rosa, town.teo)]
    assert link in [each.link for each in await messages(town.lupita.id)]
    (await lupita.get(link)).see("No guarda nada tuyo.", "No hiciste nada malo.").see_not(SAID["ask_at"])
    (await rosa.get(link)).see(*(SAID[name] for name in NOTICE if name != "for_children"))
    await teo.get(link, 404)
    await julian.post(f"{location}/avisar", status=403)


async def test_only_the_place_it_touches_is_told(town: Town) -> None:
    key = await incidents.open_incident(town.teo, FIVE)
    nobody = await value(
        "INSERT INTO place (id, name, kind, active) VALUES (gen_random_uuid(), 'Otra', 'school', true) RETURNING id"
    )
    await incidents.keep_notice(town.julian, key, SAID | {"place": str(nobody)})
    assert await incidents.send_notice(town.julian, key) == 0


async def test_closing_takes_two(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-83, and section 3: facilitators and the secretary open, a safeguarding officer closes what another asked to."""
    key = await incidents.open_incident(town.julian, FIVE)
    carmen, saul = await browsers().come_in(town.carmen), await browsers().come_in(town.saul)
    url = f"/mesa/incidentes/{key}"
    await carmen.post(f"{url}/pedir-cierre", status=403)
    await incidents.keep_notice(town.julian, key, SAID)
    await incidents.send_notice(town.julian, key)
    await saul.post(f"{url}/cerrar", status=403)
    await carmen.post(f"{url}/pedir-cierre")
    await carmen.post(f"{url}/cerrar", status=403)
    await saul.post(f"{url}/cerrar")
    assert await value("SELECT state FROM incident") == "closed"
