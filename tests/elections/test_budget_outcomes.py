"""Every known outcome of a real budget by its named rule, in the order of ids; and what the cities decided."""

from dataclasses import replace
from fractions import Fraction

import pytest

from civic.voting.tally import count
from civic.voting.tally.named import find_rule
from tests.elections.known import OUTCOMES, contest, having, needed, results

BUDGETS = having("budget")
#: The legend: these are Pabulib's own names of what the cities say they did.
OFFICIAL = {
    "greedy": "greedy_score_skip",
    "greedy-threshold": "greedy_score_skip",
    "greedy-exclusive": "greedy_score_skip",
    "greedy-no-skip": "greedy_score_stop",
    "greedy-custom": "greedy_score_stop",
    "equalshares/add1": "mes_cost_add1",
}


def ids(file, options):
    return sorted(contest(file).ids[option] for option in options)


def cost(file, options):
    return sum(contest(file).purse.costs[option] for option in options)


def test_the_elections_are_there():
    needed()
    assert len(OUTCOMES) == 86
    assert len(results("pb")) == 288


@pytest.mark.parametrize("file", BUDGETS)
def test_the_file_is_read_as_its_library_reads_it(file):
    known, there = OUTCOMES[file], contest(file)
    scores = there.purse.scores or there.ballots.totals
    assert there.purse.budget == Fraction(known["budget"])
    assert dict(zip(there.ids, scores, strict=True)) == known["scores"]
    assert there.ballots.ballots == known.get("num_ballots_counted", known["num_ballots"])
    assert there.purse.least == (None if known["threshold"] is None else Fraction(known["threshold"]))
    if "nonempty_distinct_ballots" in known:
        grouped = there.ballots.grouped()
        assert int((grouped.lengths > 0).sum()) == known["nonempty_distinct_ballots"]
        assert (grouped.ballots, grouped.totals) == (there.ballots.ballots, there.ballots.totals)


@pytest.mark.parametrize(("file", "name"), results("pb"))
def test_the_known_outcome_by_its_named_rule(file, name):
    """The winners, what they cost, and with add1 how often the step was tried and to which endowment."""
    known = OUTCOMES[file]["results"][name]
    rule = find_rule(name, contest(file))
    result = count(rule, contest(file))
    assert ids(file, result.winners) == sorted(known["winners"])
    assert cost(file, result.winners) == Fraction(known["cost"]) <= contest(file).purse.budget
    if "steps" in known:
        begun = result.rounds[0]
        assert begun.tried == known["steps"]
        assert begun.first + begun.tried * rule.complete[0].step == Fraction(known["final_endowment"])
        assert rule.complete[0].step == OUTCOMES[file]["add1_increment"]


RECOMMENDED = [
    (file, name) for file, name in results("pb") if "recommended_tie_winners" in OUTCOMES[file]["results"][name]
]


@pytest.mark.parametrize(("file", "name"), RECOMMENDED)
def test_with_the_recommended_chain_of_ties(file, name):
    rule = find_rule(name, contest(file), ties="cost-votes-id")
    expected = OUTCOMES[file]["results"][name]["recommended_tie_winners"]
    assert ids(file, count(rule, contest(file)).winners) == sorted(expected)


@pytest.mark.parametrize(("file", "name"), results("pb"))
def test_only_what_depends_on_ties_changes_with_their_order(file, name):
    """Counted again with the ids in reverse: another outcome only where the known results say so."""
    there = contest(file)
    rule = replace(find_rule(name, there), ties=("lot",))
    backwards = [sorted(there.ids, reverse=True).index(id) for id in there.ids]
    result = count(rule, there, lot=backwards)
    known = OUTCOMES[file]["results"]
    depends = known[name].get("depends_on_tie_break") or known[name.removesuffix("_then_greedy_votes")].get(
        "depends_on_tie_break", False
    )
    assert (ids(file, result.winners) != sorted(known[name]["winners"])) == depends


def official(file, backwards=False):
    there = contest(file)
    rule = replace(find_rule(OFFICIAL[OUTCOMES[file]["rule"]], there), ties=("lot",))
    order = sorted(there.ids, reverse=backwards)
    return ids(file, count(rule, there, lot=[order.index(id) for id in there.ids]).winners)


def test_what_the_cities_decided():
    """24 of the 26 greedy files in the order of ids and 2 in its reverse; Assen and Świecie by Equal Shares."""
    needed()
    decided = [file for file in BUDGETS if OUTCOMES[file]["rule"] in OFFICIAL]
    forwards = {file for file in decided if official(file) == sorted(OUTCOMES[file]["official_selected"])}
    backwards = {file for file in decided if official(file, True) == sorted(OUTCOMES[file]["official_selected"])}
    shares = {"pb/Netherlands_Assen_2024.pb", "pb/Poland_Swiecie_2023.pb"}
    greedy = set(decided) - shares
    assert shares <= forwards
    assert (len(greedy & forwards), len(greedy & (backwards - forwards))) == (24, 2), greedy - forwards - backwards


def test_seven_variants_of_equal_shares_are_not_one_rule():
    """Why a poll's rules are a published string: on the ballots of Włochy seven common variants give six outcomes."""
    needed()
    file = "pb/Poland_Warszawa_2024_Wlochy.pb"
    variants = [name for _file, name in results(file.split("/")[0]) if _file == file and name.startswith("mes_")]
    outcomes = {tuple(ids(file, count(find_rule(name, contest(file)), contest(file)).winners)) for name in variants}
    assert (len(variants), len(outcomes)) == (7, 6)


@pytest.mark.parametrize(
    ("file", "without", "with_add1"),
    [
        ("Netherlands_Assen_2024", 61, 77),
        ("Poland_Swiecie_2023", 61, 97),
        ("Poland_Warszawa_2018_rejon_3", 50, 91),
        ("Poland_Warszawa_2017_Grochow_Poludniowy", 50, 99),
    ],
)
def test_without_completion_much_stays_unspent(file, without, with_add1):
    """45 to 74 of 100 are spent without completion, 77 to 99 with add1."""
    needed()
    file = f"pb/{file}.pb"
    for name, expected in (("mes_cost", without), ("mes_cost_add1", with_add1)):
        result = count(find_rule(name, contest(file)), contest(file))
        assert round(100 * cost(file, result.winners) / contest(file).purse.budget) == expected
