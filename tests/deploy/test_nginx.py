"""deploy/nginx: the house in production behind a real nginx, as a school's browsers meet it."""

import asyncio
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from civic.core.envelope import ALWAYS, HSTS
from tests.databases import Databases
from tests.deploy.running import HOST, Nginx, production, program, serving

PROMISED = set(ALWAYS | HSTS) - {"vary"}


@dataclass
class Front:
    """`client` comes through nginx; `port` is the house itself, `log` its log."""

    client: httpx.AsyncClient
    nginx: Nginx
    port: int
    log: Path


@pytest.fixture(scope="module")
def home() -> Path:
    """Short and open to nginx's own user, which pytest's directory is not."""
    made = Path(tempfile.mkdtemp(prefix="civic-nginx-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
async def front(databases: Databases, home: Path) -> AsyncIterator[Front]:
    program("nginx")
    dsn = await databases.fresh("town")
    log = home / "house.log"
    async with serving(production(dsn, home / "keys"), log) as port:
        nginx = Nginx(home / "front", port)
        async with nginx.running() as client:
            yield Front(client, nginx, port, log)
    await databases.drop(dsn)


@asynccontextmanager
async def stub(answer: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A house that says `answer` to everything, and what it was asked."""
    asked: list[bytes] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], asked


FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nfine"


def test_nginx_is_content_with_its_configuration(home: Path) -> None:
    assert Nginx(home / "check", 9).check() == ""


async def test_sg_88_every_answer_through_nginx_has_the_security_headers_once(front: Front) -> None:
    """SG-88: pages, static, what is not there, wrong methods and refused posts, over TLS."""
    page = await front.client.get("/entrar")
    assert page.status_code == 200 and '<html lang="es-MX"' in page.text
    style = re.search(r'href="(/static/css/app\.[^"]+)"', page.text)[1]
    for method, path, status in (
        ("GET", "/entrar", 200),
        ("GET", "/ayuda", 200),
        ("GET", style, 200),
        ("GET", "/no-hay", 404),
        ("PUT", "/entrar", 404),
        ("POST", "/entrar/equipo", 403),
        ("GET", "/ready", 200),
    ):
        answer = await front.client.request(method, path)
        assert answer.status_code == status, (method, path)
        for name in PROMISED:
            assert len(answer.headers.get_list(name)) == 1, (path, name)
    assert "max-age=31536000" in page.headers["strict-transport-security"]


async def test_who_comes_without_tls_is_sent_to_tls_and_a_wrong_name_finds_nobody(front: Front) -> None:
    async with httpx.AsyncClient() as plain:
        sent = await plain.get(f"http://127.0.0.1:{front.nginx.http}/entrar?a=b", headers={"Host": "elsewhere.test"})
    assert (sent.status_code, sent.headers["location"]) == (301, f"https://{HOST}/entrar?a=b")
    async with httpx.AsyncClient(verify=False) as stranger:
        with pytest.raises(httpx.ConnectError):
            await stranger.get(f"https://127.0.0.1:{front.nginx.https}/")


async def test_a_form_posted_through_nginx_arrives_and_leaves_no_line_of_who_or_when(front: Front) -> None:
    """SG-50, SG-81: nginx keeps no access log; a call for help is in no log at all."""
    page = await front.client.get("/entrar/equipo")
    mark = re.search(r'name="_mark" value="([^"]+)"', page.text)[1]
    answer = await front.client.post(
        "/entrar/equipo",
        data={"_mark": mark, "username": "nadie", "password": "una que no es"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 422, answer.text
    await front.client.post("/ayuda", data={"words": "ayúdenme por favor"})
    logs = {path.name: path.read_text() for path in (front.nginx.home / "log").iterdir()}
    assert "access.log" not in logs or logs["access.log"] == ""
    assert "127.0.0.1" not in "".join(logs.values())
    said = front.log.read_text()
    assert '"route": "/entrar/equipo"' in said
    assert "127.0.0.1" not in said and "nadie" not in said and "ayúdenme" not in said
    assert not re.search(r'"method": "POST", "route": "/ayuda', said)


async def test_a_school_behind_one_address_is_served_and_a_machine_is_asked_to_wait(home: Path) -> None:
    """400 pages at once are twelve classes; past that comes a page that says it kindly, and help stays open.

    The refill is slowed down here, or a slow machine would never meet the limit.
    """
    slow = {"rate=40r/s": "rate=1r/s"}
    async with stub(FINE) as (port, _asked), Nginx(home / "school", port, **slow).running() as client:
        school = await asyncio.gather(*(client.get("/") for _ in range(400)))
        assert {each.status_code for each in school} == {200}
        flood = await asyncio.gather(*(client.get("/") for _ in range(60)))
        refused = [each for each in flood if each.status_code == 429]
        assert refused
        assert "No hiciste nada malo" in refused[0].text and "911" in refused[0].text
        assert refused[0].headers["retry-after"] == "10"
        assert (
            refused[0].headers["cache-control"] == "no-store"
            and "default-src 'none'" in (refused[0].headers["content-security-policy"])
        )
        style = await client.get("/_nginx/page.css")
        assert style.status_code == 200 and style.headers["content-type"].startswith("text/css")
        assert (await client.get("/ayuda")).status_code == 200


async def test_nginx_believes_nothing_that_a_reader_says_about_where_they_come_from(home: Path) -> None:
    lies = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.test",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9",
    }
    async with stub(FINE) as (port, asked), Nginx(home / "lies", port).running() as client:
        await client.get("/", headers=lies)
    heard = asked[0].decode().lower()
    assert "x-forwarded-for: 127.0.0.1\r\n" in heard and "x-forwarded-proto: https\r\n" in heard
    assert f"host: {HOST}\r\n" in heard
    assert "203.0.113.9" not in heard and "evil" not in heard


async def test_while_the_house_is_down_nginx_says_so_kindly(home: Path) -> None:
    async with Nginx(home / "down", 9).running() as client:
        answer = await client.post("/mis-ideas/una/titulo", data={"words": "x"})
    assert answer.status_code == 502
    assert "Estamos arreglando la casa" in answer.text and answer.headers["retry-after"] == "30"


async def test_what_is_too_big_is_refused_in_words(home: Path, front: Front) -> None:
    """Up to 16 MB the app says it in its reader's words; past that nginx does."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    theirs = await front.client.post("/entrar/equipo", content=b"a" * 1_000_000, headers=form)
    assert theirs.status_code == 413 and 'data-band="' in theirs.text
    ours = await front.client.post("/entrar/equipo", content=b"a" * 17_000_000, headers=form)
    assert ours.status_code == 413 and "Es muy grande" in ours.text


async def test_static_is_kept_by_nginx_and_compressed_only_for_who_asks(front: Front) -> None:
    page = await front.client.get("/entrar")
    style = re.search(r'href="(/static/css/app\.[^"]+)"', page.text)[1]
    plain = await front.client.get(style, headers={"Accept-Encoding": "identity"})
    packed = await front.client.get(style, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
    assert plain.content == packed.content
    assert "immutable" in plain.headers["cache-control"]
    assert list((front.nginx.home / "cache").rglob("*")), "nginx kept nothing"
    assert "content-encoding" not in (await front.client.get("/entrar", headers={"Accept-Encoding": "gzip"})).headers
