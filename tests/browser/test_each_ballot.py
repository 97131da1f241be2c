"""Each paper in each band, as a hand marks it: what is tapped is read back, sealed and counted."""

import json

import pytest

from civic.core.database import value
from civic.voting import acts, queries, turns
from civic.voting.ballots import Ballot
from civic.voting.counting import count_ballots
from tests.browser.conftest import Open
from tests.browser.papers import MARKS, lies_in_box, mark
from tests.browser.test_every_page import troubles
from tests.browser.test_the_ballot import KEPT
from tests.browser.window import Window
from tests.conftest import Town
from tests.databases import owner_value
from tests.voting.booths import place
from tests.voting.papers import IDEAS, RULES, drafted, handed_out, in_booth
from tests.voting.polls import counted

BANDS = ("lupita", "amaranta", "mateo")
BOXES = """() => [...document.querySelectorAll('.ballot-options > .ballot-option')].map((each) => {
  const box = each.getBoundingClientRect();
  return [box.width, box.height];
})"""
MARKED = '() => document.querySelectorAll(\'input:checked:not([value=""]), option:checked:not([value=""])\').length'
ORDER = """() => [...document.querySelectorAll('.ballot-options > .ballot-option')]
  .map((each) => each.querySelector('[id^=option-]').id.slice(7)).filter((id) => id !== 'none')"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("kind", RULES)
async def test_cast_as_intended(town: Town, window: Open, kind: str, script: bool) -> None:
    """SG-54: at 360 px in each band: marked, read back, changed, read back, sent. The picture that was tapped is the
    bytes that were sealed, and they are what is counted."""
    poll = await handed_out(town, kind)
    first, then = MARKS[kind]
    for name in BANDS:
        child = await window(town.people[name], script=script)
        await child.go(f"/votaciones/{poll}/boleta")
        await mark(child, kind, first, script)
        await child.send("/boleta/ver")
        await child.see("Elegiste")
        await child.tab.locator('form[action$="/boleta/ver"] button').click()
        await child.tab.wait_for_selector("form.ballot")
        await mark(child, kind, then, script)
        await child.send("/boleta/ver")
        assert await child.too_wide() == 0
        await child.send("/boleta")
        assert child.here == f"/votaciones/{poll}/listo"
        assert await lies_in_box(town.people[name], poll) == then
    rules = await queries.frozen(poll)
    expected = json.loads(json.dumps(count_ballots(rules, [Ballot(rules.paper, then)] * 3).kept(rules)))
    await counted(town, poll)
    assert expected.items() <= json.loads(await value("SELECT result FROM poll WHERE id = $1", poll)).items()


@pytest.mark.parametrize("kind", RULES)
async def test_sg_54_over_a_full_rotation_every_option_has_each_place_and_the_same_room(
    town: Town, window: Open, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SG-54: each option in each place exactly once, boxes equal within 2 %, nothing marked on load."""
    poll = await handed_out(town, kind, 4)
    options = 3 if kind == "motion" else 4
    for name, width in (("lupita", 360), ("amaranta", 1280), ("mateo", 360)):
        child = await window(town.people[name], width=width)
        orders = []
        for at in range(options):
            monkeypatch.setattr(turns, "turn", lambda *_seed, at=at: at)
            await child.go(f"/votaciones/{poll}/boleta")
            assert await child.tab.evaluate(MARKED) == 0
            for each in zip(*await child.tab.evaluate(BOXES), strict=True):
                assert max(each) <= 1.02 * min(each), (name, each)
            orders.append(await child.tab.evaluate(ORDER))
        assert all(sorted(place) == [str(each) for each in range(options)] for place in zip(*orders, strict=True))


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
async def test_sg_54_a_ranking_with_the_keyboard_alone(town: Town, window: Open, script: bool) -> None:
    """SG-54, SG-67: a number with the space bar, a change of places with the arrows' buttons; each told by a live region."""
    poll = await handed_out(town, "ranking")
    mateo = await window(town.mateo, script=script)
    await mateo.go(f"/votaciones/{poll}/boleta")
    press = mateo.tab.keyboard.press
    order = [int(each) for each in await mateo.tab.evaluate(ORDER)]
    if script:
        said = mateo.tab.locator("rank-list [role=status]")
        for rank, option in enumerate(order[:2], 1):
            await mateo.reach(f'.option-rank:has([name="rank-{option}"]) .rank-tap')
            await press("Space")
            assert await said.text_content() == f"{IDEAS[option]} es el número {rank}."
        await mateo.reach(f'.option-rank:has([name="rank-{order[1]}"]) [data-move="-1"]')
        await press("Enter")
        assert await said.text_content() == f"{IDEAS[order[1]]} es el número 1."
    else:
        for rank, option in zip((2, 1), order, strict=False):
            await mateo.reach(f'[name="rank-{option}"]')
            for _step in range(rank):
                await press("ArrowDown")
    await mateo.reach("form.ballot button.act")
    await mateo.enter()
    await mateo.see("Elegiste")
    await mateo.reach('form[action$="/boleta"] button')
    await mateo.enter()
    assert await lies_in_box(town.mateo, poll) == (order[1], order[0])


