"""A count told for people: what happened, round by round, and who won."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from civic.voting.tally import smileys
from civic.voting.tally.contest import Contest
from civic.voting.tally.equal_shares import Endowment
from civic.voting.tally.greedy import Looked
from civic.voting.tally.motion import Decision
from civic.voting.tally.phragmen import Emptied
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Rule
from civic.voting.tally.runoff import Count
from civic.voting.tally.schulze import Duels
from civic.voting.tally.shares import Shared
from civic.voting.tally.stv import Capped, Quota, Stage
from civic.voting.tally.told import parts

LINKS = {
    "lot": "the lot",
    "id": "the order of the ids",
    "number": "the order of the list",
    "cost<": "the lower cost",
    "votes>": "more votes",
    "firsts>": "more first ranks",
    "stage": "an earlier stage",
}


def tell(rule: Rule, result: Result, contest: Contest) -> Iterator[str]:
    """Line by line."""
    names = contest.names or contest.ids
    said = [name if name == id else f"{name} ({id})" for name, id in zip(names, contest.ids, strict=True)]
    yield f"Rule: {rule}"
    yield f"{result.ballots:,} ballots, {result.blanks:,} of them blank."
    steps = [round for round in result.rounds if not isinstance(round, Endowment | Quota)]
    for each in result.rounds or [result]:
        number = steps.index(each) + 1 if each in steps else None
        yield from _round(each, said, f"{number}. " if number else "")
        yield from (_tie(tie, said) for tie in result.ties if tie.round == number or (tie.round is None and not number))
    if result.winners:
        yield "Winners: " + "; ".join(said[option] for option in result.winners) + "."
    else:
        yield "Nobody wins."


def _round(each: Any, said: list[str], number: str) -> Iterator[str]:
    match each:
        case Result():
            for option in sorted(range(len(said)), key=lambda option: -each.totals[option]):
                yield f"{said[option]}: {money(each.totals[option])} votes"
        case Decision():
            yield f"{each.yes} yes, {each.no} no, {each.abstain} abstained, of {each.entitled} who may vote."
            yield "Too few voted for a decision." if not each.quorum else "Carried." if each.carried else "Rejected."
        case smileys.Faces():
            for option, name in enumerate(said):
                yield f"{name}: {each.happy[option]} happy, {each.so_so[option]} so-so, {each.sad[option]} sad"
        case Duels():
            for option, name in enumerate(said):
                beaten = sum(
                    each.paths[option][other] > each.paths[other][option]
                    for other in range(len(said))
                    if other != option
                )
                yield f"{name} beats {beaten} of {len(said) - 1}"
        case Count(elected=None):
            yield f"{number}{_votes(each.votes, said)}. {said[each.excluded]} goes out."
        case Count():
            yield f"{number}{_votes(each.votes, said)}. {said[each.elected]} wins."
        case Quota():
            yield f"{each.valid:,} valid ballots for {each.seats} seats: whoever has {each.quota:,} votes is elected."
        case Stage():
            about = ", ".join(said[option] for option in each.about)
            does = {
                "first": "First ranks.",
                "surplus": f"What {about} has above the quota goes on.",
                "exclusion": f"{about} goes out.",
                "doomed": f"{about} may have no more seats of the group, and goes out.",
                "remaining": "As many are left as seats.",
            }[each.does]
            yield f"{number}{does} {_votes(tuple(map(parts, each.votes)), said)}; without a vote now: {parts(each.lost)}."
            if each.elected:
                yield "   Elected: " + ", ".join(said[option] for option in each.elected) + "."
        case Capped():
            yield "The caps changed who is elected." if each.changed else "The caps changed nothing."
        case Looked():
            yield (
                f"{number}{said[each.option]}: score {money(each.score)}, costs {money(each.cost)}: "
                f"{'bought' if each.bought else 'does not fit'}; {money(each.left)} left."
            )
        case Endowment():
            raised = f", raised {each.steps} times from {money(each.first)}" if each.steps else ""
            yield f"Each ballot starts with {money(each.each)}{raised}."
        case Shared():
            gave = f"; {each.broke:,} of them gave all that they had left" if each.broke else ""
            yield (
                f"{number}{said[each.option]}: {each.friends:,} share {money(each.cost)}, {money(each.price)} each{gave}; "
                f"{money(each.left)} left of the budget."
            )
        case Emptied():
            yield f"{number}{said[each.option]}: its friends have earned {money(each.load)} each; {money(each.left)} left."


def money(value: int | Fraction) -> str:
    """To the cent below, for reading only."""
    cents = int(value * 100)
    return f"{int(value):,}" if value == int(value) else f"{cents // 100:,}.{cents % 100:02}"


def _votes(votes: tuple[Any, ...], said: list[str]) -> str:
    """Who has some."""
    return ", ".join(f"{name} {each}" for name, each in zip(said, votes, strict=True) if each not in (0, "0.00000"))


def _tie(tie: Tie, said: list[str]) -> str:
    equals = ", ".join(said[option] for option in tie.options)
    stayed = ", and somebody stayed out by it" if tie.decisive else ""
    return f"   Equal: {equals}. Decided by {LINKS.get(tie.by, tie.by)}{stayed}."
