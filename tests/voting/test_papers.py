"""Every paper by its plain form fields: what is refused is told, and what was marked stays."""

import re
from uuid import UUID

import pytest

from civic.core.images import Picture
from civic.voting import acts
from tests.browsing import Browser, Page
from tests.conftest import Town
from tests.voting.papers import IDEAS, RULES, drafted, handed_out
from tests.voting.polls import DICE, TITLES, field, idea

Fields = dict[str, str | list[str]]

CHOOSE, NOT_BOTH, NOT_READ = (
    "Primero elige",
    "Elegiste «Ninguna» y también otra cosa",
    "No pudimos leer lo que elegiste",
)
#: What was sent, what is told, and what is still marked: names and values.
REFUSED: list[tuple[str, Fields, str, set[tuple[str, str]]]] = [
    ("one", {}, CHOOSE, set()),
    ("one", {"choice": ["0", "1"]}, "Elegiste más de una", {("choice", "0"), ("choice", "1")}),
    ("one", {"choice": ["none", "1"]}, NOT_BOTH, {("choice", "none"), ("choice", "1")}),
    ("one", {"choice": "7"}, NOT_READ, set()),
    ("several", {"choice": ["0", "1", "2"]}, "Elegiste 3", {("choice", "0"), ("choice", "1"), ("choice", "2")}),
    ("several", {"choice": ["0", "0"]}, NOT_READ, {("choice", "0")}),
    ("motion", {}, "sí, no, o ni sí ni no", set()),
    ("motion", {"choice": "none"}, NOT_READ, set()),
    ("motion", {"choice": ["0", "2"]}, "Elegiste más de una", {("choice", "0"), ("choice", "2")}),
    ("basket", {}, CHOOSE, set()),
    ("basket", {"choice": ["0", "1", "2"]}, "Tu canasta cuesta 1 millón 100 mil pesos", {("choice", str(n)) for n in range(3)}),
    ("faces", {}, CHOOSE, set()),
    ("faces", {"face-0": "", "face-1": "", "face-2": ""}, CHOOSE, set()),
    ("faces", {"face-0": "2", "choice": "none"}, NOT_BOTH, {("face-0", "2"), ("choice", "none")}),
    ("faces", {"face-0": "3"}, NOT_READ, set()),
    ("faces", {"face-0": ["1", "2"]}, NOT_READ, {("face-0", "1"), ("face-0", "2")}),
    ("ranking", {}, CHOOSE, set()),
    ("ranking", {"rank-0": "1", "rank-1": "1"}, "el número 1", {("rank-0", "1"), ("rank-1", "1")}),
    ("ranking", {"rank-2": "1", "choice": "none"}, NOT_BOTH, {("rank-2", "1"), ("choice", "none")}),
    ("ranking", {"rank-0": "9"}, NOT_READ, set()),
]  # fmt: skip


@pytest.mark.parametrize("kind", RULES)
async def test_what_is_refused_is_told_and_what_was_marked_stays(town: Town, browser: Browser, kind: str) -> None:
    """SG-54: at the read-back and again at the box, which never takes what nobody could have read back."""
    poll = await handed_out(town, kind)
    await browser.come_in(town.amaranta)
    for _kind, marks, told, kept in [case for case in REFUSED if case[0] == kind]:
        again = (await seen(browser, poll, marks, 422)).see(told)
        assert marked(again) == kept, (marks, told)
        (await browser.post(f"/votaciones/{poll}/boleta", marks, 422)).see(told)


