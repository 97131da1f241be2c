"""What happened at a count, told to children: one step at a time, each a sentence and a picture (SG-62).

Only of a result that is told exactly, and where `plain.rounds_told` lets its rounds out.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from civic.core.words import N_, _
from civic.voting.results.steps import looks, money, seats
from civic.voting.results.steps.nouns import Round, Step, Telling
from civic.voting.seen import Poll

TELL: dict[str, Callable[[Telling, Round], Iterator[Step]]] = {
    "faces": looks.faces,
    "duels": looks.duels,
    "count": seats.runoff,
    "quota": seats.quota,
    "stage": seats.stage,
    "caps": seats.caps,
    "endowment": money.endowment,
    "shared": money.shared,
    "turn": money.turn,
    "phragmen": money.phragmen,
}

#: Rounds before the first that is counted.
PREPARES = ("endowment", "quota")

EQUAL = {
    "lot": N_("Equal: %(ideas)s. The lot decided."),
    "cost<": N_("Equal: %(ideas)s. What costs less comes first."),
    "votes>": N_("Equal: %(ideas)s. More votes come first."),
    "firsts>": N_("Equal: %(ideas)s. More first places come first."),
    "stage": N_("Equal: %(ideas)s. An earlier round decided."),
}


def steps(poll: Poll) -> list[Step]:
    """In the order in which it was counted. Empty where the totals say it all."""
    result = poll.result
    assert result
    ids = [option.id for option in poll.options]
    telling = Telling(
        poll=poll,
        options=dict(zip(ids, poll.options, strict=True)),
        winners=[ids[place] for place in result.winners],
        totals=dict(zip(ids, result.totals, strict=True)),
        chose=max(1, result.ballots - result.blanks),
        left=Fraction(poll.budget or 0),
    )
    found: list[Step] = []
    turn = 0
    for each in result.rounds:
        if each["kind"] not in TELL:
            continue
        turn += each["kind"] not in PREPARES
        found += TELL[each["kind"]](telling, each)
        for tie in result.ties:
            if tie.round == turn and each["kind"] not in PREPARES:
                equals = telling.named([ids[place] for place in tie.options])
                found[-1] = replace(found[-1], notes=(*found[-1].notes, _(EQUAL[tie.by], ideas=equals)))
    return found
