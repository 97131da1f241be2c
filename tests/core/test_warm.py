"""Public pages are drawn once, and anew as soon as anything has changed."""

import asyncio
import re
from collections.abc import Iterator

import asyncpg
import pytest

from civic.core import warm
from civic.core.database import DB, rows, statements
from civic.database import tables
from tests.browsing import Browser
from tests.conftest import Town
from tests.crawl import crawl, kind
from tests.databases import owner_rows

LIST = "/convocatorias"
RENAME = "UPDATE call SET question = $1"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    warm.forget()
    yield
    warm.forget()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The statements sent since the test began."""
    sent: list[str] = []
    token = statements.set(sent)
    yield sent
    statements.reset(token)


async def test_a_page_is_drawn_once_for_all_visitors(browser: Browser, asked: list[str]) -> None:
    first = await browser.get(LIST)
    asked.clear()
    second = await browser.get(LIST)
    assert asked == [warm.VERSION]
    assert (second.text, second.headers["etag"]) == (first.text, first.headers["etag"])


async def test_a_change_is_seen_by_the_next_visitor_as_if_nothing_had_been_kept(browser: Browser) -> None:
    await browser.get(LIST)
    await rows(RENAME, "¿Qué le falta a tu calle?")
    warmed = await browser.get(LIST)
    warm.forget()
    assert warmed.text == (await browser.get(LIST)).text
    warmed.see("¿Qué le falta a tu calle?")


async def test_a_change_begun_before_the_page_was_drawn_and_kept_after_it_is_seen(browser: Browser) -> None:
    other = await asyncpg.connect(DB.config["dsn"])
    late = other.transaction()
    await late.start()
    await other.execute(RENAME, "¿Qué le falta a tu escuela?")
    (await browser.get(LIST)).see_not("¿Qué le falta a tu escuela?")
    await rows("UPDATE town SET region = region")  # numbers go on while the other is on its way
    (await browser.get(LIST)).see_not("¿Qué le falta a tu escuela?")
    await late.commit()
    await other.close()
    (await browser.get(LIST)).see("¿Qué le falta a tu escuela?")


async def test_all_who_come_at_once_ask_one_question(town: Town, asked: list[str]) -> None:
    await asyncio.gather(*(warm.version() for _each in range(5)))
    assert asked == [warm.VERSION]


async def test_who_comes_when_the_question_is_on_its_way_asks_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or they would be told what was true before they came. The database answers the first of them last."""
    asked, answers = [], asyncio.Event()

    async def value(question: str) -> str:
        asked.append(question)
        told = f"as of question {len(asked)}"
        if len(asked) == 1:
            await answers.wait()
        return told

    monkeypatch.setattr(warm, "value", value)
    first = asyncio.create_task(warm.version())
    for _step in ("asks", "is on its way"):
        await asyncio.sleep(0)
    later = await asyncio.wait_for(warm.version(), 5)
    answers.set()
    assert later != await first


async def test_a_browser_that_has_the_page_is_told_so_until_it_changes(browser: Browser) -> None:
    etag = (await browser.get(LIST)).headers["etag"]
    assert (await browser.get(LIST, 304, **{"If-None-Match": etag})).text == ""
    await rows(RENAME, "¿Qué le falta a tu calle?")
    await browser.get(LIST, 200, **{"If-None-Match": etag})


async def test_who_comes_in_never_gets_a_kept_page_nor_leaves_one(browser: Browser, town: Town) -> None:
    visitors = await browser.get(LIST)
    await browser.come_in(town.amaranta)
    hers = await browser.get(LIST)
    assert hers.text != visitors.text
    assert hers.headers["cache-control"] == "no-store"
    browser.client.cookies.delete("__Host-voz")
    assert (await browser.get(LIST)).text == visitors.text


async def test_each_language_has_its_own_page(browser: Browser) -> None:
    spanish = await browser.get(LIST)
    assert (await browser.get(LIST, **{"Accept-Language": "en"})).text != spanish.text
    assert (await browser.get(LIST)).text == spanish.text


async def test_many_addresses_push_out_the_oldest(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "MOST", 2)
    for page in ("1", "2", "3"):
        await browser.get(f"{LIST}?n={page}")
    assert [key[1] for key in warm._pages] == [b"n=2", b"n=3"]


async def test_every_table_tells_its_changes_but_those_that_no_public_page_reads(town: Town) -> None:
    told = {each[0] for each in await rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'told'")}
    assert {each.strip('"') for each in told} == {each._meta.tablename for each in tables()} - {*warm.UNTOLD}


async def test_no_public_page_reads_what_is_not_told(year: Town, asked: list[str]) -> None:
    """Or it would be kept when it should not: of every kind of page that visitors read alike, in a town full of life."""
    visitor = Browser(year.app)
    untold = re.compile(rf"\b({'|'.join({*warm.UNTOLD} - {'changed'})})\b")
    await crawl(visitor, "/", each=2)
    kept = {key[0] for key in warm._pages}
    assert len({kind(path) for path in kept}) >= 7, kept
    for path in kept:
        warm.forget()
        asked.clear()
        await visitor.get(path)
        assert not [each for each in asked if untold.search(each)], path


async def test_votes_and_sign_ins_let_the_pages_stand(browser: Browser, town: Town, asked: list[str]) -> None:
    await browser.get(LIST)
    before = await warm.version()
    await browser.come_in(town.amaranta)
    await owner_rows("INSERT INTO ballot (id, poll, sealed) VALUES ('a', $1, 'b')", town.call)
    assert await warm.version() == before


async def test_a_transaction_is_told_once_and_only_if_it_is_kept(town: Town) -> None:
    before = await warm.version()
    async with DB.transaction():
        await rows(RENAME, "¿Uno?")
        await rows(RENAME, "¿Dos?")
    assert await warm.version() == before + 1
    with pytest.raises(ZeroDivisionError):
        async with DB.transaction():
            await rows(RENAME, "¿Tres?")
            raise ZeroDivisionError
    assert await warm.version() == before + 1


async def test_summing_up_at_once_with_others_and_with_a_change_loses_none(town: Town) -> None:
    before = await warm.version()
    await asyncio.gather(*(rows(RENAME, f"¿{n}?") for n in range(20)), *(warm.sum_up() for _n in range(5)))
    await warm.sum_up()
    assert await warm.version() == before + 20
    assert len(await rows("SELECT FROM changed")) == 1
