"""The rules of a poll, frozen and published with their hash at opening (SG-53).

Canonical JSON: keys sorted, no spaces, UTF-8 as typed, whole numbers only, moments in UTC to the second. So anybody can
take the published text and get the published hash with `sha256sum`. An extension is a public line of its own and leaves
the manifest as it was.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property

from civic.voting import lots
from civic.voting.ballots import BUDGETS, Paper, paper_for
from civic.voting.canonical import spelled
from civic.voting.tally.rules import Motion, Rule, read_rule

FORMAT = "vozyvoto-poll/1"
#: The answers to a motion, by id.
ANSWERS = ("yes", "no", "abstain")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class BrokenManifest(ValueError):
    """Not a manifest, or not spelled the canonical way; the message says what."""


@dataclass(frozen=True)
class Option:
    """A line of the ballot. `id`: one line of text, e.g. the proposal's public id. `cost`: whole units of money, where
    the poll has a budget. `group`: what caps on seats look at."""

    id: str
    title: str
    cost: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Manifest:
    """`options` in the order of their positions on every ballot; `rule` a canonical string (`tally.rules`) with its ties;
    `budget` in whole units of money, or None; `subject`: what a motion is about, else "";
    `roll` the rule that says who votes, `roll_size` how many; `lot_seed` drawn in public before opening;
    `sealing_key` the box's public key, 32 bytes, or none where hands are raised; `areas` of the town as (id, name), in
    the order in which neighbours are told together where few took part (`groups.neighbours`). A moment's part of a
    second is dropped.

    Raises BrokenManifest for rules by which nobody could vote or count.
    """

    poll: str
    question: str
    options: tuple[Option, ...]
    rule: str
    seats: int
    roll: str
    roll_size: int
    opens: datetime
    closes: datetime
    lot_seed: str
    sealing_key: bytes
    budget: int | None = None
    subject: str = ""
    areas: tuple[tuple[str, str], ...] = ()

    def __post_init__(self):
        for name in ("opens", "closes"):
            object.__setattr__(self, name, _whole_second(getattr(self, name)))
        texts = [self.poll, self.question, self.rule, self.roll, self.lot_seed, self.subject, *self.ids]
        texts += [text for option in self.options for text in (option.title, option.group)]
        texts += [text for area in self.areas for text in area]
        if not all(type(text) is str for text in texts):
            raise BrokenManifest("a text that is none")
        money = [each for each in (self.budget, *self.costs) if each is not None]
        if not all(type(number) is int for number in (self.seats, self.roll_size, *money)):
            raise BrokenManifest("a number that is none")
        try:
            rule = read_rule(self.rule)
            paper_for(rule, len(self.options), self.costs, self.budget)
            lots.order(self.lot_seed, self.poll, self.ids)
            self.canonical()
        except (ValueError, UnicodeEncodeError) as problem:
            raise BrokenManifest(str(problem)) from problem
        for broken, why in (
            (not self.options, "no options"),
            (not 1 <= self.seats <= len(self.options), "seats from 1 to the number of options"),
            (isinstance(rule, Motion) != (self.ids == ANSWERS), "a motion is yes, no, abstain"),
            (isinstance(rule, Motion) != bool(self.subject), "a motion is about something, and nothing else is"),
            (bool(money) and not isinstance(rule, BUDGETS), "money in a vote that is not about it"),
            (self.roll_size < 0, "a roll below nobody"),
            (self.closes <= self.opens, "closes before it opens"),
            (len(self.sealing_key) not in (0, 32), "a sealing key has 32 bytes"),
        ):
            if broken:
                raise BrokenManifest(why)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @property
    def costs(self) -> tuple[int | None, ...]:
        return tuple(option.cost for option in self.options)

    @cached_property
    def how(self) -> Rule:
        return read_rule(self.rule)

    @cached_property
    def paper(self) -> Paper:
        """What a child marks."""
        return paper_for(self.how, len(self.options), self.costs, self.budget)

    @property
    def rules_hash(self) -> str:
        """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """The published bytes."""
        return spelled(
            {
                "format": FORMAT,
                "poll": self.poll,
                "question": self.question,
                "options": [asdict(option) for option in self.options],
                "rule": self.rule,
                "seats": self.seats,
                "budget": self.budget,
                "subject": self.subject,
                "areas": [list(area) for area in self.areas],
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
        told["areas"] = tuple((key, name) for key, name in told["areas"])
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


def _whole_second(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise BrokenManifest("a moment needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def _refuse(text: str) -> object:
    raise BrokenManifest(f"{text}: whole numbers only")
