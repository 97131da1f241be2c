"""What a good ballot is, for each method. Pure: the same reading serves every door.

A method is a published string of a name and its parameters, `choose_one` or `approval;max=3`. A further method is a
further dataclass in METHODS with the same verbs (`read`, `pack`, `unpack`) and, where ticks are not enough, its own
kind of ballot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from civic.core.words import N_

#: What the form sends for "none of them": a counted, blank ballot. "I'd rather not vote" sends nothing at all.
NONE = "none"


@dataclass(frozen=True)
class Ballot:
    """`chosen`: positions of options, 0 .. options-1, in the order of the manifest. Empty is "none of them"."""

    method: "Method"
    options: int
    chosen: frozenset[int]

    def __post_init__(self):
        if len(self.chosen) > self.method.most or not self.chosen <= set(range(self.options)):
            raise NotABallot(f"{self.method} with {self.options} options")

    @property
    def blank(self) -> bool:
        return not self.chosen


class NotABallot(ValueError):
    """Bytes or marks that no honest ballot of this method has. Never says which: a message may end in a log."""


@dataclass(frozen=True)
class Problem:
    """A sentence for the child: a msgid and its values."""

    msgid: str
    values: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ChooseOne:
    """One option, or none of them."""

    most = 1

    def __str__(self):
        return "choose_one"

    def read(self, options: int, chosen: Sequence[str]) -> Ballot | Problem:
        return _read_ticks(self, options, chosen, Problem(N_("You chose more than one. Leave only one.")))

    def pack(self, ballot: Ballot) -> bytes:
        return _pack_ticks(ballot)

    def unpack(self, options: int, packed: bytes) -> Ballot:
        return _unpack_ticks(self, options, packed)


@dataclass(frozen=True)
class Approval:
    """Up to `most` options, all alike, or none of them."""

    most: int

    def __post_init__(self):
        if self.most < 1:
            raise ValueError("approval needs a max of at least 1")

    def __str__(self):
        return f"approval;max={self.most}"

    def read(self, options: int, chosen: Sequence[str]) -> Ballot | Problem:
        too_many = Problem(
            N_("You chose %(chosen)s. You can choose up to %(most)s."), {"chosen": len(chosen), "most": self.most}
        )
        return _read_ticks(self, options, chosen, too_many)

    def pack(self, ballot: Ballot) -> bytes:
        return _pack_ticks(ballot)

    def unpack(self, options: int, packed: bytes) -> Ballot:
        return _unpack_ticks(self, options, packed)


Method = ChooseOne | Approval

METHODS: dict[str, Callable[..., Method]] = {
    "choose_one": lambda: ChooseOne(),
    "approval": lambda max: Approval(int(max)),
}


def read_method(text: str) -> Method:
    """The method that a published string names. Raises ValueError unless `str` of the answer is that very string."""
    name, *parameters = text.split(";")
    try:
        method = METHODS[name](**dict(parameter.split("=", 1) for parameter in parameters))
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"no such method: {text!r}") from problem
    if str(method) != text:
        raise ValueError(f"a method has one spelling: {str(method)!r}, not {text!r}")
    return method


def read_ballot(method: Method, options: int, chosen: Sequence[str]) -> Ballot | Problem:
    """What a form sent: positions as "0", "1", ... , or NONE alone. Nothing chosen is not a choice (SG-54)."""
    return method.read(options, chosen)


def pack(ballot: Ballot) -> bytes:
    """The one way to write this ballot; its length depends on the method and the number of options only."""
    return ballot.method.pack(ballot)


def unpack(method: Method, options: int, packed: bytes) -> Ballot:
    """The ballot again. Raises NotABallot for whatever `pack` never writes."""
    return method.unpack(options, packed)


def _read_ticks(method: Method, options: int, chosen: Sequence[str], too_many: Problem) -> Ballot | Problem:
    if not chosen:
        return Problem(N_("Choose first. If you like none, choose “None of them”."))
    if list(chosen) == [NONE]:
        return Ballot(method, options, frozenset())
    if NONE in chosen:
        return Problem(N_("You chose “None of them” and something else. Leave only one of the two."))
    positions = {str(position): position for position in range(options)}
    if len(set(chosen)) < len(chosen) or not positions.keys() >= set(chosen):
        return Problem(N_("We could not read your choice. Please choose again."))
    if len(chosen) > method.most:
        return too_many
    return Ballot(method, options, frozenset(positions[choice] for choice in chosen))


def _pack_ticks(ballot: Ballot) -> bytes:
    """A bit for each option, the first option in the lowest bit of the first byte."""
    return sum(1 << position for position in ballot.chosen).to_bytes(_width(ballot.options), "little")


def _unpack_ticks(method: Method, options: int, packed: bytes) -> Ballot:
    bits = int.from_bytes(packed, "little")
    if len(packed) != _width(options) or bits >> options:
        raise NotABallot(f"{method} with {options} options")
    return Ballot(method, options, frozenset(position for position in range(options) if bits >> position & 1))


def _width(options: int) -> int:
    return (options + 7) // 8
