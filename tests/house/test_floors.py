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
    return parts[0] if len(parts) > 1 else "", parts[-1]


def called(name: str) -> list[Path]:
    """The files of this name, of the rooms and of what a large room has in folders of its own."""
    return sorted((ROOT / "civic").rglob(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_from_lower_floors_and_earlier_rooms(path: Path) -> None:
    room, name = place(path)
    beside = ".".join(path.parent.relative_to(ROOT).parts) + "."
    for module in imports(path):
        if not module.startswith("civic."):
            continue
        other = module.split(".")[1]
        if room == "core":
            assert other in ("core", "settings"), f"core knows no room, and imports {module}"
        floor = module.removeprefix(beside).split(".")[0]
        if module.startswith(beside) and floor in FLOORS and name in FLOORS:
            assert FLOORS.index(floor) <= FLOORS.index(name), f"{name} imports {floor}"
        if room in ROOMS and room not in ANY_ROOM and other in ROOMS and other != room:
            assert ROOMS.index(other) < ROOMS.index(room), f"{room} imports {other}, a later room"
        if other in ROOMS or other in ("core", "settings"):
            continue
        assert room == "" or room in ANY_ROOM, f"a room imports {module}, which stands above all rooms"


@pytest.mark.parametrize("path", [*called("charter.py"), *called("conditions.py")], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_charter_is_pure(path: Path) -> None:
    """No Litestar, no Piccolo, no await: the files one shows to a guest."""
    source = ast.parse(path.read_text())
    assert not any(isinstance(node, ast.Await | ast.AsyncFunctionDef) for node in ast.walk(source))
    assert not {module.split(".")[0] for module in imports(path)} & LIBRARIES_ABOVE_PURE


WRITES = ("INSERT INTO", "UPDATE ", "DELETE FROM", ".insert(", ".update(", ".delete(")


@pytest.mark.parametrize("path", called("queries.py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_queries_never_write(path: Path) -> None:
    source = path.read_text().replace("FOR UPDATE OF", "")
    found = [each for each in WRITES if each in source]
    assert not found, f"it writes: {found}"


@pytest.mark.parametrize("path", called("routes.py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_routes_never_query(path: Path) -> None:
    assert "civic.core.database" not in imports(path)


@pytest.mark.parametrize("path", called("acts.py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_acts_build_no_response(path: Path) -> None:
    assert not any(module.startswith("litestar") for module in imports(path))


def test_no_room_without_walls() -> None:
    names = {"service", "services", "utils", "helpers", "manager", "managers", "common", "misc"}
    found = [str(path) for path in FILES if names & set(path.with_suffix("").parts)]
    assert not found
