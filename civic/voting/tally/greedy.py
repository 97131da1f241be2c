"""Budgets from the top down: the best-liked that still fits, again and again.

The rules of Pabulib's files (D. Stolicki et al., arXiv 2012.06539): greedy, greedy-threshold, greedy-no-skip.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from civic.voting.tally import chain
from civic.voting.tally.contest import Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Greedy

Money = int | Fraction


@dataclass(frozen=True)
class Looked:
    """An option had its turn: did it fit in what was left; `left` is after it."""

    KIND = "turn"
    option: int
    score: Money
    cost: Money
    bought: bool
    left: Money


def count(rule: Greedy, marks: Marks, purse: Purse, order: Sequence[int]) -> Result:
    """`totals`: what it went by, votes or points. `order`: each option's place in the last link of the chain."""
    votes = marks.totals
    scores = purse.scores if rule.by == "score" and purse.scores is not None else votes
    by = [Fraction(score) / cost for score, cost in zip(votes, purse.costs, strict=True)]
    ranked_by = by if rule.by == "votes/cost" else scores
    links = chain.build(rule.ties, order, cost=purse.costs, votes=votes)
    allowed = [option for option in range(marks.options) if scores[option] >= rule.least]
    rounds, ties = spend(allowed, ranked_by, purse.costs, purse.budget, links, stop=rule.fit == "stop")
    winners = tuple(turn.option for turn in rounds if turn.bought)
    return Result(marks.ballots, marks.blanks, tuple(scores), winners, tuple(ties), tuple(rounds))


def spend(
    options: Iterable[int],
    scores: Sequence[Money],
    costs: Sequence[Money],
    left: Money,
    links: chain.Chain,
    *,
    stop: bool = False,
    begin: int = 0,
) -> tuple[list[Looked], list[Tie]]:
    """The turns in order, and the ties among them. `begin`: rounds before these."""
    turns: list[Looked] = []
    ties: list[Tie] = []
    ranked = sorted(options, key=lambda option: (-scores[option], links.key(option)))
    for _score, equals in groupby(ranked, key=lambda option: scores[option]):
        group, first = list(equals), len(turns)
        for option in group:
            bought = costs[option] <= left
            left -= costs[option] if bought else 0
            turns.append(Looked(option, scores[option], costs[option], bought, left))
            if stop and not bought:
                break
        bought = sum(turn.bought for turn in turns[first:])
        if len(group) > 1:
            ties.append(Tie(tuple(group), bought, links.last_used(group), begin + first + 1))
        if stop and not turns[-1].bought:
            break
    return turns, ties