async def test_sg_54_a_basket_with_the_keyboard_alone_says_what_no_longer_fits(town: Town, window: Open) -> None:
    """SG-54, SG-67: in words, and nothing that does not fit is put in."""
    poll = await handed_out(town, "basket")
    nicolas = await window(town.nicolas)
    await nicolas.go(f"/votaciones/{poll}/boleta")
    purse, press = nicolas.tab.locator("#purse"), nicolas.tab.keyboard.press
    assert await purse.text_content() == "Quedan 1 millón de pesos."

    async def touch(option: int) -> None:
        await nicolas.tab.locator("h1").click()
        await nicolas.reach(f'[name=choice][value="{option}"]')
        await press("Space")

    await touch(0)
    assert await purse.text_content() == "Quedan 400 mil pesos."
    await touch(1)
    assert await purse.text_content() == "Quedan 50 mil pesos."
    assert await nicolas.tab.locator("#fits-2").text_content() == "No cabe: faltan 100 mil pesos."
    await touch(2)
    assert await purse.text_content() == "«Bancas para platicar» no cabe: faltan 100 mil pesos. Primero saca algo."
    assert not await nicolas.tab.locator('[name=choice][value="2"]').is_checked()
    await touch(1)
    await touch(2)
    assert await purse.text_content() == "Quedan 250 mil pesos."
    await nicolas.reach("form.ballot button.act")
    await nicolas.enter()
    await nicolas.see("En total: 750 mil pesos de 1 millón de pesos")
    await nicolas.reach('form[action$="/boleta"] button')
    await nicolas.enter()
    assert await lies_in_box(town.nicolas, poll) == (0, 2)


async def test_none_of_them_and_every_other_mark_put_each_other_away(town: Town, window: Open) -> None:
    for kind in ("several", "basket", "faces", "ranking"):
        poll = await handed_out(town, kind)
        lupita = await window(town.lupita)
        await lupita.go(f"/votaciones/{poll}/boleta")
        none = lupita.tab.locator("[name=choice][value=none]")
        await mark(lupita, kind, MARKS[kind][1])
        await lupita.choose("choice", "none")
        assert await lupita.tab.evaluate(MARKED) == 1 and await none.is_checked(), kind
        await mark(lupita, kind, MARKS[kind][0])
        assert await lupita.tab.evaluate(MARKED) == (2 if kind == "faces" else len(MARKS[kind][0]))
        assert not await none.is_checked()


async def test_a_face_is_taken_away_by_touching_it_again(town: Town, window: Open) -> None:
    poll = await handed_out(town, "faces")
    lupita = await window(town.lupita)
    await lupita.go(f"/votaciones/{poll}/boleta")
    for _time in range(2):
        await lupita.choose("face-0", "2")
        assert await lupita.tab.evaluate(MARKED) == 1
        await lupita.choose("face-0", "2")
        assert await lupita.tab.evaluate(MARKED) == 0


@pytest.mark.parametrize("kind", ["faces", "ranking", "basket", "one"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
async def test_the_same_ballots_in_a_booth(town: Town, window: Open, kind: str, script: bool) -> None:
    """SG-05, SG-54"""
    _poll, [words, *_rest] = await in_booth(town, kind, await place())
    held = await window(script=script, width=800, height=1280)
    await held.go("/casilla")
    await held.write("code", " ".join(words))
    await held.send("/casilla")
    await held.touch('form[action="/casilla/cortina"] button')
    assert await held.tab.locator("read-aloud").count() == 0
    await mark(held, kind, MARKS[kind][1], script)
    await held.send("/boleta/ver")
    await held.send("/casilla/boleta")
    await held.see("Tu voto está en la urna")
    assert held.here == "/casilla/listo"
    assert await owner_value("SELECT count(*) FROM ballot") == 1
    assert await held.tab.evaluate(KEPT) == []


@pytest.mark.parametrize("sky", ["light", "dark"])
async def test_sg_67_every_ballot_is_clean_on_the_smallest_screen(town: Town, window: Open, sky: str) -> None:
    """SG-67: axe at 320 px, each paper before and after it is marked, its read-back and its sample."""
    wrong = []
    for kind in RULES:
        draft = await drafted(town, kind)
        await acts.announce_poll(town.julian, draft)
        poll = await handed_out(town, kind, 6)
        for name, script in (("lupita", True), ("mateo", True), ("lupita", False)):
            small = await window(town.people[name], script=script, width=320, height=640, color_scheme=sky)
            wrong += await looked(small, f"/votaciones/{draft}/muestra", script)
            wrong += await looked(small, f"/votaciones/{poll}/boleta", script)
            shown = [int(each) for each in await small.tab.evaluate(ORDER)] if script else []
            if script and kind in ("basket", "several", "one", "motion"):
                await mark(small, kind, (shown[0],))
                wrong += await troubles(small)
            elif script and kind == "ranking":
                await mark(small, kind, (shown[0], shown[1]))
                wrong += await troubles(small)
    assert wrong == []


async def looked(small: Window, url: str, script: bool) -> list[str]:
    await small.go(url)
    if script:
        return await troubles(small)
    return [] if await small.too_wide() == 0 else [f"{url} is too wide"]
