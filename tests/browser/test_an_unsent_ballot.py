"""Where the network falls, and what a browser keeps of a ballot that is not finished: only for that child, and not for long."""

import json

import pytest

from tests.browser.conftest import Open, sign_in
from tests.browser.papers import MARKS, lies_in_box, mark
from tests.browser.tablet import EMPTY, STORES, next_child, tablet
from tests.browser.test_listen_and_keys import VOICES
from tests.browser.test_the_ballot import KEPT
from tests.browser.window import Window
from tests.conftest import Town
from tests.databases import owner_value
from tests.voting.booths import place
from tests.voting.papers import handed_out, in_booth

NOT_SENT = "Todavía no se manda"
BEGUN = "Ya habías empezado tu boleta"


async def test_without_network_the_page_says_not_sent_and_sends_the_same_later(town: Town, window: Open) -> None:
    """Off line at the last step: “not sent” in word and picture, the choice still there; back on line it goes, once."""
    poll = await handed_out(town, "ranking")
    child = await window(town.lupita)
    await child.go(f"/votaciones/{poll}/boleta")
    await mark(child, "ranking", (2, 0))
    await child.send("/boleta/ver")
    await no_network(child, '[action$="/boleta"]')
    assert await owner_value("SELECT count(*) FROM ballot") == 0
    await child.send("/boleta")
    assert child.here == f"/votaciones/{poll}/listo"
    assert await lies_in_box(town.lupita, poll) == (2, 0)
    assert await owner_value("SELECT count(*) FROM ballot") == 1
    assert await child.tab.evaluate(KEPT) == []


async def test_in_the_booth_as_well(town: Town, window: Open) -> None:
    _poll, [words, *_rest] = await in_booth(town, "faces", await place())
    held = await window()
    await held.go("/casilla")
    await held.write("code", " ".join(words))
    await held.send("/casilla")
    await held.touch('form[action="/casilla/cortina"] button')
    await mark(held, "faces", MARKS["faces"][0])
    await held.send("/boleta/ver")
    await no_network(held, '[action="/casilla/boleta"]')
    await held.send("/casilla/boleta")
    assert held.here == "/casilla/listo"
    assert await owner_value("SELECT count(*) FROM ballot") == 1


async def no_network(window: Window, form: str) -> None:
    await window.tab.context.set_offline(True)
    for _time in range(2):
        await window.tab.locator(f"form{form} button").click()
        await window.tab.locator(".not-sent").wait_for(state="visible")
        await window.see(NOT_SENT, "Elegiste")
        assert await window.tab.locator(".not-sent .picture").is_visible()
        assert await window.tab.locator(".not-sent").evaluate("(each) => each.scrollWidth - each.clientWidth") == 0
    await window.tab.context.set_offline(False)
    assert all("net::ERR_INTERNET_DISCONNECTED" in wrong for wrong in window.wrong), window.wrong
    window.wrong.clear()


@pytest.mark.parametrize("kind", ["several", "faces", "ranking", "basket"])
async def test_an_unfinished_choice_is_offered_again_and_never_shown_unasked(
    town: Town, window: Open, kind: str
) -> None:
    """SG-54: nothing is marked on load; one touch brings the marks back, and sending them clears the browser."""
    poll = await handed_out(town, kind, 6)
    child = await window(town.nicolas)
    ballot = f"/votaciones/{poll}/boleta"
    await child.go(ballot)
    assert BEGUN not in await child.words()
    marks = (1, 2) if kind in ("basket", "several", "ranking") else (2, 0, -1, 1)
    await mark(child, kind, marks)
    await child.go("/mi-pagina")
    await child.go(ballot)
    await child.see(BEGUN)
    assert await child.tab.locator("form.ballot input:checked, form.ballot option:checked:not([value=''])").count() == 0
    await child.touch("#draft button[type=submit]")
    await child.send("/boleta/ver")
    await child.send("/boleta")
    expected = (*marks, -1, -1) if kind == "faces" else marks
    assert await lies_in_box(town.nicolas, poll) == expected
    assert await child.tab.evaluate(KEPT) == []
    await child.go(ballot)
    assert BEGUN not in await child.words()


async def test_what_one_child_left_is_not_offered_to_the_next_nor_kept(town: Town, window: Open) -> None:
    """SG-30, SG-51: at home a brother comes in in the same browser; on a tablet the way out clears it."""
    poll = await handed_out(town, "several")
    ballot = f"/votaciones/{poll}/boleta"
    home = await window(town.amaranta)
    await home.go(ballot)
    await mark(home, "several", (0,))
    assert len(json.loads(dict(await home.tab.evaluate(KEPT)).popitem()[1])) == 1
    await sign_in(home.tab.context, home.home, town.mateo)
    await home.go(ballot)
    assert BEGUN not in await home.words()
    assert await home.tab.evaluate(KEPT) == []
    held = await tablet(town, window, town.nicolas)
    await held.go(ballot)
    await mark(held, "several", (0,))
    await held.touch("form[data-exit] button")
    assert await held.tab.evaluate(STORES) == EMPTY
    await next_child(held, town.mateo)
    await held.go(ballot)
    assert BEGUN not in await held.words()


async def test_an_unfinished_choice_can_be_left_behind(town: Town, window: Open) -> None:
    poll = await handed_out(town, "one")
    child = await window(town.nicolas)
    await child.go(f"/votaciones/{poll}/boleta")
    await child.choose("choice", "1")
    await child.tab.reload()
    await child.tab.locator("[data-anew]").click()
    assert await child.tab.evaluate(KEPT) == []
    await child.tab.reload()
    assert BEGUN not in await child.words()


async def test_sg_55_on_a_shared_tablet_the_ballot_speaks_only_after_headphones(town: Town, window: Open) -> None:
    """SG-55: the choice screens refuse to speak before the “headphones on” step; a no stays silent; nothing speaks unasked."""
    poll = await handed_out(town, "faces")
    held = await tablet(town, window, town.lupita)
    await held.tab.add_init_script(VOICES.replace("VOICES", "[voice(true, 'es-MX')]"))
    await held.go(f"/votaciones/{poll}/boleta")
    await mark(held, "faces", MARKS["faces"][0])
    for screen in ("ballot", "read-back"):
        panel = held.tab.locator("headphones-first")
        for each in await held.tab.locator("read-aloud button").locator("visible=true").all():
            await each.click()
            assert await panel.is_visible()
            await panel.locator("[data-no]").click()
            assert not await panel.is_visible()
        assert await held.tab.evaluate("said") == [], screen
        await held.tab.locator("read-aloud button").locator("visible=true").first.click()
        await panel.locator("[data-yes]").click()
        assert await held.tab.evaluate("said.length") > 0, screen
        if screen == "ballot":
            await held.send("/boleta/ver")


async def test_sg_70_every_option_and_every_face_has_its_listen(town: Town, window: Open) -> None:
    """SG-70: by ear alone the youngest hear each option and each face by its own name."""
    poll = await handed_out(town, "faces", 4)
    lupita = await window(town.lupita)
    await lupita.tab.add_init_script(VOICES.replace("VOICES", "[voice(true, 'es-MX')]"))
    await lupita.go(f"/votaciones/{poll}/boleta")
    for each in await lupita.tab.locator("form.ballot read-aloud button").locator("visible=true").all():
        await each.click()
    said = await lupita.tab.evaluate("said.map((each) => each.text)")
    assert {"Me gusta", "Más o menos", "No me gusta", "Ninguna", "Un puente", "Árboles con sombra"} <= set(said)
