"""Rules as rows: who, when, on what conditions, and what it becomes.

A room's `charter.py` is a class whose attributes are rules. The button, the act and the public page of rules ask the
same row, and it answers *why not* with the name of the first thing missing. Pure: facts in, verdict out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from civic.core.actor import Actor, Role
from civic.core.words import N_, _


@dataclass(frozen=True)
class Need:
    """A condition by its positive name. `asks` says it as a rule, `otherwise` tells the reader why not and what to do."""

    holds: Callable[[Actor, Any], bool]
    asks: str
    otherwise: str

    @property
    def name(self) -> str:
        return self.holds.__name__

    def __call__(self, actor: Actor, case: Any) -> bool:
        return bool(self.holds(actor, case))


def need(asks: str, otherwise: str) -> Callable[[Callable[[Actor, Any], bool]], Need]:
    return lambda holds: Need(holds, asks, otherwise)


@dataclass(frozen=True)
class Refusal:
    """Why not. `name` is `not_your_role`, `not_now`, `somebody_was_faster` or the positive name of a missing need."""

    name: str
    sentence: str


NOT_YOUR_ROLE = Refusal("not_your_role", N_("This is for other people of the council."))
NOT_NOW = Refusal("not_now", N_("This cannot be done at this moment. Look at where it stands now."))
FASTER = Refusal("somebody_was_faster", N_("Somebody did this just before you. This is how it stands now."))


class Refused(Exception):
    """Asked a rule, and it said no. The page tells the reader why and the way on (403)."""

    def __init__(self, rule: "Rule", refusal: Refusal) -> None:
        super().__init__(f"{rule}: {refusal.name}")
        self.rule, self.refusal = rule, refusal


@dataclass(frozen=True)
class Pending:
    """One line of a checklist."""

    name: str
    sentence: str
    done: bool
    otherwise: str = ""


#: Every rule by its "room.name", as the journal writes it.
RULES: dict[str, "Rule"] = {}


@dataclass(eq=False)
class Rule:
    """`says` is the act in a few words. `when` holds the states it may start from (None: any), `becomes` the state after."""

    says: str
    who: Role
    when: Iterable[Enum] | None = None
    needs: Iterable[Need] = ()
    becomes: Enum | None = None
    name: str = field(default="", init=False)
    room: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.when = None if self.when is None else frozenset(self.when)
        self.needs = tuple(self.needs)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.room = name, owner.__module__.split(".")[1]
        RULES[str(self)] = self

    def __str__(self) -> str:
        return f"{self.room}.{self.name}"

    def refusal(self, actor: Actor, case: Any = None) -> Refusal | None:
        if not (actor.role & self.who):
            return NOT_YOUR_ROLE
        if self.when is not None and case.state not in self.when:
            return NOT_NOW
        for each in self.needs:
            if not each(actor, case):
                return Refusal(each.name, each.otherwise)
        return None

    def allows(self, actor: Actor, case: Any = None) -> bool:
        return self.refusal(actor, case) is None

    def ask(self, actor: Actor, case: Any = None) -> None:
        """Raise Refused unless this actor may do it in this case."""
        refusal = self.refusal(actor, case)
        if refusal:
            raise Refused(self, refusal)

    def pending(self, actor: Actor, case: Any) -> list[Pending]:
        """Every need with whether it is met: a checklist instead of an error."""
        return [Pending(each.name, each.asks, each(actor, case), each.otherwise) for each in self.needs]


def rules(charter: type) -> list[Rule]:
    """The rules of a charter, in the order they are written."""
    return [each for each in vars(charter).values() if isinstance(each, Rule)]


def said(act: str) -> str:
    """What a line of the journal calls "room.name", in the reader's words; a rule that is no more keeps its name."""
    return _(RULES[act].says) if act in RULES else act
