"""The engine and its readers know neither the web nor the database, wait for nothing, and draw no lots."""

import ast

import pytest

from civic.settings import ROOT

FILES = [path for folder in ("tally", "files") for path in sorted((ROOT / "civic" / "voting" / folder).glob("*.py"))]
NEVER = {"litestar", "piccolo", "asyncpg", "asyncio", "random", "secrets", "time", "datetime"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_pure(path):
    source = ast.parse(path.read_text())
    modules = set()
    for node in ast.walk(source):
        assert not isinstance(node, ast.Await | ast.AsyncFunctionDef)
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add((node.module or "").split(".")[0])
            if node.module == "numpy":
                assert "random" not in {alias.name for alias in node.names}
        assert not (isinstance(node, ast.Attribute) and node.attr == "random")
    assert not modules & NEVER
    assert len(path.read_text().splitlines()) <= 250
