"""Every known outcome of a real ranked election by its named rule; and real approval ballots."""

import csv
from dataclasses import replace
from itertools import permutations

import pytest

from civic.voting.tally import count, pairwise
from civic.voting.tally.named import find_rule
from civic.voting.tally.piles import WHOLE
from civic.voting.tally.rules import InstantRunoff
from civic.voting.tally.stv import Stage
from tests.elections.known import FOLDER, OUTCOMES, contest, having, needed

RANKED = having("pairwise")


def counted(file, name, **how):
    return count(find_rule(name, contest(file)), contest(file), **how)


def ids(file, options):
    return [int(contest(file).ids[option]) for option in options]


def test_the_elections_are_there():
    needed()
    assert (len(RANKED), len(having("scottish_stv")), len(having("approvals"))) == (49, 38, 3)


@pytest.mark.parametrize("file", RANKED)
def test_the_file_is_read_as_others_read_it(file):
    known, there = OUTCOMES[file], contest(file)
    assert there.ballots.ballots == known["ballots"]
    assert list(there.ids) == list(known["candidates"])
    assert there.seats == known.get("seats")
    found = pairwise.matrix(there.ballots)
    told = {one: {other: found[a][b] for b, other in enumerate(there.ids) if a != b} for a, one in enumerate(there.ids)}
    assert told == known["pairwise"]


@pytest.mark.parametrize("rule", ["schulze_winning_votes", "schulze_margins"])
@pytest.mark.parametrize("file", RANKED)
def test_schulze(file, rule):
    """All the unbeaten; asked for one, the rule takes one of them."""
    known = OUTCOMES[file][rule]["winners"]
    assert ids(file, counted(file, rule).winners) == known
    one = count(find_rule(rule, contest(file), ties="id"), contest(file))
    assert ids(file, one.winners)[0] in known
    assert len(one.winners) == 1
    if condorcet := OUTCOMES[file]["condorcet_winner"]:
        assert known == [condorcet]


@pytest.mark.parametrize("file", RANKED)
def test_instant_runoff(file):
    known, result = OUTCOMES[file]["irv_single_seat"], counted(file, "irv_single_seat")
    assert ids(file, result.winners) == [known["winner"]]
    assert dict(zip(contest(file).ids, result.rounds[0].votes, strict=True)) == known["first_round"]
    assert bool(result.ties) == known["last_place_tie_seen"]
    assert len(result.rounds) == known.get("rounds", len(result.rounds))
    assert result.ballots - result.blanks == known.get("ballots_used", OUTCOMES[file]["ballots"])


@pytest.mark.parametrize("file", having("scottish_stv"))
def test_scottish_wards(file):
    known, result = OUTCOMES[file]["scottish_stv"], counted(file, "scottish_stv")
    assert sorted(ids(file, result.winners)) == known["winners"]
    assert f"{result.rounds[0].quota}.00000" == known["quota"]
    assert any(tie.by != "stage" and tie.decisive for tie in result.ties) == known["lot_needed"]
    for stage in result.rounds[1:]:
        assert isinstance(stage, Stage)
        assert sum(stage.votes) + stage.lost == result.rounds[0].valid * WHOLE
        assert min(*stage.votes, stage.lost) >= 0


@pytest.mark.parametrize("file", having("scottish_stv"))
def test_caps_wider_than_the_outcome_change_nothing(file):
    """As many seats for each half of the candidates as it won: guard and doom have nothing to do but agree."""
    there, plain = contest(file), counted(file, "scottish_stv")
    groups = ["even" if option % 2 else "odd" for option in range(len(there.ids))]
    caps = tuple(sorted({group: len(groups) for group in groups}.items()))
    rule = replace(find_rule("scottish_stv", there), caps=caps)
    result = count(rule, replace(there, groups=groups))
    assert result.winners == plain.winners
    assert not result.rounds[-1].changed
    assert result.rounds[:-1] == plain.rounds


PUBLISHED = [file for file in having("published_winner") if OUTCOMES[file]["published_winner"]]


@pytest.mark.parametrize("file", PUBLISHED)
def test_who_was_really_elected(file):
    known = OUTCOMES[file]
    assert known.get("published_winner_matches_this_file", True)
    rule = "schulze_winning_votes" if "debian" in known.get("title", "").lower() else "irv_single_seat"
    winner = contest(file).names[counted(file, rule).winners[0]]
    assert winner.lower() == known["published_winner"].lower()


@pytest.mark.parametrize("file", having("expected_elected_in_order"))
def test_records_of_cities(file):
    """The one whom the report of the city's own program elects, where the last are equal by one order of them (there
    by chance); first rounds within the ballots on which its rules differ (two skipped ranks end a ballot there)."""
    known, result, there = OUTCOMES[file], counted(file, "irv_single_seat"), contest(file)
    assert there.ballots.ballots == known["ballots"]
    winners = {there.ids[result.winners[0]]}
    if result.ties:
        orders = permutations(range(len(there.ids)))
        winners = {there.ids[count(InstantRunoff(), there, lot=order).winners[0]] for order in orders}
    assert known["expected_elected_in_order"][0][1] in winners
    skipped = int(known["expected_rounds"][-1]["inactive"]["skippedRankings"])
    first = {name.replace("Undeclared Write-ins", "UWI"): int(votes)
             for name, votes in known["expected_rounds"][0]["tally"].items()}  # fmt: skip
    ours = dict(zip(contest(file).ids, result.rounds[0].votes, strict=True))
    assert sum(abs(ours.get(name, 0) - votes) for name, votes in first.items()) <= skipped


def test_portland_s_three_seats():
    """The city counts by another single transferable vote; here both elect the same three."""
    needed()
    file = "rcv/portland_2024_d1.csv"
    result = counted(file, "scottish_stv", seats=3)
    assert result.ballots == OUTCOMES[file]["ballots"]
    assert {contest(file).ids[option] for option in result.winners} == set(OUTCOMES[file]["published_winners"])
    with (FOLDER / file).open(newline="", encoding="utf-8") as records:
        assert sum(int(row["count"]) for row in csv.DictReader(records)) == result.ballots


@pytest.mark.parametrize("file", having("approvals"))
def test_approval_ballots(file):
    known = OUTCOMES[file]
    result = counted(file, "approval", seats=len(known["order"]))
    assert dict(zip(contest(file).ids, result.totals, strict=True)) == known["approvals"]
    assert dict(zip(contest(file).ids, contest(file).names, strict=True)) == known["names"]
    totals = [known["approvals"][contest(file).ids[option]] for option in result.winners]
    assert totals == [known["approvals"][id] for id in known["order"]]
    assert result.ballots == known["ballots"]
