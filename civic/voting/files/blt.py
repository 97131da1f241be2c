"""`.blt` (B. A. Wichmann and I. D. Hill, Voting Matters): candidates and seats; withdrawn candidates as negative
numbers; ballots as `weight first second ... 0`, equal ranks joined by "="; a lone 0; the names; the title. Up to the lone
0, "#" begins a comment."""

import csv
from itertools import islice

from civic.voting.files.broken import Reading, lines, whole
from civic.voting.tally.contest import Contest
from civic.voting.tally.rankings import Rankings


def read(name: str, text: str) -> Contest:
    """Ids are the candidates' numbers, from "1"."""
    written = ((number, line.strip()) for number, line in lines(text) if line.strip())
    numbers = ((number, fields) for number, line in written if (fields := line.split("#")[0].split()))
    with Reading(name) as at:
        at.line, first = next(numbers, (None, []))
        if len(first) != 2:
            raise ValueError("the file should begin with the numbers of candidates and seats")
        options, seats = (whole(each, what, 1) for each, what in zip(first, ("candidates", "seats"), strict=True))
        withdrawn: set[int] = set()
        ballots, weights, ended = [], [], False
        for at.line, fields in numbers:
            if ended := fields == ["0"]:
                break
            if all(field.startswith("-") and field != "-" for field in fields):
                withdrawn |= {_option(field[1:], options) for field in fields}
            else:
                weight, ballot = _ballot(fields, options)
                weights.append(weight)
                ballots.append(ballot)
        if not ended:
            raise ValueError("the ballots should end with a line that is 0")
        at.line = None
        names = tuple(_unquoted(line) for _number, line in islice(written, options))
        if len(names) < options:
            raise ValueError(f"{options} candidates, and {len(names)} names")
        rankings = Rankings.of(options, ballots, weights)
        ids = tuple(str(option) for option in range(1, options + 1))
        return Contest(ids, rankings, names, seats=seats, withdrawn=frozenset(withdrawn), poll=name)


def _ballot(fields: list[str], options: int) -> tuple[int, list[tuple[int, ...]]]:
    if len(fields) < 2 or fields[-1] != "0":
        raise ValueError("a ballot should be a weight, candidates, and 0 at the end")
    places = [tuple(_option(each, options) for each in field.split("=")) for field in fields[1:-1]]
    named = [option for place in places for option in place]
    if len(set(named)) < len(named):
        raise ValueError("a candidate twice on one ballot")
    return whole(fields[0], "the weight", 1), places


def _option(text: str, options: int) -> int:
    number = whole(text, "a candidate", 1)
    if number > options:
        raise ValueError(f"no candidate {number}: there are {options}")
    return number - 1


def _unquoted(line: str) -> str:
    return next(csv.reader([line]))[0] if line.startswith('"') else line
