"""Pieces of pages that are drawn once: identical to new ones to the byte, and never met by whom they are not for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from uuid import UUID

import pytest
from jinja2.runtime import Macro
from markupsafe import Markup

from civic.core import pages, pieces, warm
from civic.core.database import rows
from civic.core.reader import Reader, reading
from civic.core.words import Voice, speaking
from tests.browsing import Browser
from tests.conftest import Town
from tests.home.made import idea, ideas, said

LIST = "/propuestas"
PAGES = ("/", LIST, f"{LIST}?tema=parks", f"{LIST}?buscar=idea", "/convocatorias", "/convocatorias/{call}", LIST + "/{idea}")
#: A visitor, a child of each band, and adults with doors of their own.
READERS = ("", "lupita", "nicolas", "amaranta", "mateo", "rosa", "teo", "leticia")
LANGUAGES = ("es-MX", "en")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    pieces.forget()
    warm.forget()
    voice, reader = speaking.set(Voice()), reading.set(Reader())
    yield
    speaking.reset(voice)
    reading.reset(reader)
    pieces.install(pages.environment().globals)
    pieces.forget()
    warm.forget()


def macro(text: str) -> Macro:
    """A macro `m` as a page imports it."""
    return pages.environment().from_string(f"{{% macro m(it) %}}{text}{{% endmacro %}}").module.m


async def drawn(town: Town, browsers: dict[str, Browser], idea: UUID) -> dict[tuple[str, str, str], str]:
    """Every page as every reader has it in every language, one after the other."""
    found = {}
    for url, language, who in product(PAGES, LANGUAGES, READERS):
        warm.forget()
        page = await browsers[who].get(url.format(call=town.call, idea=idea), **{"Accept-Language": language})
        found[url, language, who] = page.text
    return found


async def test_with_pieces_a_page_is_to_the_byte_what_it_is_without(town: Town) -> None:
    for number, key in enumerate(await ideas(town.amaranta.id, town.call, 8)):
        await rows("UPDATE proposal SET area = $2 WHERE id = $1", key, town.areas[number % 3] if number % 2 else None)
    answered = await said(town.nicolas.id, key, "Así llega <b>mi</b> abuela.")
    await said(town.amaranta.id, key, "Yo también voy.", reply_to=answered)
    await idea(town.nicolas.id, town.call, "<b>Luz</b> & “sombra”", "Una cancha <i>con</i> luz.", standing="chosen")
    browsers = {who: Browser(town.app) for who in READERS}
    for who in filter(None, READERS):
        await browsers[who].come_in(getattr(town, who))
    first = await drawn(town, browsers, key)
    many = len(pieces._pieces)
    again = await drawn(town, browsers, key)
    assert many > 50 and len(pieces._pieces) == many, "the second time everything was there"
    pieces.install(pages.environment().globals, keeping=False)
    pieces.forget()
    anew = await drawn(town, browsers, key)
    assert not pieces._pieces
    assert first == again == anew
    assert len({anew[LIST, language, who] for language, who in product(LANGUAGES, READERS)}) > len(READERS)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE writing SET title = $2 WHERE id = $1",
        "UPDATE writing SET excerpt = $2 WHERE id = $1",
        "UPDATE area SET name = $2 WHERE id = (SELECT area FROM proposal WHERE id = $1)",
    ],
)
async def test_what_has_changed_is_shown_by_the_next_page(town: Town, browser: Browser, change: str) -> None:
    await browser.come_in(town.amaranta)
    key = await idea(town.nicolas.id, town.call, "Bancas", "Para mi abuela.", area=town.areas[0])
    (await browser.get(LIST)).see_not("Otra cosa")
    await rows(change, key, "Otra cosa")
    (await browser.get(LIST)).see("Otra cosa")


async def test_what_was_taken_down_is_gone_and_another_step_is_said(town: Town, browser: Browser) -> None:
    """SG-38: a piece that was kept shows nothing by itself."""
    await browser.come_in(town.amaranta)
    gone, moved = [await idea(town.nicolas.id, town.call, title) for title in ("Una resbaladilla", "Un columpio")]
    before = await browser.get(LIST)
    await rows("UPDATE writing SET state = 'withdrawn' WHERE id = $1", gone)
    await rows("UPDATE proposal SET state = 'chosen' WHERE id = $1", moved)
    after = (await browser.get(LIST)).see("Un columpio").see_not("Una resbaladilla")
    assert after.text.count("state-") == before.text.count("state-") - 1
    pieces.forget()
    assert (await browser.get(LIST)).text == after.text


async def test_an_alias_is_told_to_the_council_only_whoever_came_first(town: Town) -> None:
    """SG-41: a visitor and an officer are told the ages, and a child who reads in between leaves them no name."""
    key = await idea(town.nicolas.id, town.call, "Bancas")
    await said(town.lupita.id, key, "Así llega mi abuela.")
    browsers = {who: Browser(town.app) for who in ("", "julian", "amaranta")}
    for who in ("julian", "amaranta"):
        await browsers[who].come_in(getattr(town, who))
    for who in ("amaranta", "", "julian", "amaranta", "julian", ""):
        warm.forget()
        page = (await browsers[who].get(f"{LIST}/{key}")).see("Así llega mi abuela.")
        assert (town.lupita.name in page.text) == (who == "amaranta")


def test_a_form_is_never_kept_and_each_reader_has_their_own() -> None:
    """SG-88: its mark is tied to one visit."""
    form = macro("{{ csrf_field() }}")
    marks = []
    for tie in ("hers", "his"):
        reading.set(Reader(tie=tie))
        marks.append(pieces.once(form, "x"))
        assert reading.get().form_drawn, "so the page around it is not for everyone either"
    assert marks[0] != marks[1]
    assert not pieces._pieces


def test_a_form_elsewhere_on_the_page_is_not_forgotten() -> None:
    reading.set(Reader(form_drawn=True))
    pieces.once(macro("{{ it }}"), "x")
    assert reading.get().form_drawn
    assert len(pieces._pieces) == 1


def test_a_macro_that_sees_the_page_or_its_reader_finds_nothing_kept() -> None:
    template = pages.environment().from_string(
        "{% macro m(it) %}{{ it }} {{ reader.name }} {{ page }}{% endmacro %}{{ once(m, 'for') }}"
    )
    said = [template.render(reader=Reader(name=name), page=page) for name, page in (("Ana", 1), ("Leo", 1), ("Leo", 2))]
    assert said == ["for Ana 1", "for Leo 1", "for Leo 2"]


def test_each_voice_has_its_own() -> None:
    asks = macro("{{ it | day_full }}")
    heard = []
    for locale, band in product(("es_MX", "en"), ("a", "adult")):
        speaking.set(Voice(locale, band))
        heard.append(pieces.once(asks, date(2026, 5, 3)))
    assert heard[0] == heard[1] == "3 de mayo de 2026" and heard[2] == heard[3] != heard[0]
    assert len(pieces._pieces) == 4


def test_what_is_equal_but_not_the_same_is_another_piece() -> None:
    """A str and the Markup of the same letters are equal; one of them must be escaped."""
    says = macro("{{ it }}")
    assert [pieces.once(says, text) for text in (Markup("<b>"), "<b>", 1, True)] == ["<b>", "&lt;b&gt;", "1", "True"]


def test_what_is_no_value_cannot_be_a_piece() -> None:
    """A list could change after it was drawn."""

    @dataclass(frozen=True)
    class Said:
        replies: list[str] = field(default_factory=list)

    with pytest.raises(TypeError):
        pieces.once(macro("{{ it }}"), Said())


def test_the_piece_not_asked_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST", 2)
    says = macro("{{ it }}")
    pieces.every(says, ["1", "2", "1", "3"])
    assert list(pieces._pieces.values()) == ["1", "3"]
