"""A result as plain data: ids instead of positions, fractions as text, every round and every use of a tie-break."""

from dataclasses import fields
from fractions import Fraction
from typing import Any

from civic.voting.tally.contest import Contest
from civic.voting.tally.piles import WHOLE
from civic.voting.tally.result import Result
from civic.voting.tally.rules import Rule
from civic.voting.tally.stv import Stage

#: Fields of rounds that hold one option or several, and those with something for each option or for each two.
OPTIONS = {"option", "elected", "excluded", "about", "without", "unbeaten"}
BY_OPTION = {"votes", "happy", "so_so", "sad", "none"}
BY_PAIR = {"preferred", "paths"}


def as_data(rule: Rule, result: Result, contest: Contest) -> dict[str, Any]:
    """`winners`: in order of election. Only what json can hold."""
    ids = contest.ids
    rounds = [_round(each, ids) for each in result.rounds]
    return {
        "rule": str(rule),
        "winners": [ids[option] for option in result.winners],
        "ties": [
            {
                "round": tie.round,
                "options": [ids[option] for option in tie.options],
                "elected": tie.elected,
                "by": tie.by,
                "decisive": tie.decisive,
            }
            for tie in result.ties
        ],
        "rounds": rounds or [{"kind": "totals", "votes": dict(zip(ids, map(number, result.totals), strict=True))}],
    }


def number(value: int | Fraction) -> int | str:
    """Whole as it is, else "a/b"."""
    return int(value) if value == int(value) else str(value)


def parts(value: int) -> str:
    """Votes of a count in stages, with their five decimals."""
    return f"{value // WHOLE}.{value % WHOLE:05}"


def _round(each: Any, ids: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": each.KIND}
    for name in (field.name for field in fields(each)):
        value = getattr(each, name)
        if isinstance(each, Stage) and name in ("votes", "lost"):
            value = tuple(map(parts, value)) if name == "votes" else parts(value)
        if name in OPTIONS:
            value = [ids[option] for option in value] if isinstance(value, tuple) else _id(value, ids)
        elif name in BY_OPTION:
            value = dict(zip(ids, value, strict=True))
        elif name in BY_PAIR:
            value = {one: {other: value[a][b] for b, other in enumerate(ids) if a != b} for a, one in enumerate(ids)}
        elif isinstance(value, Fraction):
            value = number(value)
        told[name] = value
    return told


def _id(option: int | None, ids: tuple[str, ...]) -> str | None:
    return None if option is None else ids[option]
