"""Rules by the short names of the public test elections, and the ways to end ties on the command line."""

from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction

from civic.voting.tally.contest import Contest
from civic.voting.tally.equal_shares import usual_step
from civic.voting.tally.rules import (
    BUDGET_TIES,
    Add1,
    Approval,
    ChooseOne,
    EqualShares,
    Fill,
    Greedy,
    InstantRunoff,
    Phragmen,
    Rule,
    Schulze,
    ScottishStv,
    read_rule,
)

ID = ("id",)
TIES = {"id": ("id",), "cost-votes-id": (*BUDGET_TIES, "id"), "lot": ("lot",)}
#: These names let in what nobody asked for, if it fits.
ALL = Fill(least=0)


def _score(fit: str) -> Callable[[Contest], Rule]:
    def rule(contest: Contest) -> Rule:
        least = contest.purse.least if contest.purse else None
        return Greedy("score", fit, Fraction(0) if least is None else least, ID)

    return rule


def _greedy(by: str) -> Callable[[Contest], Rule]:
    return lambda _contest: Greedy(by, "skip", Fraction(0), ID)


def _shares(util: str, stop: str | None = None, fill: Fill | None = None) -> Callable[[Contest], Rule]:
    def rule(contest: Contest) -> Rule:
        step = usual_step(contest.purse.budget, contest.ballots.ballots) if contest.purse else 1
        add1 = () if stop is None else (Add1(Fraction(step), stop),)
        return EqualShares(util, complete=(*add1, *([fill] if fill else ())), ties=ID)

    return rule


NAMES: dict[str, Callable[[Contest], Rule]] = {
    "choose_one": lambda _contest: ChooseOne(ID),
    "approval": lambda contest: Approval(len(contest.ids), ID),
    "greedy_score_skip": _score("skip"),
    "greedy_score_stop": _score("stop"),
    "greedy_votes": _greedy("votes"),
    "greedy_votes_per_cost": _greedy("votes/cost"),
    "mes_cost": _shares("cost"),
    "mes_card": _shares("one"),
    "mes_cost_then_greedy_votes": _shares("cost", fill=ALL),
    "mes_cost_add1_stop_when_exhaustive": _shares("cost", "exhaustive"),
    "mes_cost_add1": _shares("cost", "overspend"),
    "mes_cost_add1_then_greedy_votes": _shares("cost", "overspend", ALL),
    "mes_card_add1_stop_when_exhaustive": _shares("one", "exhaustive"),
    "phragmen": lambda _contest: Phragmen(ties=ID),
    "scottish_stv": lambda _contest: ScottishStv(ties=("stage", "id")),
    "schulze_winning_votes": lambda _contest: Schulze("votes", ("none",)),
    "schulze_margins": lambda _contest: Schulze("margins", ("none",)),
    "irv_single_seat": lambda _contest: InstantRunoff(("number",)),
}


def find_rule(text: str, contest: Contest, step: Fraction | None = None, ties: str | None = None) -> Rule:
    """`text`: a canonical string or one of NAMES. `step`: of add1, in currency units. `ties`: one of TIES, instead of
    the rule's own; what belongs to the method (stages, first ranks) stays. Raises ValueError."""
    if text not in NAMES and "=" not in text:
        raise ValueError(f"no rule {text!r}; the names are {' '.join(NAMES)}")
    rule = NAMES[text](contest) if text in NAMES else read_rule(text)
    if step is not None:
        parts = getattr(rule, "complete", ())
        if not any(isinstance(part, Add1) for part in parts):
            raise ValueError(f"{rule} has no step")
        rule = replace(rule, complete=tuple(replace(p, step=step) if isinstance(p, Add1) else p for p in parts))
    if ties is not None:
        own = next((each.metadata["links"] for each in fields(rule) if each.name == "ties"), None)
        if own is None:
            raise ValueError(f"{rule} breaks no ties")
        rule = replace(rule, ties=(*(link for link in own if link not in BUDGET_TIES), *TIES[ties]))
    return rule
