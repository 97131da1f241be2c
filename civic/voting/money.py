"""Money as children read it: said in millions, thousands and the rest, and shown as coins of one round amount."""

from collections.abc import Sequence

from civic.core.words import _, ngettext, number

#: More than these are not seen at one look.
MOST_COINS = 12
#: Parts of a coin that a picture can show: pictures are 64 wide.
PARTS = 64


def said(pesos: int) -> str:
    """1 million 200 thousand pesos: nobody has to count noughts."""
    millions, rest = divmod(pesos, 1_000_000)
    thousands, ones = divmod(rest, 1000)
    words = []
    if millions:
        words.append(ngettext("%(n)s million", "%(n)s millions", millions, n=number(millions)))
    if thousands:
        words.append(ngettext("one thousand", "%(n)s thousand", thousands))
    if not words:
        return ngettext("%(n)s peso", "%(n)s pesos", ones)
    if not rest:
        return _("%(millions)s pesos", millions=words[0])
    return _("%(amount)s pesos", amount=" ".join([*words, *([str(ones)] if ones else [])]))


def spelling() -> dict[str, str]:
    """How `said` puts its words together, for a page that says sums itself: {n} and {x} are what it fills in."""
    return {
        "million": ngettext("%(n)s million", "%(n)s millions", 1),
        "millions": ngettext("%(n)s million", "%(n)s millions", 2, n="{n}"),
        "thousand": ngettext("one thousand", "%(n)s thousand", 1),
        "thousands": ngettext("one thousand", "%(n)s thousand", 2, n="{n}"),
        "peso": ngettext("%(n)s peso", "%(n)s pesos", 1),
        "pesos": ngettext("%(n)s peso", "%(n)s pesos", 2, n="{n}"),
        "round": _("%(millions)s pesos", millions="{x}"),
        "amount": _("%(amount)s pesos", amount="{x}"),
    }


def coin(budget: int, costs: Sequence[int]) -> int:
    """What one coin is worth: the largest round amount of which the budget and every cost are whole coins, or else the
    smallest of which the budget is not too many."""
    most = 10 ** len(str(budget))
    rounds = [first * 10**noughts for noughts in range(len(str(most))) for first in (1, 2, 5)]
    few = [each for each in rounds if budget <= MOST_COINS * each]
    whole = [each for each in few if all(amount % each == 0 for amount in (budget, *costs))]
    return whole[-1] if whole else few[0]


def coins(pesos: int, each: int) -> list[int]:
    """The coins of an amount, each by how much of it is there: PARTS of PARTS, and the last one maybe less."""
    whole, rest = divmod(pesos, each)
    return [PARTS] * whole + ([max(1, rest * PARTS // each)] if rest else [])
