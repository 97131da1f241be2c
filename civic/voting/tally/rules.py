"""The rule of a count as a value with one spelling, which is what a poll publishes and freezes.

`read_rule(str(rule)) == rule`, and no other text reads as the same rule. For example
`pb/mes;util=cost;money=exact;complete=add1(step=1,stop=overspend)+greedy;ties=cost<,votes>,lot`.
"""

import re
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, ClassVar

from civic.voting.tally.chain import LAST


def word(*words: str, default: str) -> Any:
    return field(default=default, metadata={"read": lambda text: words[words.index(text)], "write": str})


def number(default: int, **more: Any) -> Any:
    return field(default=default, metadata={"read": int, "write": str, **more})


def _fraction(text: str) -> Fraction:
    """As `str` writes it: 1e999999999 is short to write, and no machine holds it."""
    if not re.fullmatch(r"-?[0-9]{1,30}(/[0-9]{1,30})?", text):
        raise ValueError(f"no number: {text!r}")
    return Fraction(text)


fraction = {"read": _fraction, "write": str, "least": 0}


def ties(*links: str) -> Any:
    """`links`: what this method may break a tie by, before the last link; by default all of them, then the lot."""
    return field(
        default=(*links, "lot"),
        metadata={"read": lambda text: tuple(text.split(",")), "write": ",".join, "links": links},
    )


class Spelled:
    """`name;key=value;...` with every field, in the order of the fields."""

    NAME: ClassVar[str]

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            written = each.metadata["write"](value)
            if ";" in written or each.metadata["read"](written) != value:
                raise ValueError(f"{each.name} cannot be {value!r}")
            if "links" in each.metadata:
                *before, last = value
                if last not in LAST or len(set(value)) < len(value) or not set(before) <= set(each.metadata["links"]):
                    raise ValueError(f"{self.NAME} cannot break ties by {','.join(value)!r}")
            if "least" in each.metadata and value < each.metadata["least"]:
                raise ValueError(f"{each.name} is {each.metadata['least']} or more, not {value}")

    def __str__(self) -> str:
        told = (f"{_key(each)}={each.metadata['write'](getattr(self, each.name))}" for each in fields(self))
        return ";".join((self.NAME, *told))


@dataclass(frozen=True)
class Motion(Spelled):
    """Yes, no or abstain. `quorum`: the part of those entitled who must vote, abstaining too."""

    NAME = "motion"
    majority: str = word("simple", "two_thirds", "absolute", default="simple")
    quorum: Fraction = field(default=Fraction(0), metadata=fraction)


@dataclass(frozen=True)
class ChooseOne(Spelled):
    NAME = "choose_one"
    ties: tuple[str, ...] = ties()


@dataclass(frozen=True)
class Approval(Spelled):
    NAME = "approval"
    most: int = number(1, key="max", least=1)
    ties: tuple[str, ...] = ties()


@dataclass(frozen=True)
class Smileys(Spelled):
    NAME = "smileys"
    ties: tuple[str, ...] = ties("happy>", "sad<")


@dataclass(frozen=True)
class Schulze(Spelled):
    """`ties` may also be `("none",)`: then all that nobody beats win together."""

    NAME = "ranked/schulze"
    strength: str = word("votes", "margins", default="votes")
    ties: tuple[str, ...] = ties("firsts>")

    def __post_init__(self) -> None:
        if self.ties != ("none",):
            super().__post_init__()


@dataclass(frozen=True)
class InstantRunoff(Spelled):
    NAME = "ranked/irv"
    ties: tuple[str, ...] = ties()


def _read_caps(text: str) -> tuple[tuple[str, int], ...]:
    pairs = [] if text == "none" else [cap.split(":") for cap in text.split(",")]
    if any(not group or int(most) < 0 for group, most in pairs):
        raise ValueError("a cap is a group's name and its seats")
    return tuple((group, int(most)) for group, most in pairs)


def _write_caps(caps: tuple[tuple[str, int], ...]) -> str:
    return ",".join(f"{group}:{most}" for group, most in sorted(caps)) or "none"


