"""Small random contests, so small and with such round costs that equals and exact fits are common."""

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings


class First:
    """Picks among equals by an order of all options, as a lot does."""

    def __init__(self, order):
        self.order = list(order)

    def __call__(self, equals):
        return min(equals, key=self.order.index)

    @property
    def places(self):
        """For each option its place."""
        return [self.order.index(option) for option in range(len(self.order))]


@dataclass(frozen=True)
class Budget:
    ballots: tuple[frozenset[int], ...]
    costs: tuple[int, ...]
    budget: int
    first: First

    @property
    def options(self):
        return len(self.costs)

    @property
    def marks(self):
        return Marks.of(self.options, self.ballots)


@dataclass(frozen=True)
class Ranked:
    ballots: tuple[tuple[tuple[int, ...], ...], ...]
    options: int
    first: First

    @property
    def rankings(self):
        return Rankings.of(self.options, self.ballots)


@st.composite
def budgets(draw, voters=8, most=6, dear=12, least=1):
    options = draw(st.integers(1, most))
    some = st.frozensets(st.integers(0, options - 1), max_size=options)
    return Budget(
        ballots=tuple(draw(st.lists(some, min_size=least, max_size=voters))),
        costs=tuple(draw(st.lists(st.integers(1, dear), min_size=options, max_size=options))),
        budget=draw(st.integers(1, 3 * dear)),
        first=First(draw(st.permutations(range(options)))),
    )


@st.composite
def ranked(draw, voters=9, most=4, shared=True):
    options = draw(st.integers(1, most))

    @st.composite
    def ballot(draw):
        order = draw(st.permutations(range(options)))[: draw(st.integers(0, options))]
        places = []
        for option in order:
            if shared and places and draw(st.integers(0, 5)) == 0:
                places[-1] += (option,)
            else:
                places.append((option,))
        return tuple(places)

    return Ranked(
        ballots=tuple(draw(st.lists(ballot(), max_size=voters))),
        options=options,
        first=First(draw(st.permutations(range(options)))),
    )


def rich_budgets(seed, number=60):
    """Contests in which much is bought and many run out of money; numbers round enough for exact fits and equals."""
    chance = Random(seed)
    for _contest in range(number):
        options, voters = chance.randint(3, 8), chance.randint(4, 14)
        liked = [chance.random() for _option in range(options)]
        ballots = [frozenset(o for o in range(options) if chance.random() < liked[o]) for _voter in range(voters)]
        unit = chance.choice((1, 1, 2, voters, 10**11))
        costs = [chance.randint(1, 6) * unit + chance.choice((0, 0, 0, 1)) for _option in range(options)]
        budget = max(1, chance.choice((2, 3, 4, 6)) * sum(costs) // 6)
        budget += chance.choice((0, voters - budget % voters))
        yield Budget(tuple(ballots), tuple(costs), budget, First(chance.sample(range(options), options)))


def rich_ranked(seed, number=60):
    """Contests with enough ballots for several surpluses, exclusions and equals."""
    chance = Random(seed)
    for _contest in range(number):
        options = chance.randint(3, 7)
        fan = [chance.sample(range(options), options) for _kind in range(chance.randint(2, 5))]
        ballots = []
        for _voter in range(chance.randint(6, 30)):
            order = list(chance.choice(fan)) if chance.random() < 0.7 else chance.sample(range(options), options)
            ballots.append(tuple((option,) for option in order[: chance.randint(1, options)]))
        yield Ranked(tuple(ballots), options, First(chance.sample(range(options), options)))
