"""What the ballots of every door share: the options as they are drawn, the choice as it is read, and read back.

A ballot with more options than its reader is shown at once comes in parts, one screen each: what was marked on the other
parts travels as hidden fields of the same names, before those that are seen.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from civic.core.forms import Form
from civic.core.words import N_, _
from civic.voting import money, queries
from civic.voting.ballots import (
    CHOICE,
    FACE,
    NONE,
    RANK,
    Faces,
    Paper,
    Ranking,
    Ticks,
    paper_for,
)
from civic.voting.forms import sent
from civic.voting.seen import Poll
from civic.voting.tally.rules import Motion

#: The button that turns to another part of the ballot.
PART = "part"

Kind = Literal["one", "several", "motion", "basket", "faces", "ranking"]

#: A face as a form sends it, its picture and its word.
SMILEYS = (
    ("2", "face-happy", N_("I like it")),
    ("1", "face-neutral", N_("So-so")),
    ("0", "face-sad", N_("I do not like it")),
)


@dataclass(frozen=True)
class Row:
    """An option as a page draws it. `drawing` is the address of a picture, or None for that of its category. `given`:
    the values marked for it. Of a budget: what it `costs`, in words and as `coins`."""

    value: str
    title: str
    picture: str
    drawing: str | None
    url: str = ""
    given: tuple[str, ...] = ()
    cost: int = 0
    costs: str = ""
    coins: tuple[int, ...] = ()


@dataclass(frozen=True)
class Purse:
    """The money of a budget: all of it as `coins`, `used` by what is in the basket. `gone`: of the width that all coins
    take, 64 each, how much is used."""

    budget: int
    all: str
    each: str
    coins: tuple[int, ...]
    used: int

    @property
    def left(self) -> str:
        return money.said(max(0, self.budget - self.used))

    @property
    def over(self) -> str:
        return money.said(self.used - self.budget) if self.used > self.budget else ""

    @property
    def words(self) -> str:
        """JSON."""
        return json.dumps(money.spelling(), ensure_ascii=False)

    @property
    def gone(self) -> int:
        return sum(self.coins) * min(self.used, self.budget) // self.budget


@dataclass(frozen=True)
class Marking:
    """A ballot as a page draws it: `rows` of this `part` in their turn, and what is `kept` of the others. `blank`:
    whether “none of them” is on it, and `none` whether it is marked."""

    kind: Kind
    how: str
    rows: tuple[Row, ...]
    kept: tuple[tuple[str, str, int], ...]
    blank: bool
    none: bool
    options: int
    part: int = 0
    parts: int = 1
    purse: Purse | None = None

    @property
    def last(self) -> bool:
        return self.part == self.parts - 1

    @property
    def ticked(self) -> str:
        """The kind of the box of a tick."""
        return "radio" if self.kind in ("one", "motion") else "checkbox"

    @property
    def ranks(self) -> range:
        return range(1, self.options + 1)

    @property
    def faces(self) -> list[tuple[str, str, str]]:
        return [(value, picture, _(word)) for value, picture, word in SMILEYS]


def paper_of(poll: Poll) -> Paper:
    """Also before opening, when nothing is frozen. Raises ValueError where the rules do not fit the options yet."""
    if poll.text:
        return poll.manifest.paper
    return paper_for(poll.how, len(poll.options), [option.cost for option in poll.options], poll.budget)


def kind_of(poll: Poll, paper: Paper) -> Kind:
    match paper:
        case Faces():
            return "faces"
        case Ranking():
            return "ranking"
    if paper.budget:
        return "basket"
    return "motion" if isinstance(poll.how, Motion) else "one" if paper.most == 1 else "several"


def how(poll: Poll) -> str:
    """What to do with this ballot, in a sentence or two."""
    try:
        paper = paper_of(poll)
    except ValueError:
        return ""
    match kind_of(poll, paper):
        case "faces":
            return _(N_("Give each one a face. You may leave some without."))
        case "ranking":
            return _(N_("Number 1 is what you like best, then 2, and so on. You may leave some without a number."))
        case "basket":
            return _(N_("Put in your basket what you want. There are %(budget)s."), budget=money.said(poll.budget or 0))
        case "several":
            return _(N_("You can choose up to %(most)s."), most=paper.most)
    return _(N_("Choose one."))


def rows_of(poll: Poll) -> list[Row]:
    """The options in the order of the manifest, with the addresses of their drawings."""
    return [
        _row(poll, position, f"/dibujos/{option.drawing}?tam=s" if option.drawing else None)
        for position, option in enumerate(poll.options)
    ]


async def inline_rows(poll: Poll, positions: Iterable[int]) -> list[Row]:
    """These options, with their pictures inside the page, so that no request tells which."""
    chosen = list(positions)
    drawn = await queries.drawings([poll.options[position] for position in chosen])
    return [_row(poll, position, inline(drawn.get(poll.options[position].drawing))) for position in chosen]


def _row(poll: Poll, position: int, drawing: str | None) -> Row:
    option = poll.options[position]
    return Row(
        value=str(position),
        title=option.title,
        picture=option.category,
        drawing=drawing,
        url=f"/propuestas/{option.proposal}" if option.proposal else "",
        cost=option.cost or 0,
        costs=money.said(option.cost) if option.cost else "",
        coins=tuple(money.coins(option.cost, _coin(poll))) if option.cost and poll.budget else (),
    )


def _coin(poll: Poll) -> int:
    return money.coin(poll.budget or 1, [option.cost or 0 for option in poll.options])


def marking(poll: Poll, order: Sequence[int], form: Form, at_once: int) -> Marking:
    """The ballot, its options in this order, as it was marked so far; `at_once` of them on a screen."""
    paper, rows = paper_of(poll), rows_of(poll)
    kind, given = kind_of(poll, paper), as_sent(form, paper, at_once)
    parts = -(-len(rows) // at_once)
    typed = str(form.get(PART) or 0)
    part = min(int(typed), parts - 1) if typed.isascii() and typed.isdigit() else 0
    here = order[part * at_once : (part + 1) * at_once]
    shown = {str(position) for position in here}
    elsewhere = [row for row in rows if row.value not in shown]
    kept = [(CHOICE, row.value, row.cost) for row in elsewhere if row.value in given.get(CHOICE, ())]
    kept += [
        (name, value, 0)
        for row in elsewhere
        for name in (f"{FACE}{row.value}", f"{RANK}{row.value}")
        for value in given.get(name, ())
        if value
    ]
    if part < parts - 1 and NONE in given.get(CHOICE, ()):
        kept.append((CHOICE, NONE, 0))
    return Marking(
        kind=kind,
        how=how(poll),
        rows=tuple(replace(rows[position], given=_marks(given, position)) for position in here),
        kept=tuple(kept),
        blank=kind != "motion",
        none=NONE in given.get(CHOICE, ()),
        options=len(rows),
        part=part,
        parts=parts,
        purse=_purse(poll, given) if kind == "basket" else None,
    )


def _marks(given: dict[str, list[str]], position: int) -> tuple[str, ...]:
    ticked = [str(position)] if str(position) in given.get(CHOICE, ()) else []
    return tuple([*ticked, *given.get(f"{FACE}{position}", ()), *given.get(f"{RANK}{position}", ())])


def _purse(poll: Poll, given: dict[str, list[str]]) -> Purse:
    budget, each = poll.budget or 0, _coin(poll)
    used = sum(option.cost or 0 for place, option in enumerate(poll.options) if str(place) in given.get(CHOICE, ()))
    return Purse(budget, money.said(budget), money.said(each), tuple(money.coins(budget, each)), used)


async def inside(marked: Marking, poll: Poll) -> Marking:
    """The same with the drawings inside the page: a booth's browser asks for nothing while somebody votes."""
    drawn = await inline_rows(poll, [int(row.value) for row in marked.rows])
    return replace(
        marked,
        rows=tuple(replace(row, drawing=each.drawing) for row, each in zip(marked.rows, drawn, strict=True)),
    )


def as_sent(form: Form, paper: Paper, at_once: int) -> dict[str, list[str]]:
    """What was sent. Of a ballot in parts of which only one can be chosen, what was touched last takes the place of what
    was chosen on another part."""
    given = {name: list(values) for name, values in sent(form).items()}
    if paper.options > at_once and isinstance(paper, Ticks) and paper.most == 1:
        given[CHOICE] = given.get(CHOICE, [])[-1:]
    return given


def inline(picture: bytes | None) -> str | None:
    return "data:image/webp;base64," + base64.b64encode(picture).decode() if picture else None
