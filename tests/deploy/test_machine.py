"""deploy/: the scripts, the units and the founding of a town, checked as far as they can be without that machine."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from civic import settings as house
from civic.backup import PLACE
from civic.core.cluster import NAME
from civic.settings import ROOT
from tests.databases import Databases
from tests.deploy.running import civic, production, program

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("civic*"))
TOWN = (DEPLOY / "town.toml").read_text()


@pytest.mark.parametrize("script", ["install.sh", "civic"])
def test_the_scripts_are_sound(script: str) -> None:
    done = subprocess.run([program("shellcheck"), DEPLOY / script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (DEPLOY / script).stat().st_mode & 0o111


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as install.sh lays them out, with programs that are here instead of in /opt/civic."""
    for unit in UNITS:
        text = unit.read_text().replace("/opt/civic/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("file:/opt/civic/deploy/README.md", f"file:{DEPLOY}/README.md"))
    for place in ("civic.service.d", "civic-.service.d"):
        (tmp_path / place).mkdir()
        shutil.copy(DEPLOY / "systemd/sandbox.conf", tmp_path / place)
    return tmp_path


def analyze(units: Path, *command: object) -> str:
    """What systemd-analyze says, which knows our units beside its own."""
    done = subprocess.run(
        [program("systemd-analyze"), *map(str, command)],
        env={"SYSTEMD_UNIT_PATH": f"{units}:", "PATH": "/usr/bin:/bin", "SYSTEMD_COLORS": "0"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    # Other packages' units are not ours to mend, nor is a machine where PostgreSQL is not installed.
    said = [line for line in (done.stdout + done.stderr).splitlines() if "civic" in line or "sandbox" in line]
    return "\n".join(line for line in said if "postgresql.service not found" not in line)


def test_systemd_is_content_with_the_units(units: Path) -> None:
    assert analyze(units, "verify", *(units / unit.name for unit in UNITS)) == ""


def test_systemd_would_have_said_it(units: Path) -> None:
    (units / "civic.service").write_text(
        (units / "civic.service").read_text().replace("[Service]", "[Service]\nNoSuch=1")
    )
    assert "NoSuch" in analyze(units, "verify", units / "civic.service")


@pytest.mark.parametrize("name", ["civic.service", "civic-due.service", "civic-backup.service"])
def test_each_service_stands_in_the_sandbox(units: Path, name: str) -> None:
    """systemd's own measure of what a service that was taken over could still do: 0 nothing, 10 everything."""
    # `security --offline` reads no drop-ins: the unit with its sandbox in one file.
    whole = units / "whole" / name
    whole.parent.mkdir()
    whole.write_text((units / name).read_text() + (units / "civic.service.d/sandbox.conf").read_text())
    said = analyze(units, "security", "--offline=true", "--no-pager", whole)
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert level and float(level[1]) < 2.5, said


def test_sg_50_who_makes_copies_cannot_see_the_keys() -> None:
    """SG-50, SG-87: the unit of the copies has no door to the directory that the settings name."""
    keys = re.search(r"^CIVIC_KEYS='(.+)'$", (DEPLOY / "civic.env").read_text(), re.MULTILINE)[1]
    unit = (DEPLOY / "systemd/civic-backup.service").read_text()
    assert f"InaccessiblePaths={keys}\n" in unit and f"civic backup {PLACE}\n" in unit
    assert f"ReadWritePaths={PLACE}\n" in unit


def test_sg_88_the_template_of_the_settings_is_fit_for_production() -> None:
    """SG-88: as install.sh fills it in, and not before."""
    lines = re.findall(r"^(\w+)='(.*)'$", (DEPLOY / "civic.env").read_text(), re.MULTILINE)
    environment = dict(lines)
    assert "CIVIC_SECRET" in "".join(house.problems(house.read(environment)))
    environment["CIVIC_SECRET"] = environment["CIVIC_SECRET"].replace("@SECRET@", "Kx9_vT2mQpLw8RzYc4NdB7fHsJ1gA6uE")
    environment["CIVIC_ORIGIN"] = environment["CIVIC_ORIGIN"].replace("@HOST@", "voz.example.mx")
    assert house.problems(house.read(environment)) == []
    roles = {environment[name].split("@")[0] for name in ("DATABASE_URL", "CIVIC_OWNER_URL", "CIVIC_VAULT_URL")}
    assert len(roles) == 3, "who serves, who owns and who guards the names are three"


def test_every_file_that_the_scripts_and_the_readme_name_is_there() -> None:
    for text in ((DEPLOY / "install.sh").read_text(), (DEPLOY / "README.md").read_text()):
        for name in re.findall(r"\bdeploy/[\w./-]*\w", text):
            assert (ROOT / name).exists(), name


@pytest.fixture
async def new(databases: Databases, tmp_path: Path) -> dict[str, str]:
    """The environment of a city whose database is empty but for its migrations."""
    dsn = databases.cluster.dsn("new_town")
    await databases._execute(f'CREATE DATABASE "new_town" OWNER {NAME} TEMPLATE template0')
    env = production(dsn, tmp_path / "keys")
    done = civic("migrate", env=env)
    assert done.returncode == 0, done.stderr
    yield env
    await databases.drop(dsn)


def found(text: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", DEPLOY / "found_town.py"],
        input=text, env=env | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


async def test_a_town_is_founded_once_and_two_people_are_invited(new: dict[str, str], tmp_path: Path) -> None:
    """SG-78: the first people come from the command line; no password is made for anybody, and no link is kept."""
    (tmp_path / "keys").mkdir(mode=0o700)
    done = found(TOWN, new)
    assert done.returncode == 0, done.stderr
    tokens = []
    for name in ("Ana Primera", "Eva Segunda"):
        invited = civic("invite-secretary", name, env=new)
        assert invited.returncode == 0, invited.stderr
        tokens.append(re.search(r"^https://voz.test/equipo/aceptar/(\S{22,})$", invited.stdout, re.MULTILINE)[1])
    assert civic("invite-secretary", "Una Más", env=new).returncode == 2
    doctor = civic("doctor", env=new | {"LANG": "en"})
    wrong = [line for line in doctor.stdout.splitlines() if line.startswith("mend")]
    assert len(wrong) == 2 and all("who can come in: 0" in line for line in wrong), doctor.stdout

    connection = await asyncpg.connect(new["DATABASE_URL"])
    assert await connection.fetchval("SELECT count(*) FROM password") == 0
    kept = [row["token"] for row in await connection.fetch("SELECT token FROM nomination")]
    await connection.close()
    assert len(kept) == 2 and not {token.encode() for token in tokens} & set(kept)

    again = found(TOWN, new)
    assert again.returncode == 1 and "No se cambió nada" in again.stderr


def test_founding_without_a_database_says_so(tmp_path: Path) -> None:
    done = found(TOWN, production(f"postgresql:///civic?host={tmp_path}", tmp_path / "keys"))
    assert done.returncode == 1 and "civic doctor" in done.stderr and "Traceback" not in done.stderr


async def test_a_file_with_something_missing_founds_nothing(new: dict[str, str]) -> None:
    for text, says in (
        (TOWN.replace('phone = "911"', 'phone = " "'), "contacts 1: falta «phone»"),
        (TOWN.replace("areas =", "zones ="), "falta «areas»"),
        ("name = ", "no se puede leer"),
    ):
        done = found(text, new)
        assert done.returncode == 1 and says in done.stderr and "Traceback" not in done.stderr, done.stderr
    connection = await asyncpg.connect(new["DATABASE_URL"])
    assert await connection.fetchval("SELECT count(*) FROM town") == 0
    await connection.close()
