"""The shape of the house: which file may import which, and which room stands before which."""

import ast
from pathlib import Path

import pytest

from civic.database import ROOMS
from civic.settings import ROOT

FLOORS = ("charter", "tables", "forms", "queries", "acts", "routes")
ANY_ROOM = {"app", "who", "due", "reglamento", "demo", "home", "refusals", "database", "serve", "doctor", "backup", "__main__"}
LIBRARIES_ABOVE_PURE = {"litestar", "piccolo", "asyncpg"}

FILES = sorted((ROOT / "civic").rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def place(path: Path) -> tuple[str, str]:
    parts = path.relative_to(ROOT / "civic").with_suffix("").parts
    return (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_from_lower_floors_and_earlier_rooms(path: Path) -> None:
    room, name = place(path)
    for module in imports(path):
        if not module.startswith("civic."):
            continue
        parts = module.split(".")
        other = parts[1]
        if room == "core":
            assert other in ("core", "settings"), f"core knows no room, and imports {module}"
        if room in ROOMS and room not in ANY_ROOM and other in ROOMS:
            if other == room:
                if len(parts) > 2 and parts[2] in FLOORS and name in FLOORS:
                    assert FLOORS.index(parts[2]) <= FLOORS.index(name), f"{name} imports {parts[2]}"
            else:
                assert ROOMS.index(other) < ROOMS.index(room), f"{room} imports {other}, a later room"
        if other in ROOMS or other in ("core", "settings"):
            continue
        assert room == "" or room in ANY_ROOM, f"a room imports {module}, which stands above all rooms"


@pytest.mark.parametrize("room", ROOMS)
def test_a_charter_is_pure(room: str) -> None:
    """No Litestar, no Piccolo, no await: the files one shows to a guest."""
    path = ROOT / "civic" / room / "charter.py"
    if not path.exists():
        pytest.skip(f"{room} has no charter yet")
    source = ast.parse(path.read_text())
    assert not any(isinstance(node, ast.Await | ast.AsyncFunctionDef) for node in ast.walk(source))
    assert not {module.split(".")[0] for module in imports(path)} & LIBRARIES_ABOVE_PURE


WRITES = ("INSERT INTO", "UPDATE ", "DELETE FROM", ".insert(", ".update(", ".delete(")


@pytest.mark.parametrize("room", ROOMS)
def test_queries_never_write(room: str) -> None:
    path = ROOT / "civic" / room / "queries.py"
    if path.exists():
        found = [each for each in WRITES if each in path.read_text()]
        assert not found, f"{room}/queries.py writes: {found}"


@pytest.mark.parametrize("room", [*ROOMS, "demo"])
def test_routes_never_query(room: str) -> None:
    path = ROOT / "civic" / room / "routes.py"
    if path.exists():
        assert "civic.core.database" not in imports(path), f"{room}/routes.py reaches for the database"


def test_acts_build_no_response() -> None:
    for room in ROOMS:
        path = ROOT / "civic" / room / "acts.py"
        if path.exists():
            assert not any(module.startswith("litestar") for module in imports(path)), room


def test_no_room_without_walls() -> None:
    names = {"service", "services", "utils", "helpers", "manager", "managers", "common", "misc"}
    found = [str(path) for path in FILES if names & set(path.with_suffix("").parts)]
    assert not found
