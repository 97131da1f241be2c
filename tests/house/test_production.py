"""SG-88: production refuses to start insecure, and says what to mend."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from civic.app import Insecure, build
from civic.core.envelope import ALWAYS, HSTS
from civic.settings import ROOT, Settings, problems
from tests.databases import Databases
from tests.deploy.running import SECRET, civic, environment, production, serving

GOOD = Settings(
    secret=SECRET,
    database_url="postgresql://civic_app@/civic?host=/run/postgresql",
    vault_url="postgresql://civic_vault@/civic?host=/run/postgresql",
    origin="https://voz.example.mx",
    keys=Path("/var/lib/civic/keys"),
)
BAD = {
    "CIVIC_SECRET": [{"secret": ""}, {"secret": "change me"}, {"secret": "a" * 64}, {"secret": SECRET[:31]}],
    "CIVIC_DEBUG": [{"debug": True}],
    "CIVIC_HTTPS": [{"https": False}],
    "DATABASE_URL": [{"database_url": ""}],
    "CIVIC_VAULT_URL": [{"vault_url": ""}, {"vault_url": GOOD.database_url}],
    "CIVIC_ORIGIN": [{"origin": "http://voz.example.mx"}, {"origin": ""}],
    "CIVIC_KEYS": [
        {"keys": ROOT / "var/keys"},
        {"keys": ROOT},
        {"keys": Path("/etc/..") / ROOT.relative_to("/") / "k"},
    ],
    "CIVIC_HOST": [{"host": "0.0.0.0"}, {"host": "::"}, {"host": ""}, {"host": "192.168.1.4"}],
}


def test_sg_88_good_settings_have_nothing_to_mend() -> None:
    """SG-88"""
    assert problems(GOOD) == []


@pytest.mark.parametrize(("name", "change"), [(name, change) for name, changes in BAD.items() for change in changes])
def test_sg_88_production_does_not_start_with_a_bad_setting(name: str, change: dict[str, object]) -> None:
    """SG-88: one bad setting at a time, by the function every process goes through."""
    with pytest.raises(Insecure) as refused:
        build(replace(GOOD, **change))
    assert len(str(refused.value).splitlines()) == 1 and str(refused.value).startswith(name)


def test_sg_88_all_that_is_wrong_is_said_at_once() -> None:
    """SG-88: nobody should mend one setting to be told of the next."""
    with pytest.raises(Insecure) as refused:
        build(Settings(debug=True, https=False, host="0.0.0.0"))
    assert all(name in str(refused.value) for name in BAD)


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        ({"CIVIC_SECRET": "short"}, 1, "CIVIC_SECRET is missing or weak"),
        ({"CIVIC_DEBUG": "1"}, 1, "CIVIC_DEBUG"),
        ({"CIVIC_DEBUG": "yes"}, 2, "CIVIC_DEBUG is 1 or 0"),
        ({"CIVIC_MODE": "prod"}, 2, "CIVIC_MODE is production, demo or test"),
        ({"CIVIC_PORT": "http"}, 2, "CIVIC_PORT must be a number"),
    ],
)
def test_sg_88_the_command_ends_with_a_clear_message(tmp_path: Path, more: dict, code: int, says: str) -> None:
    """SG-88: what systemd and a technician see."""
    done = civic("serve", env=production("postgresql:///civic?host=/nowhere", tmp_path, **more))
    assert done.returncode == code and "Traceback" not in done.stderr, done.stderr
    assert says in done.stdout + done.stderr


def test_sg_88_production_is_what_runs_where_nobody_said_anything() -> None:
    """SG-88: forgetting CIVIC_MODE does not open the door of the cast."""
    done = civic("serve", env=environment())
    assert done.returncode == 1 and "CIVIC_SECRET" in done.stdout


async def test_sg_88_production_as_it_runs(databases: Databases, tmp_path: Path) -> None:
    """SG-88: headers on every kind of answer, posts need a mark, no schema, no door of the cast; SG-29: the cookie."""
    dsn = await databases.fresh("town")
    async with (
        serving(production(dsn, tmp_path / "keys"), tmp_path / "log") as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        page = await client.get("/entrar/equipo")
        style = re.search(r'href="(/static/css/app\.[^"]+)"', page.text)[1]
        answers = [page, *[await client.get(path) for path in ("/health", "/no-hay", "/ayuda", style)]]
        answers += [await client.post(path) for path in ("/entrar/equipo", "/salir", "/no-hay", "/health")]
        for answer in answers:
            for name, value in (ALWAYS | HSTS).items():
                if name != "vary":
                    assert answer.headers[name] == value, (answer.request.url, name)
        for header in ("frame-ancestors 'none'", "default-src 'none'", "form-action 'self'"):
            assert header in ALWAYS["content-security-policy"]
        assert "unsafe" not in ALWAYS["content-security-policy"]
        assert [(await client.post(path)).status_code for path in ("/entrar/equipo", "/entrar/tarjeta", "/salir")] == [
            403
        ] * 3
        cookie = page.headers["set-cookie"].lower()
        assert cookie.startswith("__host-") and all(
            word in cookie for word in ("secure", "httponly", "samesite=", "path=/")
        )
        for path in ("/schema", "/schema/openapi.json", "/openapi.json", "/docs", "/demo/entrar/lupita"):
            assert (await client.get(path)).status_code == 404, path
            assert (await client.post(path)).status_code == 404, path
        assert "/demo/" not in (await client.get("/")).text
    await databases.drop(dsn)


def test_the_demo_s_door_is_never_served_on_a_named_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """SG-88: `civic serve` in demo mode would let anyone come in as anyone."""
    monkeypatch.setenv("CIVIC_MODE", "demo")
    monkeypatch.setenv("DATABASE_URL", "postgresql:///city")
    from civic import serve
    from civic.settings import read

    assert serve.serve(read()) == 1
    with pytest.raises(Insecure):
        serve.app()
