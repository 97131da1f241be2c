"""A result as tables, for adults and for programs: fixed, the same for everybody, without filters (SG-61). Only what the
results page may tell (`plain.Told`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from civic.core.words import N_, _, money
from civic.voting.results.plain import Detail
from civic.voting.results.shown import tells_rounds
from civic.voting.seen import Poll
from civic.voting.tally.rules import InstantRunoff, Motion, Schulze, ScottishStv, Smileys

FORMAT = "vozyvoto-result/1"

BOUGHT = (
    N_("Idea"),
    N_("Cost"),
    N_("Votes that paid"),
    N_("Price for each"),
    N_("Gave all they had"),
    N_("Bought"),
    N_("Left of the budget"),
)


@dataclass(frozen=True)
class Table:
    """`says`: its caption. Cells are text or numbers."""

    says: str
    head: list[str]
    lines: list[list[Any]]


def open_data(poll: Poll) -> dict[str, Any]:
    """The result as data. What is not told is null; `part` are the round words told in place of a number. `rounds` as
    `civic tally --json` has them (docs/decisions/0024-bundle.md)."""
    told, result = poll.told, poll.result
    assert result
    exact, rough = told.detail is Detail.EXACT, told.detail is Detail.ROUGH
    return {
        "format": FORMAT,
        "poll": str(poll.id),
        "question": poll.question,
        "rules_hash": poll.rules_hash,
        "rule": poll.rule,
        "seats": poll.seats,
        "budget": poll.budget,
        "may_vote": poll.manifest.roll_size,
        "detail": told.detail.value,
        "decided_by_lot": told.by_lot,
        "chose": told.chose,
        "none": told.none.votes,
        "chosen": [poll.options[place].id for place in told.winners],
        "options": [
            {
                "id": option.id,
                "title": option.title,
                "cost": option.cost,
                "chosen": position in told.winners,
                "votes": _plain(answer.votes),
                "tenths": answer.share.tenths if answer.share and exact else None,
                "part": answer.share.msgid if answer.share and rough else None,
            }
            for position, (option, answer) in enumerate(zip(poll.options, told.answers, strict=True))
        ],
        "rounds": [dict(each) for each in result.rounds] if tells_rounds(poll) else None,
    }


def tables(poll: Poll) -> list[Table]:
    """All totals, and what the rounds hold: matrices, stages, prices."""
    told, result = poll.told, poll.result
    assert result
    titles = {option.id: option.title for option in poll.options}
    counted = {
        Smileys: N_("Points"), Schulze: N_("First places"), InstantRunoff: N_("First places"), ScottishStv: N_("First places"),
    }.get(type(poll.how), N_("Number of votes"))  # fmt: skip
    priced = poll.budget is not None
    head = [_(N_("Idea")), *([_(N_("Cost"))] if priced else []), _(counted), _(N_("Chosen"))]
    lines = [
        [option.title, *([option.cost] if priced else []), _told(answer), _(N_("yes")) if place in told.winners else ""]
        for place, (option, answer) in enumerate(zip(poll.options, told.answers, strict=True))
    ]
    found = [Table(_(N_("Totals")), head, lines)]
    if told.detail is Detail.EXACT:
        none = (
            []
            if told.none.votes is None or isinstance(poll.how, Motion)
            else [[_(N_("None of them")), told.none.votes]]
        )
        found.append(Table(_(N_("Ballots")), ["", _(N_("Ballots"))], [[_(N_("Chose something")), told.chose], *none]))
    if tells_rounds(poll):
        found += _rounds(result.rounds, titles)
    return found


def _told(answer: Any) -> Any:
    if answer.votes is not None:
        return _plain(answer.votes)
    return _(answer.share.msgid) if answer.share else _(N_("not told"))


def _plain(votes: int | Fraction | str | None) -> int | Fraction | str | None:
    """A whole number where it is one, however it is written."""
    return votes if votes is None or Fraction(votes) != int(Fraction(votes)) else int(Fraction(votes))


def _rounds(rounds: Iterable[Mapping[str, Any]], titles: dict[str, str]) -> Iterator[Table]:
    """Options go down, rounds go across; prices have a line for each round."""
    rounds = list(rounds)
    kinds = {each["kind"] for each in rounds}
    if "faces" in kinds:
        names = {"happy": N_("Happy"), "so_so": N_("So-so"), "sad": N_("Sad"), "none": N_("No face")}
        lines = [[title, *(rounds[0][name][id] for name in names)] for id, title in titles.items()]
        yield Table(_(N_("Faces")), [_(N_("Idea")), *map(_, names.values())], lines)
    if "duels" in kinds:
        for name, says, column in (
            ("preferred", N_("How many put one idea before another"), N_("before “%(title)s”")),
            ("paths", N_("The strongest path from one idea to another"), N_("to “%(title)s”")),
        ):
            lines = [[title, *(rounds[0][name][id].get(other, "") for other in titles)] for id, title in titles.items()]
            yield Table(_(says), [_(N_("Idea")), *(_(column, title=title) for title in titles.values())], lines)
    staged = [each for each in rounds if each["kind"] in ("count", "stage")]
    if staged:
        lines = [[title, *(_plain(each["votes"][id]) for each in staged)] for id, title in titles.items()]
        lines.append([_(N_("Count no more")), *(_plain(each.get("exhausted", each.get("lost"))) for each in staged)])
        lines.append([_(N_("Goes out, or wins")), *(_ends(each, titles) for each in staged)])
        rest = [each["quota"] for each in rounds if each["kind"] == "quota"]
        says = _(N_("Rounds. A place needs %(quota)s votes"), quota=rest[0]) if rest else _(N_("Rounds"))
        turns = range(1, len(staged) + 1)
        yield Table(says, [_(N_("Idea")), *(_(N_("Round %(n)s"), n=turn) for turn in turns)], lines)
    bought = [each for each in rounds if each["kind"] in ("shared", "turn", "phragmen")]
    if bought:
        ends = [each["each"] for each in rounds if each["kind"] == "endowment"]
        says = (
            _(N_("What was bought. Each vote began with %(each)s"), each=money(int(Fraction(ends[0]) * 100)))
            if ends
            else _(N_("What was bought"))
        )
        lines = [
            [
                titles[each["option"]],
                each["cost"],
                each.get("friends", ""),
                cents(each["price"]) if "price" in each else cents(each["load"]) if "load" in each else "",
                each.get("broke", ""),
                _(N_("yes")) if each.get("bought", True) else "",
                each["left"],
            ]
            for each in bought
        ]
        yield Table(says, list(map(_, BOUGHT)), lines)


def _ends(each: Mapping[str, Any], titles: dict[str, str]) -> str:
    if each["kind"] == "count":
        return titles[each["elected"] or each["excluded"]]
    return "; ".join(titles[id] for id in (each["elected"] or (each["about"] if each["does"] != "first" else [])))


def cents(value: int | str) -> str:
    """To the cent below."""
    whole = int(Fraction(value) * 100)
    return f"{whole // 100}.{whole % 100:02}"


def flat(poll: Poll) -> tuple[list[str], list[list[Any]]]:
    """All tables as one, a cell a line: head and lines."""
    head = ["table", "line", "column", "value"]
    return head, [
        [table.says, line[0], column, cell]
        for table in tables(poll)
        for line in table.lines
        for column, cell in zip(table.head[1:], line[1:], strict=True)
        if cell not in ("", None)
    ]


def pabulib(poll: Poll, ballots: list[list[Any]] | None) -> Iterator[str]:
    """A budget vote as a `.pb` file (pabulib.org/format), line by line. `ballots`: `[how often, positions]`, or None where
    they are not for the public: then VOTES has no lines, and no totals stand beside the projects unless they are told."""
    told = poll.told
    exact = told.detail is Detail.EXACT
    meta = {
        "description": poll.question,
        "country": "Mexico",
        "instance": str(poll.id),
        "num_projects": len(poll.options),
        "budget": poll.budget,
        "vote_type": "approval",
        "rule": poll.rule,
        "date_begin": poll.manifest.opens.date().isoformat(),
        "date_end": poll.manifest.closes.date().isoformat(),
        **({"num_votes": sum(times for times, _ballot in ballots)} if ballots is not None else {}),
    }
    yield "META\nkey;value\n"
    yield from (_written(key, value) for key, value in meta.items())
    yield "PROJECTS\n" + _written("project_id", "cost", *(["votes"] if exact else []), "name", "selected")
    for place, (option, answer) in enumerate(zip(poll.options, told.answers, strict=True)):
        votes = [_plain(answer.votes)] if exact else []
        yield _written(option.id, option.cost, *votes, option.title, int(place in told.winners))
    yield "VOTES\nvoter_id;vote\n"
    voter = 0
    for times, marks in ballots or ():
        vote = ",".join(poll.options[mark].id for mark in marks)
        for _each in range(times):
            voter += 1
            yield f"{voter};{vote}\n"


def _written(*cells: Any) -> str:
    return ";".join(_quoted(str(cell)) for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    cell = " ".join(cell.split())
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(';"') else cell
