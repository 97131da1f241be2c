"""The look as a browser sees it: every archetype, drawn with a fake town, under the house's policy."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.provide import find
from tests.conftest import required
from tests.styleguide.render import FLAGS, axe, build, draw, seen_by, served
from tests.styleguide.samples import PAGES

SAMPLES = [(name, "a" if name in seen_by("a") else "adult") for name in PAGES]
VOICES = """
const voice = (localService, lang) => ({ name: lang, lang, localService, default: false, voiceURI: lang });
const voices = VOICES;
globalThis.said = [];
Object.defineProperty(globalThis, 'speechSynthesis', { value: {
  getVoices: () => voices, addEventListener() {}, removeEventListener() {}, cancel() {},
  speak(utterance) { said.push(utterance); utterance.onstart?.(); },
} });
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    out = tmp_path_factory.mktemp("style")
    build(out)
    with served(out) as address:
        yield address, out


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    if not (path := find()):
        (pytest.fail if required() else pytest.skip)("no browser: `python -m tests.browser.provide` gets one")
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


async def see(chromium: Browser, town: tuple[str, Path], name: str, band: str, *, voices: str = "", **context) -> Page:
    address, out = town
    made = await chromium.new_context(**{"viewport": {"width": 360, "height": 740}, **context})
    tab = await made.new_page()
    if voices:
        await tab.add_init_script(VOICES.replace("VOICES", voices))
    await tab.goto(f"{address}/{draw(out, name, band).name}")
    return tab


@pytest.mark.parametrize("sky", ["light", "dark"])
@pytest.mark.parametrize(("name", "band"), SAMPLES)
async def test_axe_finds_nothing_and_nothing_runs_off_a_small_screen(chromium, town, name, band, sky):
    """SG-67: at 320 px, which is also 1280 px at 400 %, in the band with the largest type."""
    tab = await see(chromium, town, name, band, viewport={"width": 320, "height": 640}, color_scheme=sky)
    await tab.evaluate("document.querySelectorAll('read-aloud').forEach(e => e.hidden = false)")
    assert await tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert await axe(tab) == []
    await tab.context.close()


@pytest.mark.parametrize("name", seen_by("a"))
async def test_every_target_of_band_a_fits_a_small_hand(chromium, town, name):
    """SG-71: 48 px in each direction from edge to edge, and words in it."""
    tab = await see(chromium, town, name, "a")
    await tab.evaluate("document.querySelectorAll('read-aloud').forEach(e => e.hidden = false)")
    small = await tab.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea')].filter(e =>
            !e.matches('.skip') && e.checkVisibility()).map(e => e.closest('label') ?? e).flatMap(e => {
          e.scrollIntoView({ block: 'center' });
          const box = e.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
          const whole = [[0, -23], [0, 23], [-23, 0], [23, 0]].every(([dx, dy]) => {
            const hit = document.elementFromPoint(x + dx, y + dy);
            return hit && e.contains(hit);
          });
          const words = (e.labels?.[0] ?? e).innerText.trim() || e.getAttribute('aria-label');
          return whole && words ? [] : [e.outerHTML.slice(0, 120)];
        })"""
    )
    assert small == []
    await tab.context.close()


@pytest.mark.parametrize("band", ["a", "b", "c"])
async def test_help_is_always_in_the_same_place(chromium, town, band):
    """SG-72, SG-80: the second door of the head on every page, at the same spot of the screen."""
    places = set()
    for name in seen_by(band):
        tab = await see(chromium, town, name, band)
        places.add(
            await tab.evaluate(
                """() => { const door = document.querySelector('a[href="/ayuda"]'), box = door.getBoundingClientRect();
                return [[...document.querySelectorAll('a')].indexOf(door), box.x, box.y, box.width].join(' '); }"""
            )
        )
        await tab.context.close()
    assert len(places) == 1


@pytest.mark.parametrize(
    ("voices", "hidden"),
    [
        ("[voice(true, 'es-MX')]", False),
        ("[voice(true, 'es_ES'), voice(false, 'es-MX')]", False),
        ("[voice(false, 'es-MX'), voice(true, 'en-US')]", True),
        ("[]", True),
    ],
)
async def test_listen_speaks_only_with_a_voice_of_this_device(chromium, town, voices, hidden):
    """SG-70: a voice of the page's language with localService, or no button; it marks what it reads."""
    tab = await see(chromium, town, "choices", "b", voices=voices)
    listen = tab.locator("read-aloud").first
    assert await listen.is_hidden() is hidden
    if not hidden:
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        await listen.locator("button").click()
        assert await tab.evaluate("said.map(u => u.voice.localService && u.text)") == ["¿De qué trata tu idea?"]
        assert await tab.evaluate("[...CSS.highlights.get('reading')][0].toString()") == "¿De qué trata tu idea?"
        await tab.evaluate("said[0].onend()")
        assert await tab.evaluate("said[1].text") == "Parques"
        assert await listen.locator("button").get_attribute("aria-pressed") == "true"
        await listen.locator("button").click()
        assert not await tab.evaluate("CSS.highlights.has('reading')")
        assert asked == []
    await tab.context.close()


