"""What surrounds every answer: headers, HEAD, and a log that knows nothing of what was typed."""

import json
import logging

import pytest

from civic.core.envelope import JsonLines
from tests.browsing import Browser
from tests.conftest import Town

SECURE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("url", ["/ayuda", "/entrar", "/no-such-page", "/health", "/static/none.css", "/propuestas/1"])
async def test_every_answer_is_sealed_errors_too(town: Town, browser: Browser, url: str) -> None:
    """SG-88: the headers are on every response, also where the framework itself answers."""
    answer = await browser.client.get(url)
    for name, value in SECURE.items():
        assert answer.headers[name] == value, name
    csp = answer.headers["content-security-policy"]
    assert "default-src 'none'" in csp and "frame-ancestors 'none'" in csp and "unsafe" not in csp


async def test_head_is_get_without_its_body(town: Town, browser: Browser) -> None:
    answer = await browser.client.head("/ayuda")
    assert answer.status_code == 200 and answer.content == b""


async def test_ready_asks_the_database(town: Town, browser: Browser) -> None:
    from civic.core.database import DB

    assert (await browser.client.get("/ready")).text == "ready"
    pool, DB.pool = DB.pool, None
    config, DB.config = DB.config, {"dsn": "postgresql:///nowhere?host=/nonexistent"}
    try:
        assert (await browser.client.get("/ready")).status_code == 503
        assert (await browser.client.get("/health")).status_code == 200
    finally:
        DB.pool, DB.config = pool, config


async def test_the_log_holds_nothing_that_was_typed_and_nothing_of_help(
    town: Town, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("civic").propagate = True
    caplog.set_level(logging.DEBUG)
    await browser.post("/ayuda", {"words": "palabras muy privadas"})
    await browser.come_in(town.amaranta)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    await browser.post(first, {"title": "Mi título secreto"})
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("civic")]
    assert any(json.loads(line).get("status") == 303 for line in lines)
    everything = "\n".join(lines)
    for never in ("privadas", "secreto", town.amaranta.name, str(town.amaranta.id), browser.tie):
        assert never not in everything
    assert "/ayuda" not in [json.loads(line).get("route") for line in lines if json.loads(line).get("method") == "POST"]
