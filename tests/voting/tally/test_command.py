"""`civic tally`, as people and programs use it."""

import json
import os
import subprocess
import sys

import pytest

from civic.__main__ import main
from civic.settings import ROOT
from civic.voting import lots
from tests.voting.tally.test_files import BLT, CSV, PB, SOI, put

CAPS = "ranked/stv;law=ssi_2007_42;caps=g:1;ties=stage,id"
TIE = PB.replace("2;b;8", "2;a/1;8").replace("3;;7", "3;b;7")


@pytest.fixture
def tally(tmp_path, capsys):
    def ask(name, text, *asked):
        code = main(["tally", str(put(tmp_path, name, text)), *asked])
        out, err = capsys.readouterr()
        return code, out, err

    return ask


def test_json(tally):
    code, out, _err = tally("x.pb", PB, "--rule", "mes_cost_add1_then_greedy_votes", "--json")
    told = json.loads(out)
    assert (code, set(told)) == (0, {"rule", "winners", "ties", "rounds"})
    assert told["rule"] == "pb/mes;util=cost;money=exact;complete=add1(step=1,stop=overspend)+greedy(least=0);ties=id"
    assert told["winners"] == ["b", "a/1"]
    assert told["rounds"][1] == {
        "kind": "shared", "option": "b", "price": "141/4", "friends": 2, "broke": 0, "cost": "141/2", "left": 30,
    }  # fmt: skip


def test_a_canonical_string_and_the_step(tally):
    rule = "pb/mes;util=cost;money=exact;complete=add1(step=1,stop=overspend);ties=cost<,votes>,id"
    told = json.loads(tally("x.pb", PB, "--rule", rule, "--step", "0.5", "--json")[1])
    assert told["rule"] == rule.replace("step=1,", "step=1/2,")


@pytest.mark.parametrize(
    ("ties", "winner"), [(("id",), "a/1"), (("cost-votes-id",), "a/1"), (("lot", "--lot-seed", "6 2 5"), None)]
)
def test_ties(tally, ties, winner):
    """Both have two votes, and only one fits. The lot is the published one, of this seed and this file's name."""
    told = json.loads(tally("x.pb", TIE, "--rule", "greedy_votes", "--json", "--ties", *ties)[1])
    winner = winner or lots.order("6 2 5", "x.pb", ["a/1", "b"])[0]
    assert told["winners"][0] == winner
    assert told["ties"][0] == {
        "round": 1, "options": [winner, "b" if winner == "a/1" else "a/1"], "elected": told["ties"][0]["elected"],
        "by": {"id": "id", "cost-votes-id": "cost<", "lot": "lot"}[ties[0]],
        "decisive": told["ties"][0]["elected"] < 2,
    }  # fmt: skip


def test_the_seats_of_the_file_or_of_the_one_who_asks(tally):
    assert tally("x.blt", BLT, "--rule", "scottish_stv")[1].split() == ["1", "3"]
    assert tally("x.blt", BLT, "--rule", "scottish_stv", "--seats", "1")[1].split() == ["1"]
    assert tally("x.csv", CSV, "--rule", "irv_single_seat")[1].strip() == "Ana"
    assert tally("x.soi", SOI, "--rule", "schulze_winning_votes")[1].strip() == "3"


def test_nobody_elected_is_no_line(tally):
    """An empty line would be an option without an id to who reads the lines."""
    nobody = PB.replace("1;a/1,b", "1;").replace("2;b", "2;")
    assert tally("x.pb", nobody, "--rule", "mes_cost")[:2] == (0, "")
    assert tally("x.pb", PB, "--rule", "mes_cost_add1")[:2] == (0, "b\na/1\n")


def test_a_reader_who_has_seen_enough_ends_it_quietly(tmp_path):
    """`| head`: no traceback, whether the story fills the pipe or waits for its end."""
    file = put(tmp_path, "x.pb", PB)
    for rule in ("mes_cost_add1", "greedy_votes"):
        here, there = os.pipe()
        os.close(here)
        asked = [sys.executable, "-m", "civic", "tally", str(file), "--rule", rule, "--explain"]
        ended = subprocess.run(asked, stdout=there, stderr=subprocess.PIPE, cwd=ROOT, check=False)
        os.close(there)
        assert (ended.returncode, ended.stderr) == (141, b"")


def test_the_ways_to_end_ties_keep_what_belongs_to_the_method(tally):
    told = json.loads(tally("x.blt", BLT, "--rule", "scottish_stv", "--ties", "id", "--json")[1])
    assert told["rule"].endswith("ties=stage,id")
    assert told["rounds"][1]["votes"] == {"1": "4.00000", "2": "0.00000", "3": "2.00000"}


@pytest.mark.parametrize("rule", ["mes_cost_add1", "phragmen", "greedy_score_stop", "approval"])
def test_the_story(tally, rule):
    code, out, _err = tally("x.pb", PB, "--rule", rule, "--explain")
    assert (code, "Libros (b)" in out, out.strip().splitlines()[-1][:8]) == (0, True, "Winners:")


@pytest.mark.parametrize("rule", ["scottish_stv", "irv_single_seat", "schulze_margins"])
def test_the_story_of_ranks(tally, rule):
    code, out, _err = tally("x.blt", BLT, "--rule", rule, "--explain")
    assert (code, "Mateo (3)" in out, out.strip().splitlines()[-1][:8]) == (0, True, "Winners:")


@pytest.mark.parametrize(
    ("name", "text", "asked", "why"),
    [
        ("x.pb", PB.replace("2;b;8", "2;c;8"), ["--rule", "phragmen"], "x.pb, line 15: no project has the id 'c'"),
        ("x.pb", PB, ["--rule", "mes"], "no rule 'mes'; the names are"),
        ("x.pb", PB, ["--rule", "approval;max=9"], "no such rule"),
        ("x.pb", PB, ["--rule", "scottish_stv"], "this rule needs ranked ballots"),
        ("x.blt", BLT, ["--rule", "mes_cost_add1"], "this rule needs ballots with ticks"),
        ("x.blt", BLT, ["--rule", "irv_single_seat", "--ties", "cost-votes-id"], "cannot break ties by"),
        ("x.pb", PB, ["--rule", "greedy_votes", "--ties", "lot"], "--lot-seed"),
        ("x.pb", PB, ["--rule", "greedy_votes", "--step", "5"], "has no step"),
        ("x.pb", PB, ["--rule", "mes_cost_add1", "--step", "0"], "the step should be above 0"),
        ("x.blt", BLT, ["--rule", "scottish_stv", "--seats", "0"], "seats are 1 or more"),
        ("x.blt", BLT, ["--rule", "irv_single_seat", "--seats", "2"], "does not fill seats"),
        ("x.pb", PB, ["--rule", "mes_cost", "--seats", "2"], "does not fill seats"),
        ("x.pb", PB, ["--rule", "choose_one"], "a ballot with 2 marks, and this rule allows 1"),
        ("x.blt", BLT, ["--rule", CAPS], "who belongs to which group"),
    ],
)
def test_what_it_cannot_do_it_says_and_ends_with_2(tally, name, text, asked, why):
    code, out, err = tally(name, text, *asked)
    assert (code, out, why in err) == (2, "", True), err
