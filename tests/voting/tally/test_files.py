"""The public formats: a good file is read whole, a broken one is told by its line and why."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.voting.files import BrokenFile, read
from civic.voting.tally.rankings import UNRANKED

PB = """\
META
key;value
budget;100,50
vote_type;approval
num_projects;2
num_votes;3
min_project_score_threshold;2
PROJECTS
project_id;cost;name
a/1;30;"Columpios; y sombra"
b;70.5;Libros
VOTES
voter_id;vote;age
1;a/1,b;9
2;b;8
3;;7
"""

BLT = """\
3 2
-2
4 1 3 0
2 3=2 1 0 # two alike
1 0
0
"Lupita ""Lu"" (B)"
Nicolás
"Mateo"
Una calle
"""

SOI = """\
# TITLE: Nombre del gato
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 6
# ALTERNATIVE NAME 1: Michi
# ALTERNATIVE NAME 3: Pelusa
4: 3,1
2: 2,{1,3}
"""

CAT = """\
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 5
# NUMBER CATEGORIES: 2
2: {1,3},2
1: {},{1,2,3}
2: 2,{1,3}
"""

CSV = """\
count,rank1,rank2,rank3
5,Ana,undervote,"Bo, el perro"
2,overvote,Ana
1,"Bo, el perro",Ana,Ana
1,,Cata,overvote
"""


def put(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def held(marks):
    rows = [marks.marks[start:end].tolist() for start, end in zip(marks.starts, marks.starts[1:], strict=False)]
    return list(zip(rows, marks.weights.tolist(), strict=True))


def ranks(rankings):
    columns = [[None if rank == UNRANKED else rank for rank in column] for column in rankings.ranks.T.tolist()]
    return list(zip(columns, rankings.weights.tolist(), strict=True))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_pabulib(tmp_path, ends):
    contest = read(put(tmp_path, "x.pb", PB.replace("\n", ends)))
    assert (contest.ids, contest.names) == (("a/1", "b"), ("Columpios; y sombra", "Libros"))
    assert held(contest.ballots) == [([0, 1], 1), ([1], 1), ([], 1)]
    purse = contest.purse
    assert (purse.costs, purse.budget, purse.scores, purse.least) == ((30, Fraction(141, 2)), Fraction(201, 2), None, 2)


def test_points_of_cumulative_and_ordinal_ballots(tmp_path):
    points = PB.replace("approval", "cumulative").replace("vote;age", "vote;points")
    points = points.replace("a/1,b;9", "a/1,b;3,1").replace("2;b;8", "2;b;5").replace("3;;7", "3;;")
    assert read(put(tmp_path, "x.pb", points)).purse.scores == (3, 6)
    ordinal = PB.replace("approval", "ordinal\nmax_length;4")
    assert read(put(tmp_path, "x.pb", ordinal)).purse.scores == (4, 3 + 4)


def test_blt(tmp_path):
    contest = read(put(tmp_path, "x.blt", BLT))
    assert (contest.ids, contest.seats, contest.withdrawn) == (("1", "2", "3"), 2, {1})
    assert contest.names == ('Lupita "Lu" (B)', "Nicolás", "Mateo")
    assert ranks(contest.ballots) == [([1, None, 2], 4), ([2, 1, 1], 2), ([None] * 3, 1)]


def test_blt_comments(tmp_path):
    """Anywhere before the lone 0; behind it they are names."""
    said = BLT.replace("3 2\n", "# candidates, seats\n3 2 # a small council\n").replace("-2\n", "-2 # left\n  # the ballots\n")
    said = said.replace("\n0\n", "\n0 # no more\n").replace("Nicolás", "Nicolás # 2")
    contest, plain = (read(put(tmp_path, "x.blt", text)) for text in (said, BLT))
    assert (contest.seats, contest.withdrawn, contest.names[1]) == (2, {1}, "Nicolás # 2")
    assert ranks(contest.ballots) == ranks(plain.ballots)


@pytest.mark.parametrize("end", ["\u2028", "\x85", "\x0c", "\x1d"])
def test_only_a_line_feed_ends_a_line(tmp_path, end):
    """Whatever else Unicode takes for the end of a line may stand in a name, and moves no other name to its place."""
    assert read(put(tmp_path, "x.blt", BLT.replace("Nicolás", f"Ni{end}colás"))).names[1:] == (f"Ni{end}colás", "Mateo")
    assert read(put(tmp_path, "x.soi", SOI.replace("Michi", f"Mi{end}chi"))).names[0] == f"Mi{end}chi"
    with pytest.raises(BrokenFile) as broken:
        read(put(tmp_path, "x.soi", SOI.replace("del gato", f"del{end}gato").replace("4: 3,1", "4: 3,4")))
    assert broken.value.line == 6


def test_preflib_orders(tmp_path):
    for name in ("x.soi", "x.toi"):
        contest = read(put(tmp_path, name, SOI))
        assert (contest.ids, contest.names) == (("1", "2", "3"), ("Michi", "2", "Pelusa"))
        assert ranks(contest.ballots) == [([2, None, 1], 4), ([2, 1, 2], 2)]


def test_preflib_categories(tmp_path):
    assert held(read(put(tmp_path, "x.cat", CAT)).ballots) == [([0, 2], 2), ([], 1), ([1], 2)]


def test_records_of_ranked_ballots(tmp_path):
    contest = read(put(tmp_path, "x.csv", CSV))
    assert contest.ids == ("Ana", "Bo, el perro", "Cata")
    assert ranks(contest.ballots) == [([1, 2, None], 5), ([None] * 3, 2), ([2, 1, None], 1), ([None, None, 1], 1)]


BROKEN = [
    # file, what is changed, into what, line, why
    ("x.pb", "META\n", "", 1, "begin with META"),
    ("x.pb", "key;value", "key;worth", 2, "no column value"),
    ("x.pb", "100,50", "a lot", 3, "the budget should be a number"),
    ("x.pb", "100,50", "0", 3, "the budget should be above 0"),
    ("x.pb", "budget;100,50\n", "", None, "META has no budget"),
    ("x.pb", "approval", "shouting", 4, "no such vote_type"),
    ("x.pb", "num_projects;2", "num_projects;3", 5, "PROJECTS has 2 rows"),
    ("x.pb", "num_votes;3", "num_votes;4", 6, "VOTES has 3 rows"),
    ("x.pb", "threshold;2", "threshold;two", 7, "the threshold should be a number"),
    ("x.pb", "cost;name", "price;name", 9, "no column cost"),
    ("x.pb", "a/1;30", "a/1;0", 10, "the cost should be above 0"),
    ("x.pb", "a/1;30", "a/1;-30", 10, "the cost should be a number"),
    ("x.pb", "a/1;30", ";30", 10, "without an id"),
    ("x.pb", "b;70.5", "a/1;70.5", 11, "comes twice"),
    ("x.pb", "VOTES\nvoter_id;vote;age\n", "", None, "no section VOTES"),
    ("x.pb", "2;b;8", "2;c;8", 15, "no project has the id 'c'"),
    ("x.pb", "a/1,b;9", "b,b;9", 14, "twice on one ballot"),
    ("x.pb", "2;b;8", "2", 15, "1 fields"),
    ("x.pb", 'sombra"', "sombra", 10, "quotes"),
    ("x.pb", "approval", "cumulative", 14, "2 projects, and 0 points"),
    ("x.pb", "approval", "ordinal\nmax_length;1", 15, "max_length is 1"),
    ("x.pb", "100,50", "100,500", 3, "the budget should be a number"),
    ("x.pb", "budget;100,50", "budget;100\nbudget;200", 4, "budget comes twice, and not alike"),
    ("x.pb", "2;b;8", "1;b;8", 15, "voter '1' comes twice"),
    ("x.pb", PB[PB.index("num_votes") :], PB[PB.index("min_project") : PB.index("1;a/1")], None, "no ballots: only sums"),
    ("x.pb", '"Columpios; y sombra"', '"Columpios" y sombra', 10, "quotes that do not match"),
    ("x.blt", "3 2\n", "3\n", 1, "candidates and seats"),
    ("x.blt", "3 2\n", "# 4 2\n3\n", 2, "candidates and seats"),
    ("x.blt", "-2\n", "-4\n", 2, "no candidate 4"),
    ("x.blt", "4 1 3 0", "4 1 3", 3, "0 at the end"),
    ("x.blt", "4 1 3 0", "4 1 9 0", 3, "no candidate 9"),
    ("x.blt", "4 1 3 0", "4 1 1 0", 3, "twice on one ballot"),
    ("x.blt", "4 1 3 0", "0 1 3 0", 3, "the weight should be a whole number from 1"),
    ("x.blt", "4 1 3 0", "4.5 1 3 0", 3, "the weight should be a whole number"),
    ("x.blt", "1 0\n0\n", "1 0\n", 6, "0 at the end"),
    ("x.blt", '"Mateo"\nUna calle\n', "", None, "3 candidates, and 2 names"),
    ("x.soi", "# NUMBER ALTERNATIVES: 3\n", "", 5, "NUMBER ALTERNATIVES"),
    ("x.soi", "4: 3,1", "4 3,1", 6, "a count, a colon, and an order"),
    ("x.soi", "4: 3,1", "4: 3,,1", 6, "a count, a colon, and an order"),
    ("x.soi", "4: 3,1", "4: 3,{1", 6, "a count, a colon, and an order"),
    ("x.soi", "4: 3,1", "four: 3,1", 6, "the count should be a whole number"),
    ("x.soi", "4: 3,1", "4: 3,4", 6, "no alternative 4"),
    ("x.soi", "4: 3,1", "4: 3,3", 6, "alternative 3 twice"),
    ("x.soi", "VOTERS: 6", "VOTERS: 7", 3, "the lines hold 6"),
    ("x.soi", "# NUMBER VOTERS: 6\n", "", None, "none # NUMBER VOTERS"),
    ("x.soi", "# TITLE", "# NUMBER UNIQUE ORDERS: 3\n# TITLE", 1, "UNIQUE ORDERS is 3, and there are 2"),
    ("x.soi", "NAME 3", "NAME 1", 5, "ALTERNATIVE NAME 1 comes twice"),
    ("x.soi", "VOTERS: 6", "VOTERS: 6\n# NUMBER VOTERS: 6", 4, "NUMBER VOTERS comes twice"),
    ("x.soi", "ALTERNATIVES: 3", "ALTERNATIVES: 200", None, "1 to 126 options"),
    ("x.soi", "4: 3,1", "1000000000000000000: 3,1", 6, "the count should be a whole number"),
    ("x.cat", "ALTERNATIVES: 3", "ALTERNATIVES: 900000000", 1, "from 1 to 10,000"),
    ("x.pb", "budget;100,50", "budget;1" + 400 * "0", 3, "the budget should be a number"),
    ("x.csv", "5,Ana", "900000000000,Ana", None, "too many to be counted exactly"),
    ("x.cat", "2: {1,3},2", "2: {1,5},2", 4, "no alternative 5"),
    ("x.csv", "count,rank1", "rank1,count", 1, "begin with count,rank1"),
    ("x.csv", "5,Ana", "five,Ana", 2, "the count should be a whole number"),
    ("x.csv", "2,overvote,Ana", "2,overvote,Ana,Bo,Cata", 3, "5 fields"),
    ("x.csv", '2,overvote,Ana', '2,overvote,"Ana', 3, "quotes that do not match"),
    ("x.csv", CSV.partition("\n")[2], "4,,\n", None, "1 to 126 options, not 0"),
]
GOOD = {"x.pb": PB, "x.blt": BLT, "x.soi": SOI, "x.cat": CAT, "x.csv": CSV}


@pytest.mark.parametrize(("name", "old", "new", "line", "why"), BROKEN)
def test_a_broken_file_says_which_line_and_why(tmp_path, name, old, new, line, why):
    assert old in GOOD[name]
    with pytest.raises(BrokenFile) as broken:
        read(put(tmp_path, name, GOOD[name].replace(old, new, 1)))
    assert (broken.value.line, why in broken.value.why) == (line, True), broken.value
    assert str(broken.value).startswith(f"{name}, line {line}: " if line else f"{name}: ")


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_short_is_never_read_as_another_election(tmp_path, name):
    """Cut at any place it is broken, or says the same: a lost end of a number or a name would go unseen."""
    whole = GOOD[name]
    good = read(put(tmp_path, name, whole))
    for end in range(len(whole)):
        try:
            cut = read(put(tmp_path, name, whole[:end]))
        except BrokenFile:
            continue
        if name != "x.csv":  # its format does not say how many ballots there are
            assert cut.ballots.ballots == good.ballots.ballots


def test_what_is_not_there_or_no_text(tmp_path):
    for name, why in (("x.pb", "No such file"), ("x.txt", "an election is a file in .pb .blt")):
        with pytest.raises(BrokenFile, match=why):
            read(tmp_path / name)
    (tmp_path / "x.pb").write_bytes(b"META\nkey;value\nunit;Poz\xf1an\n")
    with pytest.raises(BrokenFile, match="line 3: not UTF-8"):
        read(tmp_path / "x.pb")


@pytest.mark.parametrize("name", GOOD)
@given(data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_to_a_file_it_is_read_or_told_to_be_broken(tmp_path, name, data):
    text = GOOD[name]
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 12))
    put_in = data.draw(st.text('0123456789-,;:{}"=#.\n\r\x00 ab', max_size=6))
    try:
        read(put(tmp_path, name, text[:at] + put_in + text[at + gone :]))
    except BrokenFile as broken:
        assert broken.why
