"""The list of ideas and the story of one: what everyone may read, the same for all."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from civic.core.clock import now
from civic.core.database import row
from tests.browsing import Browser, Page
from tests.conftest import Town
from tests.home.made import advise, idea, ideas, said

SHUT = ["draft", "submitted", "returned", "refused", "appealed", "closed", "withdrawn"]


def listed(page: Page) -> list[str]:
    """The titles of a list, in order."""
    return re.findall(r'<h3><a href="/propuestas/[^"]+">([^<]*)</a></h3>', page.text)


@pytest.mark.parametrize("reading", SHUT)
async def test_sg_38_what_is_not_published_is_not_there_for_anyone(town: Town, browser: Browser, reading: str) -> None:
    """SG-38: no list, no search, no page, for nobody: not even its author finds it among what is public."""
    key = await idea(town.amaranta.id, town.call, "Secreto todavía", "Bajo el puente", reading=reading)
    for name in (None, "nicolas", "amaranta", "teo", "pilar", "julian", "leticia", "carmen", "rosa"):
        if name:
            await browser.come_in(town.people[name])
        await browser.get(f"/propuestas/{key}", 404)
        for url in ("/", "/propuestas", "/propuestas?buscar=secreto", f"/convocatorias/{town.call}"):
            (await browser.get(url)).see_not("Secreto todavía", str(key))


async def test_what_its_author_takes_back_is_gone_everywhere(town: Town, browser: Browser) -> None:
    key = await idea(town.amaranta.id, town.call, "Un kiosco con libros")
    await browser.get(f"/propuestas/{key}")
    await row("UPDATE writing SET state = 'withdrawn' WHERE id = $1", key)
    await browser.get(f"/propuestas/{key}", 404)
    assert listed(await browser.get("/propuestas")) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("árboles", ["Árboles con sombra"]),
        ("ARBOLES", ["Árboles con sombra"]),
        ("arbol", ["Árboles con sombra"]),
        ("sombra árbol", ["Árboles con sombra"]),
        ("sombra pelota", []),
        ("quema", ["Árboles con sombra"]),
        ("niño", ["Una cancha para el niño"]),
        ("شجرة", ["شجرة 🌳 para todos"]),
        ("🌳", []),
        ("' OR 1=1 --", []),
        ("a & | ! <-> :*", ["Árboles con sombra"]),
        ("\u202eselobrá", []),
        ("palabra " * 500, []),
        ("\x00", None),
        ("   ", None),
    ],
)
async def test_search(town: Town, browser: Browser, typed: str, found: list[str] | None) -> None:
    """By the beginnings of all words, without case or accents; nothing typed is no search."""
    await idea(town.amaranta.id, town.call, "Árboles con sombra", "La resbaladilla quema.")
    await idea(town.nicolas.id, town.call, "Una cancha para el niño")
    await idea(town.mateo.id, town.call, "شجرة 🌳 para todos")
    answer = await browser.client.get("/propuestas", params={"buscar": typed})
    titles = re.findall(r'<h3><a href="/propuestas/[^"]+">([^<]*)</a></h3>', answer.text)
    assert answer.status_code == 200
    if found is None:
        assert len(titles) == 3
    else:
        assert titles == found


async def test_filters_by_call_area_category_and_state(town: Town, browser: Browser) -> None:
    await idea(town.amaranta.id, town.call, "Agua limpia", category="water", area=town.areas[0])
    await idea(town.amaranta.id, town.call, "Luz", category="lighting", area=town.areas[1], standing="chosen")
    for query, found in [
        ("tema=water", ["Agua limpia"]),
        (f"lugar={town.areas[1]}", ["Luz"]),
        ("paso=chosen", ["Luz"]),
        (f"convocatoria={town.call}&tema=lighting", ["Luz"]),
        (f"convocatoria={uuid4()}", []),
        ("tema=nothing&lugar=nowhere&paso=never&convocatoria=x&antes=y", ["Luz", "Agua limpia"]),
        (f"antes={uuid4()}", []),
    ]:
        assert listed(await browser.get(f"/propuestas?{query}")) == found, query


async def test_the_list_ends_and_goes_on_by_a_link(town: Town, browser: Browser) -> None:
    """G4, SG-46: twenty to a page, plain links, nothing loads by itself."""
    await ideas(town.amaranta.id, town.call, 45)
    url, seen = "/propuestas", []
    for size in (20, 20, 5):
        page = await browser.get(url)
        assert len(listed(page)) == size
        seen += listed(page)
        assert "hx-trigger" not in page.text
        older = [link for link in page.links if "antes=" in link]
        url = older[0] if older else ""
    assert not url
    assert seen == [f"Idea número {n}" for n in reversed(range(45))]


async def test_ideas_of_one_moment_are_neither_lost_nor_doubled(town: Town, browser: Browser) -> None:
    moment = now()
    for n in range(25):
        await idea(town.amaranta.id, town.call, f"Idea {n}", at=moment)
    first = await browser.get("/propuestas")
    older = next(link for link in first.links if "antes=" in link)
    assert sorted(listed(first) + listed(await browser.get(older))) == sorted(f"Idea {n}" for n in range(25))


async def test_sg_20_two_children_with_different_histories_read_the_same_list(town: Town, browser: Browser) -> None:
    """SG-20: newest first for everybody; nothing is ordered for the one who reads."""
    await ideas(town.amaranta.id, town.call, 6)
    await idea(town.nicolas.id, town.call, "La cancha", category="sport", at=now() - timedelta(days=9))
    lists = [listed(await browser.get("/propuestas"))]
    for name in ("amaranta", "nicolas", "lupita", "bruno", "teo"):
        await browser.come_in(town.people[name])
        for url in ("/propuestas?tema=sport", "/mi-pagina"):
            await browser.client.get(url)
        lists.append(listed(await browser.get("/propuestas")))
    assert all(each == lists[0] for each in lists) and len(lists[0]) == 7


#: What no page has, for children or about them.
BANNED_WORDS = re.compile(
    r"me gusta:|\blikes?\b|\bvistas\b|\bseguidor|\btendencia|\bpopular|más votad|más vist|\branking|\bracha|\bmedalla"
    r"|\binsignia|\bpuntos\b|\bnivel \d|\btop \d|compartir en|\bviral",
    re.IGNORECASE,
)
BANNED_MARKUP = re.compile(
    r"hx-trigger=\"(?:revealed|intersect|every|load)|autoplay|data-(?:likes|views|count|score|rank|streak)|class=\"[^\"]*\b"
    r"(?:like|badge|counter|ranking|streak|trending|follow)\b",
    re.IGNORECASE,
)


async def test_sg_46_no_page_counts_ranks_or_lures(town: Town, browser: Browser) -> None:
    """SG-46: over the DOM of every public page and of a child's own."""
    key = await idea(town.amaranta.id, town.call, "Árboles con sombra", "Quema mucho.")
    await ideas(town.nicolas.id, town.call, 25)
    await said(town.nicolas.id, key, "También en mi colonia.")
    urls = ["/", "/convocatorias", f"/convocatorias/{town.call}", "/propuestas", f"/propuestas/{key}", "/como-funciona"]
    for person, more in ((None, []), (town.amaranta, ["/mi-pagina"]), (town.lupita, ["/mi-pagina"])):
        if person:
            await browser.come_in(person)
        for url in urls + more:
            page = await browser.get(url)
            assert not BANNED_WORDS.search(page.said), (url, BANNED_WORDS.search(page.said))
            assert not BANNED_MARKUP.search(page.text), (url, BANNED_MARKUP.search(page.text))


