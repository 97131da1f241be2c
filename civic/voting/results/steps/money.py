"""Budgets: money that is spent, idea after idea."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from civic.core.words import N_, _, money, ngettext
from civic.voting.results.steps.nouns import Coins, Round, Step, Telling
from civic.voting.tally.rules import Greedy


def endowment(told: Telling, each: Round) -> Iterator[Step]:
    told.shares = True
    notes = [
        _(N_("The money, %(budget)s, is shared out: each vote has the same."), budget=money(100 * told.poll.budget))
    ]
    if each["steps"]:
        notes.append(_(N_("So that less is left over, each part was made bigger, little by little.")))
    yield Step(
        _(N_("Each vote has %(each)s to spend"), each=pesos(each["each"])), "money", tuple(notes), coins=Coins(0, 0)
    )


def shared(told: Telling, each: Round) -> Iterator[Step]:
    price, friends, broke = pesos(each["price"]), each["friends"], each["broke"]
    if broke:
        notes = [
            _(N_("%(n)s votes for it share the cost, up to %(price)s each."), n=friends, price=price),
            ngettext("%(n)s of them gave all that was left.", "%(n)s of them gave all that was left.", broke),
        ]
    else:
        notes = [
            ngettext(
                "%(n)s vote for it pays %(price)s.", "%(n)s votes for it pay %(price)s each.", friends, price=price
            )
        ]
    yield _bought(told, each, notes)


def turn(told: Telling, each: Round) -> Iterator[Step]:
    votes = int(told.totals[each["option"]])
    notes = [_(N_("Some money is left. It goes to the ideas with most votes."))] if told.shares else []
    told.shares = False
    notes += [ngettext("%(n)s vote asked for it.", "%(n)s votes asked for it.", votes)]
    if isinstance(told.poll.how, Greedy) and told.poll.how.by == "votes/cost":
        notes.append(_(N_("The next one is always the one with most votes for its money.")))
    if each["bought"]:
        yield _bought(told, each, notes)
    else:
        values = {"title": told.title(each["option"]), "cost": pesos(each["cost"])}
        left = _(N_("Only %(left)s are left."), left=pesos(told.left)) if told.left else _(N_("Nothing is left."))
        spent = _tenths(told, told.left)
        yield Step(
            _(N_("“%(title)s” costs %(cost)s. It does not fit."), **values),
            told.options[each["option"]].category,
            (*notes, left),
            coins=Coins(spent, 0),
        )


def phragmen(told: Telling, each: Round) -> Iterator[Step]:
    note = _(N_("Those who asked for it had saved enough, all at the same pace."))
    yield _bought(told, each, [note])


def _bought(told: Telling, each: Round, notes: list[str]) -> Step:
    was, spent = _tenths(told, told.left), _tenths(told, each["left"])
    told.left = Fraction(each["left"])
    return Step(
        _(N_("“%(title)s” is bought for %(cost)s"), title=told.title(each["option"]), cost=pesos(each["cost"])),
        told.options[each["option"]].category,
        (*notes, _(N_("%(left)s are left."), left=pesos(told.left)) if told.left else _(N_("Nothing is left."))),
        coins=Coins(min(was, spent), max(0, spent - was)),
    )


def _tenths(told: Telling, left: Any) -> int:
    """Tenths of the budget that are spent, to the nearest."""
    return round(10 * (1 - float(Fraction(left) / told.poll.budget)))


def pesos(value: int | str) -> str:
    """To the cent below, for reading only. `value`: whole, or "a/b"."""
    return money(int(Fraction(value) * 100))
