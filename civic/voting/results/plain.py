"""Results in children's terms ("7 of every 10"), and what is kept back so that no small number tells on a child.

What is published of a poll's result is a `Told` and nothing else: no number of ballots beside it, no total that it
leaves out. Shares are of the ballots that chose something; "none of them" is counted apart. There are three ways to
tell (SG-60, SG-61):

- EXACT: every total. From 50 ballots on; from 10 where no option has 10 % or less, or 90 % or more.
- ROUGH: 20 to 49 ballots where an option has: "almost none", "half or fewer", "more than half", "almost all", and the
  ballots to the ten below. With one exact total beside it, a subtraction would give back what "almost none" hides.
- DECISION: only who won, and of a motion not even whether ten voted.
  Under 10 ballots, and where the rough words would still let somebody work out a small number:
  under 20 ballots, with a roll under 22, or with several seats.

`tests/voting/test_plain.py` goes through every possible small poll and asks what a reader could conclude. The cut-offs
are SG-61's with the edge included (of 10 ballots, "below 10 %" would be zero and nothing else), floors that no setting
can lower.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any

from civic.core.words import N_
from civic.voting.tally.result import Result
from civic.voting.tally.rules import Approval, ChooseOne, EqualShares, Greedy, Motion, Phragmen, Rule

#: Smallest published group, and a batch of turnout.
K = 10
#: From this many ballots on, "almost all" and "almost none" are told as they are.
LARGE = 50
ROUGH_BALLOTS, ROUGH_ROLL = 20, 22
#: A smaller roll could read counts out of "decided by lot".
LOT_ROLL = 4


class Detail(StrEnum):
    DECISION = "decision"
    ROUGH = "rough"
    EXACT = "exact"


@dataclass(frozen=True)
class Share:
    """A part as words: `msgid`, filled with `tenths`, 0 to 10. Of rough words `tenths` is their place only, never told."""

    msgid: str
    tenths: int


@dataclass(frozen=True)
class Answer:
    """What is told of one option, or of "none of them". `votes` (points, first ranks): only where exact; `share` of those
    who chose: not of "none of them", nor where faces or ranks are counted."""

    share: Share | None = None
    votes: int | Fraction | None = None


@dataclass(frozen=True)
class Told:
    """All that anybody is told of a result.

    `winners`: positions, best first where EXACT, else in the manifest's order. `by_lot`: somebody with equal votes
    stayed out by the published lot. `answers`: one for each option by position. `chose`: ballots that chose something:
    exact where EXACT, the ten below where ROUGH, else None. `none`: "none of them", told where EXACT, and in a small
    poll only if it was half of the ballots or more: with another limit the turnout would give away what is kept back.
    """

    detail: Detail
    winners: tuple[int, ...]
    by_lot: bool
    answers: tuple[Answer, ...]
    chose: int | None
    none: Answer


CHOOSE_ONE = ChooseOne()

ALL = N_("everyone")
ALMOST_ALL = N_("almost everyone")
MORE_THAN_HALF = N_("more than half")
HALF_OR_FEWER = N_("half or fewer")
ALMOST_NONE = N_("almost no one")
NOBODY = N_("no one")
TENTHS = N_("%(tenths)s of every 10")
ALMOST_TENTHS = N_("almost %(tenths)s of every 10")
MORE_THAN_TENTHS = N_("a little more than %(tenths)s of every 10")


def tell(result: Result, *, seats: int, roll: int, rule: Rule = CHOOSE_ONE) -> Told:
    """What is published of a result. `seats`, `roll` and `rule` as in the manifest, where everybody can read them.
    What is not counted by ticks alone is told from LARGE on, and below that only decided."""
    chose = result.ballots - result.blanks
    lot = any(tie.decisive and tie.by == "lot" for tie in result.ties)
    ticked = isinstance(rule, ChooseOne | Approval)
    shares = ticked or isinstance(rule, Motion | Greedy | EqualShares | Phragmen)
    detail = Detail.EXACT if chose >= LARGE else Detail.DECISION
    match _detail(result.totals, chose, seats, roll) if ticked else detail:
        case Detail.EXACT:
            return Told(
                detail=Detail.EXACT,
                winners=result.winners,
                by_lot=lot,
                answers=tuple(Answer(share(int(votes), chose) if shares else None, votes) for votes in result.totals),
                chose=chose,
                none=Answer(votes=result.blanks if chose >= LARGE or result.blanks >= chose else None),
            )
        case detail:
            rough = detail is Detail.ROUGH
            return Told(
                detail=detail,
                winners=tuple(sorted(result.winners)),
                by_lot=lot and seats == 1 and roll >= LOT_ROLL,
                answers=tuple(Answer(_rough_share(votes, chose) if rough else None) for votes in result.totals),
                chose=turnout(chose, roll) if rough else None,
                none=Answer(),
            )


def rounds_told(rounds: Sequence[Mapping[str, Any]], totals: Mapping[str, int | str]) -> bool:
    """Whether the rounds of a count that is told exactly may be told too (SG-60): not where they would tell of fewer than
    ten children where their votes went next, or what else they had asked for.

    `rounds` as of `tally.told`; `totals`: votes, points or first ranks of each option.
    """
    before: Mapping[str, Any] = {}
    for each in rounds:
        match each["kind"]:
            case "stage" if each["does"] != "remaining" and _small(before.get(option, 0) for option in each["about"]):
                return False
            case "count" if each["excluded"] and each is not rounds[-1] and _small([each["votes"][each["excluded"]]]):
                return False
            case "shared" if each["broke"] and each["friends"] < K:
                return False
            case "phragmen" if _small([totals[each["option"]]]):
                return False
        before = each.get("votes", before)
    return True


def _small(votes: Iterable[int | str]) -> bool:
    return 0 < sum(Fraction(each) for each in votes) < K


def would_tell(rule: Rule, seats: int, roll: int) -> bool:
    """Whether so few are on the list that what is decided by this rule could tell how somebody voted, or that all or
    none of them did. Of a motion a reader knows by how many it was carried at least, and what an unmet quorum means."""
    if roll < 2 or roll <= seats:
        return True
    if not isinstance(rule, Motion):
        return False
    least = ceil(rule.quorum * roll)
    return (rule.majority == "absolute" and roll == 2) or (rule.quorum > 0 and not 1 < least < roll)


def turnout(count: int, roll: int) -> int:
    """What is told of the turnout while a poll is open: the ten below, and never that everybody has voted, which would
    name them all (SG-52, SG-58). 0 is told as "fewer than 10"."""
    return max(0, min(count, roll - 1)) // K * K


def share(votes: int, ballots: int) -> Share:
    """The nearest tenth in honest words: "all" and "none" only of all and none, halfway told from below."""
    tenths = -((ballots - 20 * votes) // (2 * ballots))
    if votes in (0, ballots):
        return Share(ALL if votes else NOBODY, tenths)
    if tenths in (0, 10):
        return Share(ALMOST_ALL if tenths else ALMOST_NONE, tenths)
    over = 10 * votes - tenths * ballots
    return Share(MORE_THAN_TENTHS if over > 0 else ALMOST_TENTHS if over < 0 else TENTHS, tenths)


def _detail(totals: tuple[int, ...], chose: int, seats: int, roll: int) -> Detail:
    if chose < K:
        return Detail.DECISION
    if chose >= LARGE or not any(_few(votes, chose) or _few(chose - votes, chose) for votes in totals):
        return Detail.EXACT
    if chose >= ROUGH_BALLOTS and roll >= ROUGH_ROLL and seats == 1:
        return Detail.ROUGH
    return Detail.DECISION


def _few(votes: int, ballots: int) -> bool:
    return 10 * votes <= ballots


def _rough_share(votes: int, ballots: int) -> Share:
    if _few(votes, ballots):
        return Share(ALMOST_NONE, 1)
    if _few(ballots - votes, ballots):
        return Share(ALMOST_ALL, 9)
    return Share(MORE_THAN_HALF, 7) if 2 * votes > ballots else Share(HALF_OR_FEWER, 3)