async def test_a_drawing_goes_into_the_form_as_a_picture(chromium, town):
    tab = await see(chromium, town, "draw", "b")
    file = tab.locator("input[type=file]")
    holds = """(input, n) => new Promise(yes => {
        const look = () => input.files.length === n ? yes() : setTimeout(look, 20);
        look();
    })"""
    box = await tab.locator("canvas").bounding_box()
    await tab.mouse.move(box["x"] + 20, box["y"] + 20)
    await tab.mouse.down()
    await tab.mouse.move(box["x"] + 120, box["y"] + 90, steps=4)
    await tab.mouse.up()
    await file.evaluate(holds, 1)
    assert await file.evaluate("input => [input.files[0].name, input.files[0].type]") == ["drawing.png", "image/png"]
    await tab.locator("button[value=undo]").click()
    await file.evaluate(holds, 0)
    await tab.context.close()


async def test_without_script_the_photo_remains_and_nothing_idle_is_shown(chromium, town):
    tab = await see(chromium, town, "draw", "a", java_script_enabled=False)
    assert await tab.locator("picture-pad").is_hidden()
    assert await tab.locator("read-aloud").first.is_hidden()
    assert await tab.locator("input[type=file]").is_visible()
    await tab.context.close()


async def test_a_double_tap_sends_once(chromium, town):
    tab = await see(chromium, town, "ballot", "b")
    sent: list[str] = []

    async def hold(route) -> None:
        sent.append(route.request.post_data)

    await tab.route(lambda url: True, hold)
    await tab.evaluate(
        "(send => { send.click(); setTimeout(() => send.click(), 30); })(document.querySelector('.ballot-foot button'))"
    )
    await tab.wait_for_timeout(200)
    assert len(sent) == 1
    assert "choice=b" in sent[0]
    await tab.context.close()


async def test_leaving_forgets_what_was_typed(chromium, town):
    """SG-30: the exit empties forms and the browser's storage before it goes."""
    tab = await see(chromium, town, "mine", "b")
    await tab.evaluate(
        """() => { localStorage.setItem('x', 'Colibrí'); sessionStorage.setItem('x', 'Colibrí');
        document.querySelector('main').innerHTML = '<form><input id="typed"></form>'; typed.value = 'Colibrí';
        document.querySelector('form[data-exit]').addEventListener('submit', (event) => event.preventDefault()); }"""
    )
    await tab.locator("form[data-exit] button").click()
    assert await tab.evaluate("[localStorage.length, sessionStorage.length, typed.value]") == [0, 0, ""]
    await tab.context.close()


async def test_what_is_left_to_look_at_takes_the_focus(chromium, town):
    """SG-72: the list of what is left comes first, each line leads to its field, and the words are still there."""
    tab = await see(chromium, town, "problem", "b")
    assert await tab.evaluate("document.activeElement.id") == "problems"
    await tab.locator(".problem-links a").click()
    assert await tab.evaluate("[document.activeElement.id, document.activeElement.value]") == [
        "field-title",
        "Un puente muy, muy largo",
    ]
    await tab.context.close()
