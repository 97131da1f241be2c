"""PrefLib's `.soi`, `.toi` (orders, ties in braces) and `.cat` (categories), preflib.org/format: lines of `# KEY: value`,
then `count: order`."""

import re
from collections.abc import Iterator

from civic.voting.files.broken import Reading, lines, whole
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import MOST_OPTIONS, Marks
from civic.voting.tally.rankings import Rankings

_ORDER = re.compile(r"\s*(?:\{[\s0-9,]*\}|[0-9]+)(?:\s*,\s*(?:\{[\s0-9,]*\}|[0-9]+))*\s*")
_PLACE = re.compile(r"\{([^}]*)\}|([0-9]+)")


def read_orders(name: str, text: str) -> Contest:
    """Alternatives that a line leaves out are unranked. Ids are the alternatives' numbers, from "1"."""
    names, ballots, weights = _read(name, text)
    with Reading(name):
        return Contest(_ids(names), Rankings.of(len(names), ballots, weights), names, poll=name)


def read_categories(name: str, text: str) -> Contest:
    """The first category is what the voter approves of."""
    names, ballots, weights = _read(name, text)
    with Reading(name):
        marks = Marks.of(len(names), [ballot[0] if ballot else () for ballot in ballots], weights)
        return Contest(_ids(names), marks, names, poll=name)


def _read(name: str, text: str) -> tuple[tuple[str, ...], list[list[tuple[int, ...]]], list[int]]:
    meta: dict[str, tuple[int | None, str]] = {}
    ballots, weights, options = [], [], None
    with Reading(name) as at:
        for at.line, content in lines(text):
            if content.startswith("#"):
                key, _, value = content[1:].partition(":")
                if (key := key.strip()) in meta and key.startswith(("NUMBER ", "ALTERNATIVE NAME ")):
                    raise ValueError(f"{key} comes twice")
                meta[key] = (at.line, value.strip())
                if key == "NUMBER ALTERNATIVES":
                    options = whole(value, "NUMBER ALTERNATIVES", 1, MOST_OPTIONS)
            elif content.strip():
                count, colon, order = content.partition(":")
                if options is None or not colon or (order.strip() and not _ORDER.fullmatch(order)):
                    raise ValueError("after # NUMBER ALTERNATIVES a line should be a count, a colon, and an order")
                weights.append(whole(count, "the count", 1))
                ballots.append(list(_places(order, options)))
        at.line = None
        if options is None or "NUMBER VOTERS" not in meta:
            raise ValueError("no line # NUMBER ALTERNATIVES, or none # NUMBER VOTERS")
        at.line, told = meta["NUMBER VOTERS"]
        if whole(told, "NUMBER VOTERS") != sum(weights):
            raise ValueError(f"NUMBER VOTERS is {told}, and the lines hold {sum(weights)}")
        for key in ("NUMBER UNIQUE ORDERS", "NUMBER UNIQUE PREFERENCES"):
            at.line, told = meta.get(key, (None, ""))
            if told and whole(told, key) != len(ballots):
                raise ValueError(f"{key} is {told}, and there are {len(ballots)}")
    names = tuple(meta.get(f"ALTERNATIVE NAME {each}", (0, str(each)))[1] for each in range(1, options + 1))
    return names, ballots, weights


def _places(order: str, options: int) -> Iterator[tuple[int, ...]]:
    seen: set[int] = set()
    for several, one in _PLACE.findall(order):
        place = tuple(whole(each, "an alternative", 1) - 1 for each in (one or several).split(",") if each.strip())
        for option in place:
            if option >= options:
                raise ValueError(f"no alternative {option + 1}: there are {options}")
            if option in seen:
                raise ValueError(f"alternative {option + 1} twice in one order")
            seen.add(option)
        yield place


def _ids(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(place) for place in range(1, len(names) + 1))
