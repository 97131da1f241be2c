"""Counts that are seen at one look: piles of faces, and duels of each with each."""

from collections.abc import Iterator, Mapping

from civic.core.words import N_, _, ngettext, number
from civic.voting.results.steps.nouns import Duel, Piles, Round, Step, Telling


def faces(told: Telling, each: Round) -> Iterator[Step]:
    ballots = max(1, told.poll.result.ballots)
    points = {id: 2 * each["happy"][id] + each["so_so"][id] for id in told.options}
    kinds = (("happy", "face-happy"), ("so_so", "face-neutral"), ("sad", "face-sad"))
    yield Step(
        _(N_("All the faces, put in piles")),
        "face-happy",
        (_(N_("A happy face is 2 points. A so-so face is 1. A sad face is 0. Most points wins.")),),
        piles=tuple(
            Piles(
                told.title(id),
                told.options[id].category,
                [(picture, number(each[kind][id]), each[kind][id] / ballots) for kind, picture in kinds],
                ngettext("%(n)s point", "%(n)s points", points[id]),
                id in told.winners,
            )
            for id in sorted(points, key=lambda id: -points[id])
        ),
    )


def duels(told: Telling, each: Round) -> Iterator[Step]:
    preferred = each["preferred"]

    def beaten(id: str) -> int:
        return sum(preferred[id][other] > preferred[other][id] for other in told.options if other != id)

    others = len(told.options) - 1
    for id in sorted(told.options, key=lambda id: (id not in told.winners, -beaten(id))):
        won = beaten(id)
        notes = ()
        if id in told.winners and won < others:
            notes = (
                _(
                    N_(
                        "No idea wins all its duels: they go in a circle. The weakest duels of the circle are put aside."
                    )
                ),
            )
        elif id in told.winners:
            notes = (_(N_("It wins every duel, so it wins the vote.")),)
        yield Step(
            _(N_("“%(title)s” wins %(won)s of its %(all)s duels"), title=told.title(id), won=won, all=others),
            told.options[id].category,
            notes,
            duels=tuple(_duel(told, preferred, id, other) for other in told.options if other != id),
        )


def _duel(told: Telling, preferred: Mapping[str, Mapping[str, int]], id: str, other: str) -> Duel:
    own, theirs = preferred[id][other], preferred[other][id]
    return Duel(
        told.title(other),
        told.options[other].category,
        _(N_("%(own)s put this one before, %(theirs)s the other"), own=own, theirs=theirs),
        own / (own + theirs) if own + theirs else 0.5,
        own > theirs,
    )
