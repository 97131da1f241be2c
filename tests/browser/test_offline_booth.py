"""The booth without network, on a tablet whose network is cut."""

from datetime import timedelta

import pytest

from civic.core.clock import now
from civic.core.database import value
from civic.devices.acts import revoke_device
from civic.devices.cookie import cookie
from civic.people.code_words import plain
from civic.settings import current
from civic.voting import queries
from civic.voting.box import keys
from civic.voting.box.seals import open_rows
from civic.voting.tablets import acts as tablet_acts
from civic.voting.tablets.queries import TABLET
from tests.browser.conftest import Open
from tests.browser.offline import HERE, begun, carded, ended, next_child, prepared, ready, step, voted
from tests.browser.papers import MARKS, mark
from tests.browser.tablet import EMPTY, STORES, put
from tests.browser.test_every_page import troubles
from tests.conftest import Town
from tests.databases import owner_value
from tests.voting.booths import place
from tests.voting.papers import COSTS, FOR_EVERYBODY, IDEAS, in_booth
from tests.voting.polls import TITLES
from tests.voting.tablets import sent_out
from tests.voting.unpacked import unpack

ORDER = "[...document.querySelectorAll('#screen .ballot-option input')].map((each) => each.value)"
CHECKED = "document.querySelectorAll('#screen input:checked').length"
PACK = "JSON.parse(document.getElementById('pack').content.textContent)"


async def test_sg_05_children_vote_without_network_and_the_tablet_brings_it_back(town: Town, window: Open) -> None:
    """SG-05, SG-30: from the page that is kept to the box; then the tablet keeps nothing at all."""
    held, _poll, outing, cards = await prepared(town, window)
    await held.tab.context.set_offline(True)
    await held.tab.reload()
    await held.tab.get_by_text("Vota con tu tarjeta").wait_for()
    for words, choice in zip(cards, ("0", "1", "none"), strict=False):
        await voted(held, words, choice)
        await next_child(held)
    assert await owner_value("SELECT count(*) FROM ballot") == 0
    await ended(held, outing)
    await held.tab.get_by_text("Todavía no se mandan").wait_for()
    await held.tab.reload()
    await held.tab.get_by_text("Todavía no se mandan").wait_for()
    await held.tab.context.set_offline(False)
    await step(held, f"{HERE}/enviar", "Los votos están en la urna")
    assert await owner_value("SELECT count(*) FROM ballot") == 3
    assert await value("SELECT state FROM outing") == "back"
    assert await held.tab.evaluate(STORES) == EMPTY
    assert await held.tab.evaluate("async () => (await Array.fromAsync((await navigator.storage.getDirectory()).keys())).length") == 0
    await held.go("/tableta")
    assert held.here == "/tableta"


async def test_ten_votes_are_sent_by_themselves_when_there_is_a_network(town: Town, window: Open) -> None:
    """Less is lost with a tablet; and never fewer than ten at once, before the adults end it (SG-50)."""
    held, _poll, outing, cards = await prepared(town, window, cards=16)
    await begun(held)
    for done, words in enumerate(cards[:11], 1):
        await voted(held, words, "1")
        await next_child(held)
        if done >= 10:
            await held.tab.wait_for_timeout(500)
        assert await owner_value("SELECT count(*) FROM ballot") == (10 if done >= 10 else 0)
    assert await value("SELECT state FROM outing") == "prepared"
    await ended(held, outing)
    await held.tab.get_by_text("Los votos están en la urna").wait_for()
    assert await owner_value("SELECT count(*) FROM ballot") == 11


async def test_sg_54_over_all_cards_each_option_takes_its_turn(town: Town, window: Open) -> None:
    """SG-54: the turn is the card's own, the same at each look; nothing is chosen beforehand; none stands last."""
    held, _poll, _outing, cards = await prepared(town, window)
    codes = await held.tab.evaluate(PACK + ".marks")
    await begun(held)
    seen = []
    for words in cards[:6]:
        await carded(held, words)
        await step(held, "/casilla/cortina", "Tu voto es secreto")
        seen.append(tuple(await held.tab.evaluate(ORDER)))
        assert await held.tab.evaluate(CHECKED) == 0
        await held.tab.locator('#screen a[href="/casilla"]').first.click()
    turns = {tuple(str((place + int(code[-8:], 16)) % 3) for place in range(3)) for code in codes}
    assert {each[:3] for each in seen} <= turns and {each[3] for each in seen} == {"none"}
    assert all(each[:3] in {("0", "1", "2"), ("1", "2", "0"), ("2", "0", "1")} for each in seen)


