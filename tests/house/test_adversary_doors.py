"""Against the doors: a way out by a link back, a cookie that stays, a crowd at the slow hash, a fault before the house."""

import asyncio
import io
import logging
import time

import pytest

from civic import who
from civic.core import envelope, secrets
from civic.core.database import value
from civic.demo.cast import CAST, PASSWORD
from civic.people.acts import try_key
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import sent_proposal
from tests.voting.polls import opened, sent


@pytest.mark.parametrize("came_from", ["//evil.test/", "/\\evil.test/", "/\tevil.test"])
async def test_sg_88_no_page_of_error_leads_out_of_the_house(town: Town, browser: Browser, came_from: str) -> None:
    """SG-88: the way back is built from what the browser says of where it came from; only a way inside is offered."""
    await browser.come_in(town.pilar)
    page = await browser.post("/familia/permitir", status=404, Referer=f"https://voz.test{came_from}")
    page.see_not("evil.test")
    page = await browser.post(
        "/familia/permitir",
        {"child": str(town.lupita.id), "purpose": "take_part"},
        403,
        Referer=f"https://voz.test{came_from}",
    )
    page.see_not("evil.test")
    for elsewhere in ("https://voz.test.evil.test/x", "javascript:alert(1)", "https://voz.test@evil.test/", "http://voz.test/x"):
        data = {"child": str(town.lupita.id), "purpose": "take_part"}
        (await browser.post("/familia/permitir", data, 403, Referer=elsewhere)).see_not("evil.test", "javascript:")


async def test_sg_29_leaving_takes_the_cookie_away(town: Town, browser: Browser) -> None:
    """SG-29, SG-30: a browser heeds nothing that is said of a `__Host-` cookie without `Secure`, not even that it is over."""
    await browser.come_in(town.lupita)
    page = await browser.post("/salir")
    said = [each for each in page.headers.get_list("set-cookie") if each.startswith("__Host-voz=")]
    assert len(said) == 1
    parts = {each.strip().lower() for each in said[0].split(";")[1:]}
    assert {"max-age=0", "secure", "path=/"} <= parts


async def test_sg_72_a_fault_before_the_house_is_a_page_too(
    town: Town, browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """SG-72: the database goes while somebody is in. They read our page with its code and its headers; no trace of the
    problem's own words, which may be what somebody typed."""

    async def breaks(*_given: object) -> None:
        raise OSError("the words of a child")

    await browser.come_in(town.lupita)
    monkeypatch.setattr(who.queries, "signed_in", breaks)
    for path in ("/mi-pagina", "/avisos", "/propuestas"):
        page = (await browser.get(path, 500)).see("Algo falló de nuestro lado")
        assert page.headers["cache-control"] == "no-store"
    await browser.post("/avisos/leidos", status=500)
    assert "the words of a child" not in caplog.text


async def test_sg_24_a_crowd_at_the_door_waits_a_little_and_is_told(
    town: Town, browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SG-24: six hundred sign-ins at once do not pile up behind the slow hash. Who cannot have a turn reads a calm page,
    the try is not counted against the card, and every other page goes on."""
    monkeypatch.setattr(secrets, "PATIENCE", 0.3)
    verify = secrets._verify

    def slowly(stored: str | None, secret: str) -> bool:
        time.sleep(0.1)
        return verify(stored, secret)

    monkeypatch.setattr(secrets, "_verify", slowly)
    browser = browsers()
    wrong = {"username": CAST["teo"].username, "password": "no es esta"}
    unknown = [{"username": f"nadie{i}", "password": "no es esta"} for i in range(30)]
    crowd = [asyncio.create_task(browser.client.post("/entrar/equipo", data=browser.marked(each))) for each in unknown]
    crowd += [asyncio.create_task(browser.client.post("/entrar/equipo", data=browser.marked(wrong))) for _ in range(4)]
    await asyncio.sleep(0.02)
    began = time.perf_counter()
    await browsers().get("/como-funciona")
    assert time.perf_counter() - began < 2
    told = [each.status_code for each in await asyncio.gather(*crowd)]
    assert set(told) == {422, 429} and told.count(422) < 16
    looked_at = told[30:].count(422)
    tried = try_key(f"password/{CAST['teo'].username}")
    assert (await value("SELECT failures FROM try WHERE id = $1", tried) or 0) == looked_at
    page = next(each for each in [task.result() for task in crowd] if each.status_code == 429)
    assert "<h1" in page.text and page.headers["cache-control"] == "no-store"
    monkeypatch.undo()
    await browser.post("/entrar/equipo", {"username": CAST["teo"].username, "password": PASSWORD})


@pytest.fixture
def log() -> io.StringIO:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(envelope.JsonLines())
    logger, before = logging.getLogger("civic"), logging.getLogger("civic").level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield heard
    logger.removeHandler(handler)
    logger.setLevel(before)


async def test_sg_52_the_log_cannot_be_counted_for_votes_or_calls_for_help(
    town: Town, browser: Browser, log: io.StringIO
) -> None:
    """SG-52, SG-58: the page after voting, and that after asking for help, is seen by who just did: its lines would be a
    turnout with the minute of each vote."""
    key = await opened(town)
    await browser.come_in(town.lupita)
    await sent(browser, key, "0")
    await browser.get(f"/votaciones/{key}/listo")
    await browser.get("/ayuda/recibido")
    await browser.get("/mi-pagina")
    assert "/mi-pagina" in log.getvalue(), "the log is heard"
    assert "listo" not in log.getvalue() and "recibido" not in log.getvalue()


async def test_sg_50_the_way_through_a_ballot_is_not_written_beside_the_name(town: Town, browser: Browser) -> None:
    """SG-50: `sign_in.seen` moves by looking at pages, never by the ballot's: it would hold the minute of the vote."""
    from datetime import timedelta

    from civic.core.clock import now, pretend

    key = await opened(town)
    await browser.come_in(town.lupita)
    seen = "SELECT max(seen) FROM sign_in"
    before = await value(seen)
    with pretend(now() + timedelta(minutes=4)):
        await browser.get(f"/votaciones/{key}/boleta")
        await sent(browser, key, "0")
        await browser.get(f"/votaciones/{key}/listo")
        assert await value(seen) == before
        await browser.get("/mi-pagina")
        assert await value(seen) > before


async def test_sg_38_what_is_taken_back_is_in_no_cache_after_a_minute(town: Town, browser: Browser) -> None:
    """SG-38: a proxy may keep a published drawing for as long as a withdrawal may take to be everywhere, and no longer."""
    from civic.core.images import Picture
    from civic.moderation import acts
    from civic.proposals import acts as proposals

    key = await sent_proposal(town.call, town.amaranta)
    await acts.return_writing(town.teo, key, "unclear", [])
    await proposals.keep_draft(town.amaranta, key, picture=Picture(b"large", b"small", 4, 3))
    await proposals.send_proposal(town.amaranta, key)
    await acts.publish_writing(town.teo, key)
    drawing = await value("SELECT picture FROM writing WHERE id = $1", key)
    page = await browser.get(f"/dibujos/{drawing}")
    assert page.headers["cache-control"] == "public, max-age=60"
    await acts.withdraw_writing(town.amaranta, key)
    await browser.get(f"/dibujos/{drawing}", 404)
