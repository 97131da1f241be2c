"""Counts in rounds: who is last goes out, and the votes move on."""

from collections.abc import Iterator
from fractions import Fraction

from civic.core.words import N_, _, ngettext, number
from civic.voting.results.steps.nouns import Bar, Round, Step, Telling


def runoff(told: Telling, each: Round) -> Iterator[Step]:
    votes = each["votes"]
    out, won, counting = each["excluded"], each["elected"], sum(votes.values())
    if won:
        says = _(N_("“%(title)s” has more than half. It wins."), title=told.title(won))
        if 2 * votes[won] <= counting:
            says = _(N_("“%(title)s” is the last one left. It wins."), title=told.title(won))
    else:
        says = _(N_("“%(title)s” has the fewest votes and goes out. Its votes move on."), title=told.title(out))
    notes = (
        []
        if told.gone
        else [_(N_("Each vote counts for the idea in its first place.")), _(N_("The line stands at half."))]
    )
    if each["exhausted"]:
        notes.append(
            ngettext(
                "%(n)s vote has no other idea to move to.",
                "%(n)s votes have no other idea to move to.",
                each["exhausted"],
            )
        )
    yield Step(
        says,
        "done" if won else "exit",
        tuple(notes),
        bars=tuple(
            Bar(
                told.title(id),
                told.options[id].category,
                ngettext("%(n)s vote", "%(n)s votes", votes[id]),
                votes[id] / told.chose,
                "in" if id == won else "out" if id == out else "",
                counting / 2 / told.chose,
            )
            for id in told.still(votes)
        ),
    )
    told.gone += [out] if out else []


def quota(told: Telling, each: Round) -> Iterator[Step]:
    told.quota = each["quota"]
    yield Step(
        _(N_("How many votes are enough")),
        "vote",
        (
            ngettext("There is %(n)s place to win.", "There are %(n)s places to win.", each["seats"]),
            _(N_("With %(quota)s votes an idea has one: no more ideas can have so many."), quota=each["quota"]),
        ),
    )


def stage(told: Telling, each: Round) -> Iterator[Step]:
    about, leaves = each["about"], each["does"] in ("exclusion", "doomed")
    told.seated += each["elected"]
    says = {
        "first": N_("Each vote counts for the idea in its first place."),
        "surplus": N_("%(ideas)s had more votes than needed. What was over moves on."),
        "exclusion": N_("%(ideas)s had the fewest votes and goes out. Its votes move on."),
        "doomed": N_("%(ideas)s goes out: its kind has all the places it can have."),
        "remaining": N_("As many ideas are left as places."),
    }[each["does"]]
    told.gone += about if leaves else []
    notes = [_(N_("The line stands where a place is won."))] if each["does"] == "first" else []
    if each["elected"]:
        notes.append(_(N_("A place for %(ideas)s."), ideas=told.named(each["elected"])))
    yield Step(
        _(says, ideas=told.named(about)),
        "done" if each["elected"] else "exit" if leaves else "vote",
        tuple(notes),
        bars=tuple(
            Bar(
                told.title(id),
                told.options[id].category,
                _(N_("%(votes)s votes"), votes=part(each["votes"][id])),
                float(Fraction(each["votes"][id])) / told.chose,
                "in" if id in told.seated else "",
                told.quota / told.chose,
            )
            for id in told.still(each["votes"])
        ),
    )


def caps(told: Telling, each: Round) -> Iterator[Step]:
    if each["changed"]:
        says = N_("The limit of places for each kind changed who won.")
    else:
        says = N_("The limit of places for each kind changed nothing.")
    yield Step(_(says), "rules")


def part(votes: str) -> str:
    """Votes of a count in stages: whole, or with two decimals, cut."""
    whole = Fraction(votes)
    return number(int(whole) if whole == int(whole) else int(whole * 100) / 100)
