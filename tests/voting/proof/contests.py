"""Random small contests of every rule that is counted in rounds, with many equals; and what the engine makes of them."""

from dataclasses import dataclass, replace

from civic.voting import lots
from civic.voting.proof.compose import Kind, Leaves, compose
from civic.voting.proof.leaves import box_leaves
from civic.voting.tally import count
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.rules import read_rule

RANKED = ("ranked/schulze", "ranked/irv", "ranked/stv")
BUDGETS = ("pb/greedy", "pb/mes", "pb/phragmen")


@dataclass(frozen=True)
class Small:
    """`ballots`: positions, or of a ranking tuples of positions that share a rank."""

    rule: str
    ids: tuple[str, ...]
    ballots: tuple
    seats: int = 1
    seed: str = "6 2 5"
    costs: tuple[int, ...] = ()
    budget: int | None = None
    groups: tuple[str, ...] = ()

    @property
    def contest(self) -> Contest:
        if self.costs:
            marks = Marks.of(len(self.ids), self.ballots)
            return Contest(self.ids, marks, purse=Purse(self.costs, self.budget), poll="7d0c")
        rankings = Rankings.of(len(self.ids), self.ballots)
        return Contest(self.ids, rankings, seats=self.seats, groups=self.groups, poll="7d0c")


def manifest_of(rule, contest, seed, seats):
    """As the canonical text of a manifest reads."""
    costs = contest.purse.costs if contest.purse else [None] * len(contest.ids)
    groups = contest.groups or [""] * len(contest.ids)
    return {
        "format": "vozyvoto-poll/1",
        "poll": "7d0c",
        "question": "¿Qué hacemos?",
        "options": [
            {"id": id, "title": id, "cost": cost, "group": group}
            for id, cost, group in zip(contest.ids, costs, groups, strict=True)
        ],
        "rule": rule,
        "seats": seats,
        "budget": contest.purse.budget if contest.purse else None,
        "subject": "",
        "areas": [],
        "roll": "all",
        "roll_size": 100_000,
        "opens": "2026-03-02T15:00:00Z",
        "closes": "2026-03-06T23:00:00Z",
        "lot_seed": seed,
        "sealing_key": "00" * 32,
    }


def witnessed(rule, contest, seed="6 2 5", seats=1):
    """The witness bundle's body, counted by the engine."""
    how = read_rule(rule)
    result = count(how, contest, lot=lots.places(seed, "7d0c", contest.ids))
    leaves = Leaves(box_leaves("7d0c", bytes(32), [b"%d" % each for each in range(result.ballots)]))
    return compose(Kind.WITNESS, manifest_of(rule, contest, seed, seats), how, contest, result, leaves)


def body(small):
    return witnessed(small.rule, small.contest, small.seed, small.seats)


def public(composed):
    """As of a large poll whose ballots are fingerprints."""
    return composed | {"kind": "public", "ballots": None}


def draw(rule, chance):
    """`chance`: of the standard library's random, so that one number is one contest."""
    options = chance.randint(1, 6)
    ids = tuple(chance.sample(["p1", "p2", "p10", "p9", "q", "a", "zz"], options))
    end = chance.choice(["lot", "lot", "id", "number"])
    seed = f"dice {chance.randint(1, 99)}"
    if rule in RANKED:
        kinds = [ranking(options, chance, rule == "ranked/schulze") for _each in range(chance.randint(1, 5))]
        small = Small("", ids, cast(kinds, chance), seed=seed)
        if rule == "ranked/irv":
            return replace(small, rule=f"{rule};ties={end}")
        if rule == "ranked/schulze":
            ties = chance.choice(["none", end, f"firsts>,{end}"])
            return replace(small, rule=f"{rule};strength={chance.choice(['votes', 'margins'])};ties={ties}")
        groups, caps = chance.choice([("", "none"), ("g", "g:1"), ("gh", "g:1,h:2"), ("gh", "g:0"), ("gh", "g:1,h:1")])
        groups = tuple(chance.choice(["", *groups]) for _each in ids)
        rooms = dict(cap.split(":") for cap in caps.split(",") if cap != "none")
        able = sum(min(groups.count(group), int(rooms.get(group, 9))) for group in set(groups))
        if not able:
            return draw(rule, chance)
        rule = f"{rule};law=ssi_2007_42;caps={caps};ties=stage,{end}"
        return replace(small, rule=rule, seats=chance.randint(1, able), groups=groups)
    costs = tuple(chance.choice([1, 2, 3, 3, 4, 5, 7]) for _each in ids)
    budget = chance.randint(1, 20)
    ties = ",".join([*chance.choice([("cost<", "votes>"), ("votes>",), ("votes>", "cost<"), ()]), end])
    kinds = [basket(costs, budget, chance) for _each in range(chance.randint(1, 6))]
    return Small(f"{rule};{settings(rule, chance)};ties={ties}", ids, cast(kinds, chance), 1, seed, costs, budget)


def settings(rule, chance):
    if rule == "pb/greedy":
        by, fit = chance.choice(["votes", "score", "votes/cost"]), chance.choice(["skip", "stop"])
        return f"by={by};fit={fit};least={chance.choice(['0', '1', '2', '3/2'])}"
    if rule == "pb/phragmen":
        return "stop=tied"
    add1 = f"add1(step={chance.choice(['1', '1/3', '2'])},stop={chance.choice(['overspend', 'exhaustive'])})"
    complete = chance.choice(["none", "greedy", "greedy(least=0)", add1, f"{add1}+greedy"])
    return f"util={chance.choice(['cost', 'one'])};money=exact;complete={complete}"


def cast(kinds, chance):
    return tuple(chance.choice(kinds) for _each in range(chance.choice([0, 1, 2, 3, 5, 8, 12, 20])))


def basket(costs, budget, chance):
    """Projects that the budget could buy together."""
    chosen = []
    for place in chance.sample(range(len(costs)), len(costs)):
        if chance.random() < 0.5 and sum(costs[each] for each in chosen) + costs[place] <= budget:
            chosen.append(place)
    return tuple(sorted(chosen))


def ranking(options, chance, shared):
    ranks = []
    for place in chance.sample(range(options), chance.randint(0, options)):
        if shared and ranks and chance.random() < 0.3:
            ranks[-1] = (*ranks[-1], place)
        else:
            ranks.append((place,))
    return tuple(ranks)


def changed(small, chance):
    """The same contest but for one thing: a ballot, a number of the rule, a cost, the seats, the seed of the lot."""
    ways = [{"seed": small.seed + "!"}]
    if small.ballots:
        place, options = chance.randrange(len(small.ballots)), len(small.ids)
        other = (
            basket(small.costs, small.budget, chance)
            if small.costs
            else ranking(options, chance, "schulze" in small.rule)
        )
        ways += [{"ballots": (*small.ballots[:place], other, *small.ballots[place + 1 :])}] * 4
    for one, two in (("strength=votes", "strength=margins"), ("util=cost", "util=one"), ("skip", "stop"), ("least=1", "least=2"),
                     ("overspend", "exhaustive"), ("step=1,", "step=2,"), ("cost<,votes>", "votes>,cost<"), (":1", ":2"),
                     ("by=votes/cost", "by=votes"), ("+greedy", ""), ("ties=lot", "ties=number")):  # fmt: skip
        if one in small.rule:
            ways.append({"rule": small.rule.replace(one, two, 1)})
    if small.costs:
        ways += [{"budget": small.budget + 1}, {"costs": (1, *small.costs[1:])}]
    if "stv" in small.rule and small.seats > 1:
        ways.append({"seats": small.seats - 1})
    return replace(small, **chance.choice(ways))