async def test_sg_55_one_card_after_another(town: Town, window: Open) -> None:
    """SG-55, SG-57: no words but those of a card, one slip forgiven; no sound without headphones; a card is used once;
    whoever is watched puts it aside; ten seconds after the vote, and three minutes after a touch, the screen is blank."""
    held, _poll, _outing, cards = await prepared(town, window)
    await begun(held)
    for typed in ("", "uno dos tres cuatro cinco seis", " ".join(cards[0][:5])):
        await held.tab.locator("#screen [name=code]").fill(typed)
        await step(held, "/casilla", "No conocemos esas palabras")
    # A slip to which another word is as near is not put right.
    slips = (f"{'-'.join(cards[0])[:-1]}{letter}" for letter in "xwkz")
    slip = next(each for each in slips if plain(each) == " ".join(cards[0]))
    await held.tab.locator("#screen [name=code]").fill(f"https://voz.test/casilla/{slip}".upper())
    await step(held, "/casilla", "a solas")
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    assert await held.tab.locator("#screen read-aloud").count() == 0
    await held.tab.locator('#screen a[href="/casilla/cortina"]').click()
    await held.tab.locator('#screen form:has([name="headphones"]) button').click()
    await held.tab.get_by_text("Tu voto es secreto").wait_for()
    assert await held.tab.locator("#screen read-aloud").count() > 0
    await step(held, "/casilla/boleta/ver", "Primero elige")
    await held.choose("choice", "1")
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await held.see(TITLES[1])
    assert TITLES[0] not in await held.words()
    await held.tab.get_by_role("button", name="Cambiar").click()
    await held.tab.get_by_text("Tu voto es secreto").wait_for()
    assert await held.tab.evaluate(CHECKED) == 1
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await held.tab.clock.install()
    await step(held, "/casilla/boleta", "Tu voto está en la urna")
    await held.tab.clock.run_for(9_000)
    await held.see("Tu voto está en la urna")
    await held.tab.clock.run_for(1_500)
    await held.see("Vota con tu tarjeta")
    assert await held.tab.locator("#screen [name=code]").input_value() == ""
    await carded(held, cards[0], "Esta tarjeta ya se usó")
    await next_child(held)
    await carded(held, cards[1])
    await held.tab.clock.run_for(181_000)
    await held.see("Vota con tu tarjeta")
    await carded(held, cards[1])
    await step(held, "/casilla/me-ven", "Pide otra tarjeta")
    await next_child(held)
    await carded(held, cards[1], "Esta tarjeta ya no sirve")


async def test_after_the_closing_moment_it_takes_no_vote(town: Town, window: Open) -> None:
    """Also of a child who stands before the last screen at that moment; its card is not used by that."""
    held, _poll, outing, cards = await prepared(town, window)
    await begun(held)
    await carded(held, cards[0])
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    await held.choose("choice", "0")
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await held.tab.clock.set_fixed_time(now() + timedelta(days=8))
    await step(held, "/casilla/boleta", "La votación terminó")
    await held.tab.reload()
    await held.tab.get_by_text("La votación terminó").wait_for()
    await ended(held, outing)
    await held.tab.get_by_text("Los votos están en la urna").wait_for()
    assert await owner_value("SELECT count(*) FROM ballot") == 0


