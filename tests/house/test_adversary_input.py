"""Hostile input at every door: whatever is sent, a page of ours answers, never our fault, never a way out of the house."""

import pytest

from civic.core import secrets
from civic.core.forgery import FIELD
from civic.settings import current
from tests.browsing import Browser
from tests.conftest import Town

ZERO = "00000000-0000-0000-0000-000000000000"
PATHS = [
    "/%00", "/idioma/%00", "/idioma/%FF", "/propuestas/%00", f"/mis-ideas/{ZERO}/%00", f"/propuestas/{ZERO}/caras/%00",
    "/propuestas/{00000000000000000000000000000000}", "/propuestas/urn:uuid:" + ZERO, "//evil.test/", "/..//evil.test",
    "/static/%00", "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/" + "a" * 20000, "/dibujos/" + ZERO,
]
QUERIES = [
    "buscar=%00", "buscar=%FF%FE", "buscar=%ED%A0%80", "buscar=" + "a" * 60000, "buscar=:*%26|!()<->'\\", "buscar=&buscar=x",
    "buscar=%E2%80%AE", "buscar=%F0%9F%98%80", "buscar=%E0%B8%81%E0%B8%B4", "buscar=a%CC%81+%C2%B2+%EF%BC%A1+%C2%AA",
    "antes=%00", f"antes={ZERO}", "antes=0001-01-01T00:00:00.0Z", "antes=9999-12-31T23:59:59.9Z", "antes=x",
    "convocatoria=%7B" + ZERO.replace("-", "") + "%7D", "lugar=%FF", "paso=%00", "tema=%00", "pagina=-1", "pagina=1e9",
    "pagina=" + "9" * 5000, "pagina=%00", "pagina=1&pagina=2", "tam=%00", "tipo=%00", "volver=%00", "volver=//evil.test",
    "&".join(f"x{i}=1" for i in range(3000)), "%", "=", "&&&", "a[b]=c", "buscar[]=x", ";", "%zz=1",
]  # fmt: skip
LOOKED_AT = ["/", "/propuestas", "/votaciones", "/compromisos", "/entrar", "/entrar/equipo", "/ayuda", "/idioma/en", "/avisos"]
COOKIES = ["\xff\xfe", "__Host-voz=%00", "__Host-voz=%ED%A0%80", "__Host-voz=" + "a" * 30000, "idioma=%00; =;;; x", "=", "a"]
LANGUAGES = ["\xff", "es;q=nan", "es;q=inf,en;q=-inf", "*;q=1e999", "," * 5000, "es;q=" + "9" * 5000]


@pytest.mark.parametrize("path", PATHS)
async def test_odd_addresses_are_not_there(town: Town, browser: Browser, path: str) -> None:
    answer = await browser.client.get("https://voz.test" + path)
    assert answer.status_code in (303, 400, 404), answer.status_code


@pytest.mark.parametrize("query", QUERIES)
async def test_odd_questions_are_answered(town: Town, browser: Browser, query: str) -> None:
    await browser.come_in(town.lupita)
    for signed in (True, False):
        if not signed:
            browser.client.cookies.delete("__Host-voz")
        for path in LOOKED_AT:
            answer = await browser.client.get(f"{path}?{query}")
            assert answer.status_code < 500, f"{path} {answer.status_code}"
            assert not answer.headers.get("location", "/").startswith(("//", "http")), answer.headers


@pytest.mark.parametrize("cookie", COOKIES)
async def test_odd_cookies_are_nobodys(town: Town, browser: Browser, cookie: str) -> None:
    browser.client.cookies.clear()
    answer = await browser.client.get("/entrar", headers=[(b"cookie", cookie.encode("latin-1"))])
    assert answer.status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
async def test_odd_languages_are_answered_in_ours(town: Town, browser: Browser, language: str) -> None:
    answer = await browser.client.get("/entrar", headers=[(b"accept-language", language.encode("latin-1"))])
    assert answer.status_code == 200


BODIES = [
    ("application/x-www-form-urlencoded", b"%MARK%&words=%00%FF&code=%00&username=%00&password=%00&picked=%00"),
    ("application/x-www-form-urlencoded", b"%MARK%&words=\xff\xfe&code=\xff&username=\xff&password=\xff"),
    ("application/x-www-form-urlencoded", b"%MARK%&words=%ED%A0%80&code=%ED%A0%80&username=%ED%A0%80&password=%ED%A0%80"),
    ("application/x-www-form-urlencoded", b"%MARK%&" + b"&".join(b"a%d=1" % i for i in range(20000))),
    ("application/x-www-form-urlencoded", b"%MARK%&code=a&code=b&username=a&username=b&password=a&password=b&words=a&words=b"),
    ("application/x-www-form-urlencoded", b"%MARK%&code=a&kept=x&back=//evil.test&username=a&password=b"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"%MARK%&words=+ADw-"),
    ("application/json", b'{"_mark": 1}'),
    ("application/json", b"[" * 100_000),
    ("text/plain", b"%MARK%&words=a"),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=", b"--x\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="_mark"\r\n\r\n%MARKVALUE%\r\n--x\r\n'
     b'Content-Disposition: form-data; name="words"; filename="a"\r\nContent-Type: text/plain\r\n\r\n\xff\x00\r\n--x--\r\n'),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="_mark"\r\n\r\n%MARKVALUE%\r\n'
     b'--x\r\nContent-Disposition: form-data; name="code"\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n'
     + b"--y\r\n" * 500 + b"--x--\r\n"),
    ("multipart/form-data; boundary=x", b"".join(
        b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % i for i in range(3000)) + b"--x--\r\n"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(BODIES)))
async def test_odd_bodies_are_answered(town: Town, browser: Browser, number: int) -> None:
    kind, body = BODIES[number]
    for person in (None, town.lupita):
        if person:
            await browser.come_in(person)
        mark = secrets.mark(current().secret, "form", browser.tie).encode()
        sent = body.replace(b"%MARK%", FIELD.encode() + b"=" + mark).replace(b"%MARKVALUE%", mark)
        for path in ("/ayuda", "/entrar/tarjeta", "/entrar/equipo", "/avisos/leidos", "/familia/permitir"):
            answer = await browser.client.post(path, content=sent, headers={"content-type": kind})
            assert answer.status_code < 500, f"{path} {answer.status_code}"
            assert "evil.test" not in answer.headers.get("location", "")