@dataclass(frozen=True)
class ScottishStv(Spelled):
    """`caps`: at most so many seats for each of these groups, by the group's name."""

    NAME = "ranked/stv"
    law: str = word("ssi_2007_42", default="ssi_2007_42")
    caps: tuple[tuple[str, int], ...] = field(default=(), metadata={"read": _read_caps, "write": _write_caps})
    ties: tuple[str, ...] = ties("stage")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.ties[0] != "stage":
            raise ValueError("this law breaks ties by the earlier stages first")


BUDGET_TIES = ("cost<", "votes>")


@dataclass(frozen=True)
class Greedy(Spelled):
    """`by`: votes, the points of the ballots, or votes for each unit of cost. `fit`: what does not fit is skipped, or
    stops the count. `least`: the lowest score that may win; 0 lets in what nobody asked for."""

    NAME = "pb/greedy"
    by: str = word("votes", "score", "votes/cost", default="votes")
    fit: str = word("skip", "stop", default="skip")
    least: Fraction = field(default=Fraction(1), metadata=fraction)
    ties: tuple[str, ...] = ties(*BUDGET_TIES)


@dataclass(frozen=True)
class Add1:
    """Count again with `step` more for each ballot. `stop`: before the first outcome that overspends, or already at the
    first to which nothing that has a vote can be added."""

    step: Fraction
    stop: str = "overspend"

    def __post_init__(self) -> None:
        if self.step <= 0 or self.stop not in ("overspend", "exhaustive"):
            raise ValueError(f"add1 needs a step above 0, then overspend or exhaustive: {self}")

    def __str__(self) -> str:
        return f"add1(step={self.step},stop={self.stop})"


@dataclass(frozen=True)
class Fill:
    """Spend what is left greedily by votes, skipping what does not fit. `least`: as in Greedy."""

    least: int = 1

    def __str__(self) -> str:
        return "greedy" if self.least == 1 else f"greedy(least={self.least})"


def _read_completion(text: str) -> tuple[Add1 | Fill, ...]:
    found: list[Add1 | Fill] = []
    for part in text.split("+") if text != "none" else ():
        name, _, inside = part.removesuffix(")").partition("(")
        given = dict(each.split("=") for each in inside.split(",") if each)
        match name:
            case "add1":
                found.append(Add1(_fraction(given["step"]), given["stop"]))
            case "greedy":
                found.append(Fill(int(given.get("least", 1))))
            case _:
                raise ValueError(f"no completion {name!r}")
    if [type(part) for part in found] not in ([], [Add1], [Fill], [Add1, Fill]):
        raise ValueError("a completion is add1, then greedy; either may be left out")
    return tuple(found)


@dataclass(frozen=True)
class EqualShares(Spelled):
    """`util`: what a project is worth to a child who asked for it: its cost, or one."""

    NAME = "pb/mes"
    util: str = word("cost", "one", default="cost")
    money: str = word("exact", default="exact")
    complete: tuple[Add1 | Fill, ...] = field(
        default=(),
        metadata={"read": _read_completion, "write": lambda parts: "+".join(map(str, parts)) or "none"},
    )
    ties: tuple[str, ...] = ties(*BUDGET_TIES)


@dataclass(frozen=True)
class Phragmen(Spelled):
    """`stop`: as soon as any of the tied best would overspend."""

    NAME = "pb/phragmen"
    stop: str = word("tied", default="tied")
    ties: tuple[str, ...] = ties(*BUDGET_TIES)


Rule = Motion | ChooseOne | Approval | Smileys | Schulze | InstantRunoff | ScottishStv | Greedy | EqualShares | Phragmen
RULES: dict[str, type[Rule]] = {kind.NAME: kind for kind in Rule.__args__}


def read_rule(text: str) -> Rule:
    """The rule that a canonical string names. Raises ValueError unless `str` of the answer is that very string."""
    name, *parts = text.split(";")
    try:
        kind = RULES[name]
        given = dict(part.split("=", 1) for part in parts)
        rule = kind(**{each.name: each.metadata["read"](given.pop(_key(each))) for each in fields(kind)})
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as problem:
        raise ValueError(f"no such rule: {text!r} ({problem})") from problem
    if given or str(rule) != text:
        raise ValueError(f"a rule has one spelling: {str(rule)!r}, not {text!r}")
    return rule


def _key(each: Any) -> str:
    return each.metadata.get("key", each.name)