async def test_a_browser_that_cannot_seal_says_so_and_offers_paper(town: Town, window: Open) -> None:
    held, _poll, _outing, _cards = await prepared(town, window)
    old = await window(width=800, height=1280)
    await old.tab.context.add_cookies(await held.tab.context.cookies())
    await old.tab.add_init_script("SubtleCrypto.prototype.generateKey = () => Promise.reject(new Error('not there'))")
    await old.go(HERE)
    await old.tab.get_by_text("voten en papel").wait_for()
    late = await window(width=800, height=1280)
    await late.tab.context.add_cookies(await held.tab.context.cookies())
    await late.tab.clock.set_fixed_time(now() + timedelta(hours=2))
    await late.go(HERE)
    await late.tab.get_by_text("no está a la hora").wait_for()


async def test_sg_31_a_revoked_tablet_is_refused_and_goes_dark(town: Town, window: Open) -> None:
    """SG-31: what it held does not count, and is not on it any more."""
    held, _poll, outing, cards = await prepared(town, window)
    await begun(held)
    await voted(held, cards[0], "0")
    await next_child(held)
    await revoke_device(town.teo, await value("SELECT id FROM device"))
    await ended(held, outing)
    await held.tab.get_by_text("La plataforma no recibió los votos").wait_for()
    assert await owner_value("SELECT count(*) FROM ballot") == 0
    await held.go("/tableta")
    assert await held.tab.evaluate("async () => (await caches.keys()).length") == 0
    assert await value("SELECT state FROM outing") == "prepared", "the team tells what became of it"
    await tablet_acts.end_outing(town.teo, outing, "stolen")


@pytest.mark.parametrize("kind", FOR_EVERYBODY)
async def test_each_paper_is_marked_read_back_and_sealed(town: Town, window: Open, kind: str) -> None:
    """The property “cast as intended”: what was tapped, read back, changed and tapped anew is what is opened."""
    poll, cards = await in_booth(town, kind, await place(), door=TABLET)
    outing, _device, token = await sent_out(town, await value("SELECT id FROM sheet WHERE poll = $1", poll))
    held = await window(width=800, height=1280)
    await put(held, cookie(), token)
    await held.go(HERE)
    await ready(held)
    await begun(held)
    await carded(held, cards[0])
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    first, then = MARKS[kind]
    await mark(held, kind, first)
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await held.tab.get_by_role("button", name="Cambiar").click()
    await held.tab.get_by_text("Tu voto es secreto").wait_for()
    await mark(held, kind, then)
    await step(held, "/casilla/boleta/ver", "Elegiste")
    lines = await held.tab.locator("#chosen .choice-words").all_inner_texts()
    titles = ["Sí", "No", "Ni sí ni no"] if kind == "motion" else list(TITLES)
    wanted = titles if kind == "faces" else [titles[each] for each in then]
    assert [line.split("\n")[0] for line in lines] == wanted
    said = await held.words()
    assert "%(" not in said
    if kind == "basket":
        await held.see("500 mil pesos de 1 millón de pesos")
    if kind == "faces":
        assert await held.tab.locator("#chosen .chosen-face").all_inner_texts() == ["Me gusta", "Sin carita", "No me gusta"]
    await step(held, "/casilla/boleta", "Tu voto está en la urna")
    await next_child(held)
    await ended(held, outing)
    await held.tab.get_by_text("Los votos están en la urna").wait_for()
    paper = (await queries.frozen(poll)).paper
    sealed = [await owner_value("SELECT sealed FROM ballot WHERE poll = $1", poll)]
    packed, unreadable = open_rows(keys.sealing_secret(current().keys, str(poll)), sealed, paper.width)
    assert unreadable == 0 and unpack(paper, packed).marks == then


SHOWN = "[...document.querySelectorAll('#screen .ballot-option:not([hidden])')].filter((each) => each.checkVisibility()).length"


