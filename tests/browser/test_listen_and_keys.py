"""By ear and with the keyboard alone: on the pages themselves, from the front door to the ballot box."""

from tests.browser.conftest import Open
from tests.conftest import Town
from tests.people.doorbell import hand_card
from tests.voting.polls import opened

VOICES = """
const voice = (localService, lang) => ({ name: lang, lang, localService, default: false, voiceURI: lang });
globalThis.said = [];
Object.defineProperty(globalThis, 'speechSynthesis', { value: {
  getVoices: () => VOICES, addEventListener() {}, removeEventListener() {}, cancel() {},
  speak(utterance) { said.push(utterance); utterance.onstart?.(); utterance.onend?.(); },
} });
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


async def test_sg_70_every_page_of_a_child_can_be_listened_to(town: Town, window: Open) -> None:
    """SG-70: with a voice of this device, never with one from elsewhere, and without a request while it speaks."""
    poll = await opened(town)
    own = ("/mi-pagina", "/avisos", "/ayuda", f"/votaciones/{poll}/boleta", f"/convocatorias/{town.call}")
    pages = (*own, "/", "/convocatorias", "/propuestas", "/votaciones", "/compromisos")
    lupita, far = await window(town.lupita), await window(town.lupita)
    await lupita.tab.add_init_script(VOICES.replace("VOICES", "[voice(false, 'es-MX'), voice(true, 'es-MX')]"))
    await far.tab.add_init_script(VOICES.replace("VOICES", "[voice(false, 'es-MX')]"))
    mute = []
    for url in pages:
        await lupita.go(url)
        listen = lupita.tab.locator("read-aloud button").locator("visible=true")
        if not await listen.count():
            mute.append(url)
            continue
        asked = len(lupita.asked)
        await listen.first.click()
        spoken = await lupita.tab.evaluate("said.map((each) => each.voice.localService && each.text.length > 0)")
        assert spoken and all(spoken), url
        assert lupita.asked[asked:] == []
        await far.go(url)
        assert await far.tab.locator("read-aloud button").locator("visible=true").count() == 0, url
    assert mute == []


async def test_sg_67_from_the_door_to_the_box_with_the_keyboard_alone(town: Town, window: Open) -> None:
    """SG-67: Tab, the space bar, Enter and letters; where the focus is can always be seen."""
    poll = await opened(town)
    card = await hand_card("nicolas")
    nicolas = await window()
    await nicolas.go("/")
    await nicolas.reach('a[href="/entrar"]')
    await nicolas.enter()
    await nicolas.reach("input[name=code]")
    await nicolas.tab.keyboard.type(card.words)
    await nicolas.enter()
    for picture in card.pictures:
        await nicolas.reach(f'button[name=pick][value="{picture}"]')
        await nicolas.enter()
    assert nicolas.here == "/mi-pagina"
    await nicolas.reach('a[href="/votaciones"]')
    await nicolas.enter()
    await nicolas.reach(f'a[href="/votaciones/{poll}"]')
    await nicolas.enter()
    await nicolas.reach(f'a[href="/votaciones/{poll}/boleta"]')
    await nicolas.enter()
    await nicolas.reach("input[name=choice]")
    await nicolas.tab.keyboard.press("ArrowDown")
    await nicolas.reach('button[type=submit]:not([form]):not(read-aloud button)')
    await nicolas.enter()
    await nicolas.reach('form[action$="/boleta"] button')
    await nicolas.enter()
    assert nicolas.here == f"/votaciones/{poll}/listo"


async def test_a_page_at_four_times_its_size_does_not_have_to_be_pushed_sideways(year: Town, window: Open) -> None:
    """SG-67, WCAG 1.4.10: 1280 px at 400 % is 320 CSS px at four device pixels each."""
    for person, urls in (
        (None, ("/", "/propuestas", "/reglamento", "/compromisos", "/ayuda")),
        (year.lupita, ("/mi-pagina", "/votaciones")),
        (year.julian, ("/mesa/votaciones", "/mesa/convocatorias")),
    ):
        zoomed = await window(person, width=320, height=256, device_scale_factor=4)
        for url in urls:
            await zoomed.go(url)
            assert await zoomed.too_wide() == 0, url
