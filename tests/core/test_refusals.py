"""Whatever goes wrong is a page in the reader's words, with the way on."""

import pytest

from civic.safeguarding import queries
from tests.browsing import Browser
from tests.conftest import Town


async def test_what_is_not_there(town: Town, browser: Browser) -> None:
    (await browser.get("/no-such-page", 404)).see("Esta página no está aquí")
    await browser.get("/propuestas/not-a-uuid", 404)
    await browser.get("/salir", 404)


async def test_our_fault_has_a_code_and_shows_nothing(
    town: Town, browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks() -> None:
        raise RuntimeError("the words of a child")

    monkeypatch.setattr(queries, "phones", breaks)
    page = (await browser.get("/ayuda", 500)).see("Algo falló de nuestro lado")
    page.see_not("the words of a child", "Traceback", "RuntimeError")
    code = next(record.code for record in caplog.records if hasattr(record, "code"))
    page.see(code)
    assert "the words of a child" not in caplog.text


async def test_visible_but_not_allowed_says_why(town: Town, browser: Browser) -> None:
    await browser.come_in(town.pilar)
    (await browser.get("/mesa/lectura", 403)).see("otras personas")


async def test_a_visitor_is_shown_the_door_and_comes_back(town: Town, browser: Browser) -> None:
    page = await browser.get("/mesa/lectura", 401)
    page.see("Entra")
    assert 'value="/mesa/lectura"' in page.text


async def test_htmx_gets_the_piece_and_a_history_restore_the_whole(town: Town, browser: Browser) -> None:
    piece = await browser.client.get("/ayuda", headers={"HX-Request": "true"})
    assert "<html" not in piece.text and "<h1" in piece.text
    whole = await browser.client.get("/ayuda", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.text


async def test_a_post_that_is_no_form_at_all(town: Town, browser: Browser) -> None:
    answer = await browser.client.post("/ayuda", content=b"\xff\xfe{", headers={"content-type": "application/json"})
    assert answer.status_code in (400, 403, 415, 422) and "Traceback" not in answer.text
    torn = await browser.client.post(
        "/ayuda", content=b"--x\r\nContent-Disp", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert torn.status_code in (400, 403, 422)