async def test_the_story_tells_the_idea_its_road_its_voices_and_the_advice(town: Town, browser: Browser) -> None:
    key = await idea(
        town.amaranta.id,
        town.call,
        "Árboles con sombra",
        "La resbaladilla quema.",
        "Sembrar fresnos.",
        area=town.areas[0],
    )
    first = await said(town.nicolas.id, key, "En mi colonia tampoco hay sombra.")
    await said(town.mateo.id, key, "Yo los riego.", "reply", first)
    await advise(town.leticia.id, key, "Los fresnos crecen bien aquí.")
    page = await browser.get(f"/propuestas/{key}")
    page.see(
        "La resbaladilla quema.", "Sembrar fresnos.", "Alguien de 10 a 13 años", "Platicada", "tampoco hay sombra", "Yo los riego."
    )
    page.see("Los fresnos crecen bien aquí.", "Leticia Amador", "Asesora o asesor")
    page.see_not("Amaranta", "Trueno Azul", "13 años de", town.people["amaranta"].id.hex)


async def test_what_was_covered_stays_covered(town: Town, browser: Browser) -> None:
    key = await idea(town.amaranta.id, town.call, "Una banca", "Vivo en la calle Roble 7 y quiero una banca.")
    await row("""UPDATE version SET masks = '{"problem": ["la calle Roble 7"]}' WHERE writing = $1""", key)
    (await browser.get(f"/propuestas/{key}")).see("Vivo en ▇▇▇").see_not("Roble 7")
