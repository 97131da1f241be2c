"""A rule answers why not, with the name of the first thing missing."""

from dataclasses import dataclass
from enum import Enum

import pytest

from civic.core.actor import ANYONE, CHILD, CLOCK, NOBODY, SECRETARY, THE_CLOCK, VISITOR, Actor, Role
from civic.core.charter import Refused, Rule, need, rules


class Light(Enum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Case:
    state: Light
    ready: bool = True
    paid: bool = True


@need("it is ready", "Wait until it is ready.")
def ready(actor: Actor, case: Case) -> bool:
    return case.ready


@need("it is paid", "Pay first.")
def paid(actor: Actor, case: Case) -> bool:
    return case.paid


class Crossing:
    cross = Rule("Cross", CHILD, {Light.GREEN}, [ready, paid], Light.RED)
    switch = Rule("Switch the light", SECRETARY | CLOCK, {Light.RED}, becomes=Light.GREEN)
    look = Rule("Look", ANYONE)


LUPITA, JULIAN = Actor(CHILD), Actor(SECRETARY)

CASES = [
    (Crossing.cross, LUPITA, Case(Light.GREEN), None),
    (Crossing.cross, JULIAN, Case(Light.GREEN), "not_your_role"),
    (Crossing.cross, NOBODY, Case(Light.RED, ready=False), "not_your_role"),
    (Crossing.cross, LUPITA, Case(Light.RED, ready=False), "not_now"),
    (Crossing.cross, LUPITA, Case(Light.GREEN, ready=False, paid=False), "ready"),
    (Crossing.cross, LUPITA, Case(Light.GREEN, paid=False), "paid"),
    (Crossing.switch, THE_CLOCK, Case(Light.RED), None),
    (Crossing.switch, JULIAN, Case(Light.RED), None),
    (Crossing.switch, LUPITA, Case(Light.RED), "not_your_role"),
    (Crossing.look, NOBODY, None, None),
    (Crossing.look, THE_CLOCK, None, "not_your_role"),
]


@pytest.mark.parametrize(("rule", "actor", "case", "why_not"), CASES)
def test_the_first_thing_missing(rule: Rule, actor: Actor, case: Case | None, why_not: str | None) -> None:
    refusal = rule.refusal(actor, case)
    assert (refusal and refusal.name) == why_not
    assert rule.allows(actor, case) == (why_not is None)
    if why_not:
        with pytest.raises(Refused) as caught:
            rule.ask(actor, case)
        assert caught.value.refusal.name == why_not


def test_a_checklist_tells_all_that_is_missing() -> None:
    pending = Crossing.cross.pending(LUPITA, Case(Light.GREEN, ready=False))
    assert [(each.name, each.done) for each in pending] == [("ready", False), ("paid", True)]


def test_rules_know_their_names_in_the_order_they_are_written() -> None:
    assert [rule.name for rule in rules(Crossing)] == ["cross", "switch", "look"]


def test_no_role_contains_another() -> None:
    """Nobody is god: each role is one bit."""
    assert all(bin(role.value).count("1") == 1 for role in Role)
    assert not ANYONE & CLOCK
    assert VISITOR & ANYONE
