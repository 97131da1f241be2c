"""Every changing door has a rule of its room, and every rule has a door or an act that asks it."""

import importlib
from collections.abc import Iterator
from itertools import pairwise, permutations

import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from civic.app import doors
from civic.core.actor import PEOPLE, STAFF
from civic.core.charter import Rule, rules
from civic.database import ROOMS
from civic.settings import ROOT, Settings

PRODUCTION = Settings(mode="production")
DEMO = Settings(mode="demo")


def handlers(settings: Settings) -> Iterator[HTTPRouteHandler]:
    app = Litestar(route_handlers=doors(settings), openapi_config=None, logging_config=None)
    for route in app.routes:
        yield from getattr(route, "route_handlers", [])


def test_a_door_that_changes_something_names_its_rule() -> None:
    for handler in handlers(DEMO):
        if handler.http_methods - {"GET", "HEAD", "OPTIONS"}:
            assert isinstance(handler.opt.get("rule"), Rule), f"{handler.paths} has no rule"


def test_a_door_and_its_rule_are_called_by_the_same_verb() -> None:
    for handler in handlers(DEMO):
        rule = handler.opt.get("rule")
        if rule is not None:
            room = handler.fn.__module__.split(".")[1]
            assert rule.name.split("_")[0] in handler.fn.__name__ or room == rule.room, f"{handler.paths}: {rule}"


def test_nothing_answers_twice() -> None:
    seen = sorted((path, method) for handler in handlers(DEMO) for path in handler.paths for method in handler.http_methods)
    twice = [one for one, next_one in pairwise(seen) if one == next_one]
    assert not twice


def test_the_door_of_the_cast_is_only_there_in_the_demo() -> None:
    def paths(settings: Settings) -> set[str]:
        return {path for handler in handlers(settings) for path in handler.paths}

    assert "/demo/entrar/{who:str}" in paths(DEMO)
    assert not [path for path in paths(PRODUCTION) if path.startswith("/demo")]
    assert not [path for path in paths(Settings(mode="test")) if path.startswith("/demo")]


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_is_asked_by_an_act(room: str) -> None:
    """A rule nobody asks is a promise nobody keeps."""
    path = ROOT / "civic" / room / "charter.py"
    if not path.exists():
        return
    charter = importlib.import_module(f"civic.{room}.charter")
    sources = "".join(file.read_text() for file in (ROOT / "civic").rglob("*.py") if file.name != "charter.py")
    for each in vars(charter).values():
        if isinstance(each, type) and each.__module__ == charter.__name__:
            for rule in rules(each):
                assert f"{each.__name__}.{rule.name}" in sources or f"Charter.{rule.name}" in sources, f"nobody asks {rule}"


def test_no_impersonation_and_no_superuser() -> None:
    """Nobody is god: no address to pass as another, no rule for the staff as one (each one's own keys apart), no role
    that may do all of another's."""
    for handler in handlers(PRODUCTION):
        for path in handler.paths:
            assert not {"admin", "sudo", "impersonate", "login-as", "como"} & set(path.strip("/").split("/")), path
    every = list(every_rule())
    assert not [rule for rule in every if STAFF in rule.who and PEOPLE not in rule.who and rule.room != "keys"]
    may = {role: {rule.name for rule in every if role in rule.who} for role in STAFF}
    assert not [(one.name, other.name) for one, other in permutations(may, 2) if may[one] >= may[other]]


def every_rule() -> Iterator[Rule]:
    for room in ROOMS:
        if (ROOT / "civic" / room / "charter.py").exists():
            charter = importlib.import_module(f"civic.{room}.charter")
            for each in vars(charter).values():
                if isinstance(each, type) and each.__module__ == charter.__name__:
                    yield from rules(each)
