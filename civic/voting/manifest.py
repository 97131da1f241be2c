"""The rules of a poll, frozen and published with their hash at opening (SG-53).

Canonical JSON: keys sorted, no spaces, UTF-8 as typed, whole numbers only, moments in UTC to the second. So anybody can
take the published text and get the published hash with `sha256sum`. An extension is a public line of its own and leaves
the manifest as it was.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from civic.voting import lots
from civic.voting.ballots import Method, read_method

FORMAT = "vozyvoto-poll/1"
#: How ties end: among equal votes, the published lot. Later methods add their chains.
TIES = ("lot",)
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class BrokenManifest(ValueError):
    """Not a manifest, or not spelled the canonical way; the message says what."""


@dataclass(frozen=True)
class Option:
    """A line of the ballot. `id`: one line of text, e.g. the proposal's public id."""

    id: str
    title: str


@dataclass(frozen=True)
class Manifest:
    """`options` in the order of their positions on every ballot; `method` a published string (`ballots.read_method`);
    `roll` the rule that says who votes, `roll_size` how many; `lot_seed` drawn in public before opening;
    `sealing_key` the box's public key, 32 bytes. A moment's part of a second is dropped.

    Raises BrokenManifest for rules by which nobody could vote or count.
    """

    poll: str
    question: str
    options: tuple[Option, ...]
    method: str
    seats: int
    ties: str
    roll: str
    roll_size: int
    opens: datetime
    closes: datetime
    lot_seed: str
    sealing_key: bytes

    def __post_init__(self):
        for name in ("opens", "closes"):
            object.__setattr__(self, name, _whole_second(getattr(self, name)))
        texts = (self.poll, self.question, self.method, self.ties, self.roll, self.lot_seed)
        if not all(type(text) is str for text in (*texts, *self.ids, *(option.title for option in self.options))):
            raise BrokenManifest("a text that is none")
        if not all(type(number) is int for number in (self.seats, self.roll_size)):
            raise BrokenManifest("a number that is none")
        try:
            most = read_method(self.method).most
            lots.order(self.lot_seed, self.poll, self.ids)
            self.canonical()
        except (ValueError, UnicodeEncodeError) as problem:
            raise BrokenManifest(str(problem)) from problem
        for broken, why in (
            (not self.options, "no options"),
            (most > len(self.options), "more choices than options"),
            (not 1 <= self.seats <= len(self.options), "seats from 1 to the number of options"),
            (self.ties not in TIES, "no such tie rule"),
            (self.roll_size < 0, "a roll below nobody"),
            (self.closes <= self.opens, "closes before it opens"),
            (len(self.sealing_key) != 32, "a sealing key has 32 bytes"),
        ):
            if broken:
                raise BrokenManifest(why)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @property
    def ballot_method(self) -> Method:
        return read_method(self.method)

    @property
    def rules_hash(self) -> str:
        """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """The published bytes."""
        return _canonical(
            {
                "format": FORMAT,
                "poll": self.poll,
                "question": self.question,
                "options": [{"id": option.id, "title": option.title} for option in self.options],
                "method": self.method,
                "seats": self.seats,
                "ties": self.ties,
                "roll": self.roll,
                "roll_size": self.roll_size,
                "opens": self.opens.strftime(_MOMENT),
                "closes": self.closes.strftime(_MOMENT),
                "lot_seed": self.lot_seed,
                "sealing_key": self.sealing_key.hex(),
            }
        )


def from_json(raw: bytes | str) -> Manifest:
    """The manifest of these bytes. Raises BrokenManifest unless they are exactly what `canonical` writes."""
    raw = raw.encode() if isinstance(raw, str) else raw
    try:
        told = json.loads(raw, parse_float=_refuse, parse_constant=_refuse)
        if told.pop("format") != FORMAT:
            raise BrokenManifest(f"not {FORMAT}")
        told["options"] = tuple(Option(**option) for option in told["options"])
        told["sealing_key"] = bytes.fromhex(told["sealing_key"])
        for name in ("opens", "closes"):
            told[name] = datetime.strptime(told[name], _MOMENT).replace(tzinfo=UTC)
        manifest = Manifest(**told)
    except BrokenManifest:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise BrokenManifest(str(problem)) from problem
    if manifest.canonical() != raw:
        raise BrokenManifest("not in canonical form")
    return manifest


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _whole_second(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise BrokenManifest("a moment needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def _refuse(text: str) -> object:
    raise BrokenManifest(f"{text}: whole numbers only")
