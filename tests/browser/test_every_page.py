"""Every kind of page, as each person, in a real browser on the smallest screen (also: 1280 px at 400 %)."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from civic.core.actor import CHILD
from civic.core.database import rows, value
from civic.proposals.acts import keep_draft, start_proposal
from civic.proposals.steps import road
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.browsing import Browser
from tests.conftest import Town
from tests.crawl import crawl
from tests.people.doorbell import hand_new_card

#: Who goes, from where, and under which sky. Children are one of each band; the public pages are the visitor's.
WHO = {
    "a visitor": ("light", ["/"]),
    "lupita": ("light", ["/mi-pagina", "/"]),
    "amaranta": ("dark", ["/mi-pagina", "/"]),
    "mateo": ("light", ["/mi-pagina", "/"]),
    "rosa": ("light", ["/familia"]),
    "leticia": ("dark", ["/mesa/consejo"]),
    "teo": ("light", ["/mesa/lectura", "/mesa/votaciones"]),
    "carmen": ("dark", ["/mesa/cuidado"]),
    "pilar": ("light", ["/mesa/oficina"]),
    "julian": ("dark", ["/mesa/convocatorias", "/mesa/votaciones"]),
}

DOOR = """() => [...document.querySelectorAll('body a')].findIndex((each) => each.getAttribute('href') === '/ayuda')"""
#: What is folded is opened. No voice lives in this browser: its button is shown, as most children see it.
SHOWN = """() => {
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  document.querySelectorAll('read-aloud').forEach((each) => { each.hidden = false; });
}"""


@pytest.mark.parametrize("who", WHO)
async def test_every_kind_of_page(year: Town, window: Open, who: str) -> None:
    """SG-67: axe finds nothing and nothing runs off a screen of 320 px. SG-72: help is the same link on each.

    SG-70: each page of a child can be listened to. SG-19: not one request leaves for another origin and the
    console stays silent: `window` sees to it at the end.
    """
    person, (sky, begin) = year.people.get(who), WHO[who]
    guide = Browser(year.app)
    if person:
        await guide.come_in(person)
    pages = dict.fromkeys([*await rich_pages(year, who), *await crawl(guide, *begin)])
    await guide.client.aclose()
    desk = begin[0] not in ("/", "/mi-pagina")
    small = await window(person, width=320, height=640, color_scheme=sky)
    wrong, doors = [], set()
    for url in [each for each in pages if not desk or each.startswith(("/mesa", "/familia", "/avisos"))]:
        await small.go(url)
        doors.add(await small.tab.evaluate(DOOR))
        if person and person.role is CHILD and not await small.tab.locator("read-aloud").count():
            wrong.append(f"{url}: cannot be listened to")
        wrong += await troubles(small)
    if desk:  # where people sit before a wide screen, it is another page
        wide = await window(person, width=1280, height=800, color_scheme=sky)
        for url in [each for each in pages if each.startswith(("/mesa", "/familia"))]:
            wrong += await troubles(await wide.go(url))
    assert wrong == []
    assert doors == {2}


async def rich_pages(year: Town, who: str) -> list[str]:
    """What the first link of its kind may not lead to: an idea with all of its road, every step of a draft."""
    if who in ("lupita", "amaranta"):
        child = year.people[who]
        call = await value("SELECT id FROM call WHERE state = 'open' ORDER BY opened_at DESC LIMIT 1")
        draft = await start_proposal(child, call)
        await keep_draft(child, draft, {"title": "Una fuente"}, "water")
        return [f"/mis-ideas/{draft}", *(f"/mis-ideas/{draft}/{step.name}" for step in road(child.reach))]
    if who in ("a visitor", "mateo"):
        done = await value("SELECT id FROM proposal WHERE state = 'happened'")
        polls = await rows("SELECT DISTINCT ON (state) id FROM poll WHERE state <> 'draft' ORDER BY state, closes_at")
        listed = [f"/propuestas/{done}", f"/compromisos/{done}", *(f"/votaciones/{each['id']}" for each in polls)]
        return [*listed, "/transparencia/lectura", "/propuestas?buscar=nada", "/ayuda/recibido"]
    return []


FIELD = "(field) => [field.name, field.value]"


async def test_the_pages_that_only_a_form_leads_to(year: Town, window: Open) -> None:
    """SG-67: what comes back with something left to do, the pictures of a card, a ballot read back, a page of sorry."""
    wrong = []
    visitor = await window(width=320, height=640)
    await visitor.go("/entrar")
    await visitor.send("/entrar")
    wrong += await troubles(visitor)
    await visitor.write("code", "canoa bufanda galaxia nuevo torneo zapateo")
    await visitor.send("/entrar")
    wrong += await troubles(visitor)
    for name in ("lupita", "nicolas", "mateo", "rosa"):
        await visitor.go((await hand_new_card(year.people[name])).link)
        wrong += await troubles(visitor)
        for way in await visitor.tab.locator("button[name=kind]").evaluate_all("(all) => all.map((each) => each.value)"):
            await visitor.go("/entrar/tarjeta")
            await visitor.send("/entrar/estrenar", kind=way)
            wrong += await troubles(visitor)
    await visitor.go("/no-hay")
    wrong += await troubles(visitor)
    await visitor.go("/mi-pagina")
    wrong += await troubles(visitor)
    lupita = await window(year.lupita, width=320, height=640)
    await lupita.go("/votaciones")
    await lupita.touch('main a[href^="/votaciones/"]')
    await lupita.touch('a[href$="/boleta"]')
    await lupita.send("/boleta/ver")
    wrong += await troubles(lupita)
    await lupita.choose(*await lupita.tab.locator("form.ballot :is([type=radio], [type=checkbox])").first.evaluate(FIELD))
    await lupita.send("/boleta/ver")
    wrong += await troubles(lupita)
    await lupita.send("/boleta")
    wrong += await troubles(lupita)
    await lupita.go("/mesa/lectura")
    wrong += await troubles(lupita)
    pilar = await window(year.pilar, width=320, height=640)
    await pilar.go("/mesa/oficina")
    await pilar.touch('a[href$="/responder"]')
    await pilar.send("/responder", do="see")
    wrong += await troubles(pilar)
    assert wrong == []


async def troubles(window: Window) -> list[str]:
    tab = window.tab
    if not await tab.evaluate("() => 'axe' in window"):
        await tab.evaluate(AXE_SCRIPT)
        await tab.add_init_script(AXE_SCRIPT)  # half a megabyte: handed over once, for all that this tab will show
    await tab.evaluate(SHOWN)
    found = await tab.evaluate("() => axe.run({ resultTypes: ['violations'] }).then((found) => found.violations)")
    wrong = [f"{window.here}: {each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]
    if wide := await window.too_wide():
        wrong.append(f"{window.here}: {wide} px wider than the screen")
    return wrong
