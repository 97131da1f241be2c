"""Seats by single transferable vote as Scotland's councils count it.

The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, part III, "counting of votes": the quota
is the valid papers divided by seats + 1, without its fraction, plus 1; all papers of an elected candidate pass on at
their value times surplus / votes, cut to five decimals (weighted inclusive Gregory); the largest surplus first; without
a surplus the last candidate goes out; equals as they stood at the last earlier stage at which they differed, else by
lot. `caps` are ours (see caps.py) and change nothing where they are empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from civic.voting.tally import chain
from civic.voting.tally.caps import Caps
from civic.voting.tally.piles import WHOLE, Piles
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import ScottishStv


@dataclass(frozen=True)
class Stage:
    """`does`: first, surplus, exclusion, doomed or remaining, with the options it is `about`. After it: `votes` by
    position in parts of 100,000 (`lost`: exhausted or cut off), and who was `elected` at its end, in order."""

    KIND = "stage"
    does: str
    about: tuple[int, ...]
    votes: tuple[int, ...]
    lost: int
    elected: tuple[int, ...] = ()


@dataclass(frozen=True)
class Quota:
    """`quota` in whole votes of `valid` ballots for `seats`."""

    KIND = "quota"
    valid: int
    seats: int
    quota: int


@dataclass(frozen=True)
class Capped:
    """Did the caps change who is elected; and who would have been elected `without` them."""

    KIND = "caps"
    changed: bool
    without: tuple[int, ...]


def count(
    rule: ScottishStv,
    rankings: Rankings,
    seats: int,
    order: Sequence[int],
    groups: Sequence[str | None] = (),
    withdrawn: frozenset[int] = frozenset(),
) -> Result:
    """`order`: each option's place in the lot; the first keeps its place longest. `totals`: first ranks, of blank
    ballots and those without one first rank none. Raises ValueError where the caps cannot fill the seats."""
    counting = _Count(rule, rankings, seats, order, groups or (None,) * rankings.options, withdrawn)
    result = counting.run()
    if not rule.caps:
        return result
    free = count(replace(rule, caps=()), rankings, seats, order, (), withdrawn)
    told = Capped(set(free.winners) != set(result.winners), free.winners)
    return replace(result, rounds=(*result.rounds, told))


class _Count:
    def __init__(self, rule, rankings, seats, order, groups, withdrawn):
        self.ballots = rankings.ballots
        self.piles = Piles(rankings, withdrawn)
        self.caps = Caps(dict(rule.caps), groups)
        self.running = [option for option in range(rankings.options) if option not in withdrawn]
        self.elected: list[int] = []
        self.surpluses: list[int] = []
        self.doomed: list[int] = []
        self.quota = self.piles.valid // (seats + 1) + 1
        self.seats = min(seats, len(self.running))
        if self.caps.places((), self.running) < self.seats:
            raise ValueError("the caps leave a seat that nobody could fill")
        self.last = chain.build(rule.ties, order)
        self.by = rule.ties[-1]
        self.stages: list[Stage] = []
        self.ties: list[Tie] = []

    def run(self) -> Result:
        valid = self.piles.valid
        firsts = tuple(total // WHOLE for total in self.piles.totals)
        if valid:
            self._note("first", ())
        while valid and len(self.elected) < self.seats:
            if len(self.running) - len(self.doomed) == self.seats - len(self.elected):
                self._elect_remaining()
            elif self.doomed:
                out, self.doomed = self.doomed, []
                self._exclude("doomed", out)
            elif self.surpluses:
                self._transfer()
            else:
                free = [each for each in self.running if not self._guarded(each)]
                self._exclude("exclusion", [self._extreme(free, lowest=True)])
        winners = tuple(self.elected)
        ties = (replace(tie, elected=sum(option in winners for option in tie.options)) for tie in self.ties)
        rounds = (Quota(valid, self.seats, self.quota), *self.stages)
        return Result(self.ballots, self.ballots - valid, firsts, winners, tuple(ties), rounds)

    def _transfer(self) -> None:
        option = self._extreme(self.surpluses, lowest=False)
        self.surpluses.remove(option)
        self.piles.pass_on_surplus(option, self.quota * WHOLE)
        self._note("surplus", (option,))

    def _exclude(self, why: str, out: list[int]) -> None:
        for option in out:
            self.running.remove(option)
            self.piles.close(option)
        self.piles.pass_on(out)
        self._note(why, tuple(out))

    def _elect_remaining(self) -> None:
        """As many run as seats are left: no further transfer."""
        left = [option for option in self.running if option not in self.doomed]
        now = tuple(sorted(left, key=lambda option: (-self.stages[-1].votes[option], self.last.key(option))))
        self.elected.extend(now)
        self.stages.append(replace(self.stages[-1], does="remaining", about=(), elected=now))

    def _note(self, does: str, about: tuple[int, ...]) -> None:
        """A stage is over: who has the quota is elected, from the most votes on, as far as the caps go."""
        votes, before = self.piles.totals, len(self.elected)
        self.stages.append(Stage(does, about, votes, self.piles.valid * WHOLE - sum(votes)))
        reached = [option for option in self.running if votes[option] >= self.quota * WHOLE]
        while reached:
            option = self._extreme(reached, lowest=False)
            reached.remove(option)
            if not self.caps.doomed(option, self.elected):
                self.elected.append(option)
                self.running.remove(option)
                self.piles.close(option)
                if votes[option] > self.quota * WHOLE:
                    self.surpluses.append(option)
        self.doomed = [option for option in self.running if self.caps.doomed(option, self.elected)]
        self.stages[-1] = replace(self.stages[-1], elected=tuple(self.elected[before:]))

    def _guarded(self, option: int) -> bool:
        return self.caps.guarded(option, self.elected, self.running, self.seats)

    def _extreme(self, options: Sequence[int], *, lowest: bool) -> int:
        """The one with the fewest or the most votes now; of equals as they stood at the last stage that differs."""
        left = equals = list(options)
        best = min if lowest else max
        for stage in reversed(self.stages):
            extreme = best(stage.votes[option] for option in left)
            fewer = [option for option in left if stage.votes[option] == extreme]
            if stage is self.stages[-1]:
                equals = fewer
            left = fewer
            if len(left) == 1:
                break
        chosen = self.last.out(left) if lowest else self.last.first(left)[0]
        if len(equals) > 1:
            others = self.last.order(option for option in equals if option != chosen)
            by = self.by if len(left) > 1 else "stage"
            self.ties.append(Tie((*others, chosen) if lowest else (chosen, *others), 0, by, len(self.stages)))
        return chosen