@pytest.mark.parametrize(("kind", "of_none"), [("several", 1), ("ranking", 0), ("basket", 1)])
async def test_a_long_ballot_comes_in_parts_as_on_line(town: Town, window: Open, kind: str, of_none: int) -> None:
    """Whoever holds the tablet may be of the youngest: four options on a screen. What was marked on another part goes along,
    and is read back, sealed and counted (“cast as intended”)."""
    poll, cards = await in_booth(town, kind, await place(), options=6, door=TABLET)
    outing, _device, token = await sent_out(town, await value("SELECT id FROM sheet WHERE poll = $1", poll))
    held = await window(width=800, height=1280)
    await put(held, cookie(), token)
    await held.go(HERE)
    await ready(held)
    await held.tab.context.set_offline(True)
    await begun(held)
    await carded(held, cards[0])
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    names = "[...document.querySelectorAll('#screen .ballot-option:not([hidden]) :is([name=choice], [name^=rank-])')]"
    order = await held.tab.evaluate(names + ".map((each) => each.name.startsWith('rank') ? each.name.slice(5) : each.value)")
    await held.see("Parte 1 de 2")
    assert await held.tab.evaluate(SHOWN) == 4 and not await held.tab.locator('#screen [name=choice][value=none]').is_visible()
    dear = kind == "basket"
    first = min(map(int, order), key=lambda option: COSTS[option]) if dear else int(order[0])
    await mark(held, kind, (first,))
    await step(held, "/casilla/boleta/ver", "Parte 2 de 2")
    assert await held.tab.evaluate(SHOWN) == 2 + of_none + (kind == "ranking")
    rest = [option for option in range(6) if str(option) not in order]
    then = min(rest, key=lambda option: COSTS[option])
    row = held.tab.locator(f'#screen .ballot-option:has([value="{then}"][name=choice], [name="rank-{then}"])')
    await row.locator(".rank-tap" if kind == "ranking" else ".picture, img").first.click(force=True, position={"x": 20, "y": 20})
    await held.tab.get_by_role("button", name="Ver las de antes").click()
    await held.see("Parte 1 de 2")
    await held.tab.get_by_role("button", name="Ver más").click()
    await held.tab.get_by_text("Parte 2 de 2").wait_for()
    await step(held, "/casilla/boleta/ver", "Elegiste")
    lines = [each.split("\n")[0] for each in await held.tab.locator("#chosen .choice-words").all_inner_texts()]
    assert lines == [IDEAS[each] for each in ((first, then) if kind == "ranking" else sorted((first, then)))]
    await held.tab.get_by_role("button", name="Cambiar").click()
    await held.tab.get_by_text("Parte 1 de 2").wait_for()
    await held.tab.get_by_role("button", name="Ver más").click()
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await step(held, "/casilla/boleta", "Tu voto está en la urna")
    await held.tab.context.set_offline(False)
    await next_child(held)
    await ended(held, outing)
    await held.tab.get_by_text("Los votos están en la urna").wait_for()
    paper = (await queries.frozen(poll)).paper
    sealed = [await owner_value("SELECT sealed FROM ballot WHERE poll = $1", poll)]
    packed, unreadable = open_rows(keys.sealing_secret(current().keys, str(poll)), sealed, paper.width)
    assert unreadable == 0 and sorted(unpack(paper, packed).marks) == sorted((first, then))


async def test_every_screen_fits_and_is_for_all(town: Town, window: Open) -> None:
    """SG-67, SG-71: axe finds nothing on them, from a small phone to a desk."""
    wrong: list[str] = []
    held, _poll, outing, cards = await prepared(town, window)
    await begun(held)

    async def look() -> None:
        for width in (320, 800, 1280):
            await held.tab.set_viewport_size({"width": width, "height": 800})
            assert await held.too_wide() == 0, await held.words()
        wrong.extend(await troubles(held))

    await look()
    await carded(held, cards[0])
    await look()
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    await look()
    await held.choose("choice", "1")
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await look()
    await step(held, "/casilla/boleta", "Tu voto está en la urna")
    await look()
    await next_child(held)
    await held.tab.context.set_offline(True)
    await held.tab.locator("#adults summary").click()
    await look()
    await held.tab.locator("#adults summary").click()
    await held.tab.locator('a[href="/ayuda"]').first.click()
    await held.tab.get_by_text("Llama a las personas de la casilla").wait_for()
    await look()
    await step(held, f"{HERE}/volver", "Vota con tu tarjeta")
    await held.tab.reload()
    await ended(held, outing)
    await held.tab.get_by_text("Todavía no se mandan").wait_for()
    await look()
    assert wrong == []
