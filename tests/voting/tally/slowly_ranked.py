"""Ranked rules as their texts say them, a ballot at a time. Slow and obvious.

A ballot is a list of places from the best on, each a tuple of options that share it.
"""

from decimal import ROUND_DOWN, Decimal
from itertools import combinations, pairwise, permutations


def place(ballot, option):
    return next((number for number, options in enumerate(ballot) if option in options), len(ballot))


def preferred(ballots, a, b):
    return sum(place(ballot, a) < place(ballot, b) for ballot in ballots)


def schulze(ballots, options, strength="votes"):
    """All that no stronger path beats; every path is walked."""

    def link(a, b):
        won, lost = preferred(ballots, a, b), preferred(ballots, b, a)
        return 0 if won <= lost else won if strength == "votes" else won - lost

    def strongest(a, b):
        others = [option for option in range(options) if option not in (a, b)]
        best = 0
        for length in range(len(others) + 1):
            for between in permutations(others, length):
                path = [a, *between, b]
                best = max(best, min(link(one, two) for one, two in pairwise(path)))
        return best

    return [a for a in range(options) if all(a == b or strongest(a, b) >= strongest(b, a) for b in range(options))]


def runoff(ballots, options, out):
    """`out(equals)`: who of equals in the last place goes. (winner or None, who went out)"""
    ballots = [
        [place[0] for place in ballot] for ballot in ballots if ballot and all(len(place) == 1 for place in ballot)
    ]
    running, gone = list(range(options)), []
    if not ballots:
        return None, []
    while True:
        piles = {option: 0 for option in running}
        for ballot in ballots:
            still = [option for option in ballot if option in running]
            if still:
                piles[still[0]] += 1
        for option in running:
            if 2 * piles[option] > sum(piles.values()) or len(running) == 1:
                return option, gone
        fewest = min(piles.values())
        loser = out([option for option in running if piles[option] == fewest])
        running.remove(loser)
        gone.append(loser)


CENT_MILLE = Decimal("0.00001")


def scottish(ballots, options, seats, first, caps=None, groups=None):
    """SSI 2007/42, a paper at a time; `first(equals)`: whom the lot favours. With `caps` (guard and doom) whoever could
    not be elected in any way goes out at once, and nobody goes out without whom the seats could not be filled."""
    caps, groups = caps or {}, groups or [None] * options
    papers = []
    for ballot in ballots:
        clear = []
        for shared in ballot:
            if len(shared) > 1:
                break
            clear.append(shared[0])
        if clear:
            papers.append({"order": clear, "value": Decimal(1)})
    elected, running, surpluses = [], list(range(options)), []
    if not papers:
        return []
    quota = len(papers) // (seats + 1) + 1
    seats = min(seats, options)
    piles = {option: [] for option in range(options)}
    history = []
    kept = {}

    def votes(option):
        return kept[option] if option in kept else sum((paper["value"] for paper in piles[option]), Decimal(0))

    def pass_on(paper):
        for option in paper["order"]:
            if option in running:
                piles[option].append(paper)
                return

    def within(some):
        return all(sum(groups[each] == group for each in some) <= most for group, most in caps.items())

    def can_fill(without=None):
        """Some way to fill the seats from those still running keeps within the caps."""
        others = [option for option in running if option != without]
        return any(within([*elected, *some]) for some in combinations(others, seats - len(elected)))

    def hopeless(option):
        return not within([*elected, option])

    def choose(some, most):
        """The one with the most or the fewest votes now, then at the last earlier stage that tells them apart."""
        for stage in reversed(history):
            extreme = (max if most else min)(stage[option] for option in some)
            some = [option for option in some if stage[option] == extreme]
        some = list(some)
        while len(some) > 1:
            lucky = first(some)
            if most:
                return lucky
            some.remove(lucky)
        return some[0]

    def end_of_stage():
        history.append({option: votes(option) for option in range(options)})
        while reached := [option for option in running if votes(option) >= quota and not hopeless(option)]:
            option = choose(reached, most=True)
            elected.append(option)
            running.remove(option)
            if votes(option) > quota:
                surpluses.append(option)

    for paper in papers:
        pass_on(paper)
    end_of_stage()
    while len(elected) < seats:
        doomed = [option for option in running if hopeless(option)]
        if len(running) - len(doomed) == seats - len(elected):
            rest = [option for option in running if option not in doomed]
            return elected + sorted(rest, key=lambda option: (-votes(option), first.order.index(option)))
        if doomed:
            for option in doomed:
                running.remove(option)
            moved = [paper for option in doomed for paper in piles[option]]
            for option in doomed:
                piles[option] = []
        elif surpluses:
            option = choose(surpluses, most=True)
            surpluses.remove(option)
            surplus, total = votes(option) - quota, votes(option)
            moved = piles[option]
            piles[option] = []
            kept[option] = Decimal(quota)
            for paper in moved:
                paper["value"] = (surplus * paper["value"] / total).quantize(CENT_MILLE, ROUND_DOWN)
        else:
            option = choose([option for option in running if can_fill(option)], most=False)
            running.remove(option)
            moved = piles[option]
            piles[option] = []
        for paper in moved:
            pass_on(paper)
        end_of_stage()
    return elected
