"""A motion: yes, no, abstain. Whole numbers cross-multiplied; equal votes reject; an unmet quorum decides nothing."""

from dataclasses import dataclass

from civic.voting.tally.result import Result
from civic.voting.tally.rules import Motion

YES, NO, ABSTAIN = range(3)


@dataclass(frozen=True)
class Decision:
    """`quorum`: was it met. Abstentions count for the quorum, and as nothing for a simple or two-thirds majority."""

    KIND = "decision"
    yes: int
    no: int
    abstain: int
    entitled: int
    quorum: bool
    carried: bool


def count(rule: Motion, yes: int, no: int, abstain: int, entitled: int) -> Result:
    """Winners: YES where carried, NO where rejected, nobody where too few voted for a decision (which is no rejection).

    `entitled`: the roll frozen at opening. Raises ValueError for more votes than that."""
    cast = yes + no + abstain
    if min(yes, no, abstain) < 0 or cast > entitled:
        raise ValueError(f"{cast} votes of {entitled} who may vote")
    quorum = cast * rule.quorum.denominator >= rule.quorum.numerator * entitled
    enough = {"simple": True, "two_thirds": 3 * yes >= 2 * (yes + no), "absolute": 2 * yes > entitled}[rule.majority]
    carried = quorum and yes > no and enough
    winners = () if not quorum else (YES,) if carried else (NO,)
    told = Decision(yes, no, abstain, entitled, quorum, carried)
    return Result(cast, 0, (yes, no, abstain), winners, (), (told,))