#: What is marked, and what is read back of it, in its order; then what the box counts.
GOOD: list[tuple[str, Fields, list[str]]] = [
    ("one", {"choice": "1"}, [IDEAS[1]]),
    ("one", {"choice": "none"}, ["Ninguna"]),
    ("several", {"choice": ["2", "0"]}, [IDEAS[0], IDEAS[2]]),
    ("motion", {"choice": "2"}, ["Ni sí ni no"]),
    ("basket", {"choice": ["0", "2"]}, [IDEAS[0], "600 mil pesos", IDEAS[2], "150 mil pesos", "En total: 750 mil pesos"]),
    ("faces", {"face-0": "2", "face-1": "", "face-2": "0"}, [IDEAS[0], "Me gusta", IDEAS[1], "Sin carita", IDEAS[2], "No me gusta"]),
    ("ranking", {"rank-0": "", "rank-1": "3", "rank-2": "1"}, [IDEAS[2], "1", IDEAS[1], "2"]),
    ("ranking", {"choice": "none"}, ["Ninguna"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "marks", "told"), GOOD)
async def test_what_was_marked_is_read_back_can_be_changed_and_is_sent(
    town: Town, browser: Browser, kind: str, marks: Fields, told: list[str]
) -> None:
    """SG-54"""
    poll = await handed_out(town, kind)
    await browser.come_in(town.mateo)
    page = await seen(browser, poll, marks)
    words = " ".join(re.sub(r"<[^>]+>", " ", page.text.split("</h1>", 1)[1]).split())
    for each in told:
        assert each in words, (each, words)
        words = words.split(each, 1)[1]
    sent = hidden(page, f"/votaciones/{poll}/boleta")
    change = hidden(page, f"/votaciones/{poll}/boleta/ver")
    ballot = await browser.post(f"/votaciones/{poll}/boleta/ver", change, 200)
    assert marked(ballot) == {(name, value) for name, values in sent.items() for value in values if name != "paper"}
    done = await browser.post(f"/votaciones/{poll}/boleta", sent)
    assert done.location == f"/votaciones/{poll}/listo"


async def test_sg_51_a_ballot_with_drawings_is_read_back_at_one_length(town: Town, browser: Browser) -> None:
    """SG-51: also where the drawing of one option is far larger than another's."""
    poll = await drafted(town, "several", 2)
    drawn = Picture(large=b"large", small=b"small" * 9000, width=1, height=1)
    await acts.put_option(town.julian, poll, await idea(town, town.lupita, "Un columpio", "sport", drawn))
    await acts.announce_poll(town.julian, poll)
    await acts.draw_lot(town.teo, poll, DICE)
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    await browser.come_in(town.nicolas)
    choices = (["0"], ["2"], ["0", "2"], ["none"])
    assert len({len((await seen(browser, poll, {"choice": choice})).text.encode()) for choice in choices}) == 1


async def test_the_youngest_see_four_options_at_once_and_lose_no_mark_between_the_screens(town: Town, browsers) -> None:
    """The band table: 4 options on a screen of the youngest, all six on those of the older."""
    poll = await handed_out(town, "faces", 6)
    lupita = await browsers().come_in(town.lupita)
    first = (
        (await lupita.get(f"/votaciones/{poll}/boleta")).see("Parte 1 de 2", "Ver más").see_not("Ninguna", "Ya elegí")
    )
    shown = radios(first)
    assert len(shown) == 4
    paper = field(first.text, "paper")
    second = await lupita.post(
        f"/votaciones/{poll}/boleta/ver", {shown[0]: "2", shown[3]: "0", "part": "1", "paper": paper}, 200
    )
    second.see("Parte 2 de 2", "Ninguna", "Ya elegí")
    assert 'name="part" value="0"' in second.text, "the way back to the first part"
    assert len(radios(second)) == 2 and not set(radios(second)) & set(shown)
    carried = hidden(second, f"/votaciones/{poll}/boleta/ver")
    assert {shown[0]: ["2"], shown[3]: ["0"]}.items() <= carried.items()
    back = await lupita.post(f"/votaciones/{poll}/boleta/ver", carried | {radios(second)[0]: "1", "part": "0"}, 200)
    assert marked(back) == {(shown[0], "2"), (shown[3], "0"), (radios(second)[0], "1")}
    read = await lupita.post(f"/votaciones/{poll}/boleta/ver", carried | {radios(second)[0]: "1"}, 200)
    assert sum(read.text.count(word) for word in ("<span>Me gusta", "<span>Más o menos", "<span>No me gusta")) == 3
    mateo = await browsers().come_in(town.mateo)
    assert len(radios((await mateo.get(f"/votaciones/{poll}/boleta")).see("Ninguna").see_not("Parte 1"))) == 6


async def test_of_a_choice_on_two_screens_the_last_one_stands(town: Town, browser: Browser) -> None:
    poll = await handed_out(town, "one", 6)
    await browser.come_in(town.lupita)
    first = await browser.get(f"/votaciones/{poll}/boleta")
    here = re.findall(r'type="radio" name="choice" value="(\d)"', first.text)
    paper = field(first.text, "paper")
    second = await browser.post(f"/votaciones/{poll}/boleta/ver", {"choice": here[0], "part": "1", "paper": paper}, 200)
    there = re.findall(r'type="radio" name="choice" value="(\d)"', second.text)
    assert hidden(second, f"/votaciones/{poll}/boleta/ver")["choice"] == [here[0]]
    read = await browser.post(f"/votaciones/{poll}/boleta/ver", {"choice": [here[0], there[1]], "paper": paper}, 200)
    read.see(IDEAS[int(there[1])]).see_not(IDEAS[int(here[0])])


@pytest.mark.parametrize("kind", RULES)
async def test_a_sample_of_the_ballot_is_shown_before_it_opens_and_sends_nothing(
    town: Town, browsers, kind: str
) -> None:
    poll = await drafted(town, kind)
    sample = f"/votaciones/{poll}/muestra"
    julian = await browsers().come_in(town.julian)
    (await julian.get(sample)).see("Es una muestra", *(TITLES if kind != "motion" else ["Ni sí ni no"]))
    visitor = browsers()
    await visitor.get(sample, status=404)
    await acts.announce_poll(town.julian, poll)
    page = await visitor.get(sample)
    assert (
        'type="hidden"' not in page.text and "<form" not in page.text.split('class="ballot"')[1].split("</footer>")[0]
    )
    (await visitor.get(f"/votaciones/{poll}")).see("Ver una muestra de la boleta")
    await acts.draw_lot(town.teo, poll, DICE)
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    await visitor.get(sample, status=404)


async def seen(browser: Browser, poll: UUID, marks: Fields, status: int = 200) -> Page:
    paper = field((await browser.get(f"/votaciones/{poll}/boleta")).text, "paper")
    return await browser.post(f"/votaciones/{poll}/boleta/ver", marks | {"paper": paper}, status)


def marked(page: Page) -> set[tuple[str, str]]:
    """What a ballot shows as marked, or carries for another screen."""
    ballot = page.text.split('class="ballot"')[1]
    found = set(re.findall(r'<input type="(?:radio|checkbox)" name="([\w-]+)" value="(\w+)"[^>]* checked', ballot))
    found |= set(re.findall(r'<input type="hidden" name="(choice|face-\d+|rank-\d+)" value="(\w+)"', ballot))
    for name, options in re.findall(r'<select[^>]* name="(rank-\d+)"[^>]*>(.*?)</select>', ballot):
        found |= {(name, value) for value in re.findall(r'value="(\w+)" selected', options)}
    return found


def hidden(page: Page, action: str) -> dict[str, list[str]]:
    *_draft, form = re.findall(rf'<form[^>]* action="{action}"[^>]*>(.*?)</form>', page.text, re.S)
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form):
        if name != "_mark":
            found.setdefault(name, []).append(value)
    return found


def radios(page: Page) -> list[str]:
    return list(dict.fromkeys(re.findall(r'type="radio" name="(face-\d+)"', page.text)))
