"""Budget rules as their texts say them: a voter at a time, a project at a time, in fractions. Slow and obvious.

A contest: `ballots` a list of sets of projects, `costs` a list, `budget`; `first(equals)` picks among equals.
"""

from fractions import Fraction


def votes(ballots, project):
    return sum(project in ballot for ballot in ballots)


def greedy(projects, scores, costs, money, first, stop=False):
    """Always the highest score among those not looked at yet; buy it if it fits."""
    bought, waiting = [], set(projects)
    while waiting:
        best = max(scores[project] for project in waiting)
        project = first([project for project in waiting if scores[project] == best])
        waiting.remove(project)
        if costs[project] <= money:
            bought.append(project)
            money -= costs[project]
        elif stop:
            break
    return bought


def lowest_price(purses, cost):
    """The price at which these purses, each giving it or all that it has, give the cost; None if they cannot.

    Between two neighbouring purses the sum grows by one line, so it is enough to try each number of those who give all.
    """
    purses = sorted(purses)
    for poor in range(len(purses)):
        price = (cost - sum(purses[:poor])) / (len(purses) - poor)
        if price <= purses[poor]:
            return price
    return None


def equal_shares(ballots, costs, endowment, worth, first):
    """[(project, price, those it was equal to)] of one run without completion."""
    purses = [Fraction(endowment)] * len(ballots)
    bought = []
    while True:
        offers = {}
        for project, cost in enumerate(costs):
            friends = [voter for voter, ballot in enumerate(ballots) if project in ballot]
            if friends and project not in (each[0] for each in bought):
                price = lowest_price([purses[voter] for voter in friends], Fraction(cost))
                if price is not None:
                    offers[project] = (price / worth[project], price)
        if not offers:
            return bought
        best = min(rate for rate, _price in offers.values())
        equals = [project for project, (rate, _price) in offers.items() if rate == best]
        project = first(equals)
        price = offers[project][1]
        bought.append((project, price, set(equals)))
        for voter, ballot in enumerate(ballots):
            if project in ballot:
                purses[voter] -= min(purses[voter], price)


def add1(ballots, costs, budget, worth, first, step, exhaustive):
    """(steps of the outcome, its projects)"""
    supported = [project for project in range(len(costs)) if votes(ballots, project)]
    previous = None
    for steps in range(100_000):
        outcome = [
            project
            for project, _price, _equals in equal_shares(
                ballots, costs, Fraction(budget, len(ballots)) + steps * step, worth, first
            )
        ]
        spent = sum(costs[project] for project in outcome)
        if spent > budget:
            return previous
        others = [project for project in supported if project not in outcome]
        if not others:
            return steps, outcome
        if exhaustive and all(spent + costs[project] > budget for project in others):
            return steps, outcome
        previous = steps, outcome
    raise AssertionError("add1 does not end")


def phragmen(ballots, costs, budget, first):
    """Everybody earns one unit a moment; when the friends of a project hold its cost together they pay all they have.
    [(project, moment)]; ends when one of those to be bought next would overspend."""
    purses = [Fraction(0)] * len(ballots)
    now, bought, left = Fraction(0), [], budget
    projects = [project for project, cost in enumerate(costs) if cost <= budget and votes(ballots, project)]
    while projects:
        waits = {}
        for project in projects:
            friends = [voter for voter, ballot in enumerate(ballots) if project in ballot]
            waits[project] = (costs[project] - sum(purses[voter] for voter in friends)) / Fraction(len(friends))
        soonest = min(waits.values())
        equals = [project for project in projects if waits[project] == soonest]
        if any(costs[project] > left for project in equals):
            return bought
        project = first(equals)
        now += soonest
        purses = [
            Fraction(0) if project in ballot else purse + soonest for purse, ballot in zip(purses, ballots, strict=True)
        ]
        bought.append((project, now))
        left -= costs[project]
        projects.remove(project)
    return bought
