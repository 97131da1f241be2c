"""Instant runoff for one seat: until somebody has more than half of the ballots that still count, the last goes out.

Ballots that rank two options alike are set aside before the count; a ballot whose options are all out counts no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.voting.tally import chain
from civic.voting.tally.piles import WHOLE, Piles
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import InstantRunoff


@dataclass(frozen=True)
class Count:
    """`votes` by position; `exhausted`: ballots that count no more; then who goes out, or who has won."""

    KIND = "count"
    votes: tuple[int, ...]
    exhausted: int
    excluded: int | None = None
    elected: int | None = None


def count(
    rule: InstantRunoff, rankings: Rankings, order: Sequence[int], withdrawn: frozenset[int] = frozenset()
) -> Result:
    """Of equals in the last place `Chain.out` goes out. `totals`: first ranks. Blanks: those set aside too."""
    piles = Piles(_strict(rankings.without(withdrawn)))
    running = [option for option in range(rankings.options) if option not in withdrawn]
    last = chain.build(rule.ties, order)
    ties: list[Tie] = []
    rounds: list[Count] = []
    firsts = _votes(piles)
    while piles.valid:
        votes = _votes(piles)
        exhausted = piles.valid - sum(votes)
        leader = max(running, key=votes.__getitem__)
        if 2 * votes[leader] > sum(votes) or len(running) == 1:
            rounds.append(Count(votes, exhausted, elected=leader))
            break
        fewest = min(votes[option] for option in running)
        lowest = [option for option in running if votes[option] == fewest]
        out = last.out(lowest)
        if len(lowest) > 1:
            ties.append(Tie(tuple(last.order(lowest)), 0, rule.ties[-1], len(rounds) + 1))
        rounds.append(Count(votes, exhausted, excluded=out))
        running.remove(out)
        piles.close(out)
        piles.pass_on([out])
    winners = (rounds[-1].elected,) if rounds else ()
    ties = [Tie(tie.options, sum(option in winners for option in tie.options), tie.by, tie.round) for tie in ties]
    return Result(rankings.ballots, rankings.ballots - piles.valid, firsts, winners, tuple(ties), tuple(rounds))


def _strict(rankings: Rankings) -> Rankings:
    equal = rankings.orders()[1]
    return Rankings(rankings.ranks[:, ~equal], rankings.weights[~equal]) if equal.any() else rankings


def _votes(piles: Piles) -> tuple[int, ...]:
    return tuple(total // WHOLE for total in piles.totals)
