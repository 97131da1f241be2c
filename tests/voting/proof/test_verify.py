"""The second program: standard library only, catches whatever was touched, and counts as the engine does."""

import ast
import copy
import hashlib
import json
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from civic.__main__ import main
from civic.settings import ROOT
from civic.voting.proof import bundle, tree, verify
from civic.voting.proof.compose import Kind
from civic.voting.tally import rules
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import Marks
from tests.voting.proof.polls import SEED, body, cast, contests, poll, small
from tests.voting.proof.test_bundle import other

SCRIPT = ROOT / "civic" / "voting" / "proof" / "verify.py"
WHO = SigningKey(SEED).verify_key.encode().hex()


def told(composed):
    return "\n".join(verify.contents(copy.deepcopy(composed)))


def refused(composed):
    """Whether the script minds, even where the forger holds the key."""
    with pytest.raises(verify.Disagrees) as problem:
        verify.check(bundle.write(composed, SEED))
    return str(problem.value)


def test_standard_library_only():
    found = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add(node.module.split(".")[0])
        assert not (isinstance(node, ast.Name) and node.id in {"__import__", "eval", "exec", "importlib"})
    assert found <= sys.stdlib_module_names


def test_it_runs_alone(tmp_path):
    """Where nothing of ours is installed: -I sees neither this folder nor the packages of a person, -S no packages."""
    (tmp_path / "verify.py").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "x.bundle").write_bytes(bundle.write(small(), SEED))
    asked = [sys.executable, "-I", "-S", "verify.py", "x.bundle"]
    done = subprocess.run([*asked, "--key", WHO], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert poll().rules_hash in done.stdout and "Counted again from the ballots: the same." in done.stdout


def test_civic_verify(tmp_path, capsys):
    path = tmp_path / "x.bundle"
    assert main(["verify", str(path)]) == 2
    path.write_bytes(bundle.write(small(Kind.PUBLIC), SEED))
    assert main(["verify", str(path), "--key", WHO.upper()]) == 0
    out = capsys.readouterr().out
    assert "NOT COUNTED AGAIN" in out and "Winners: Idea 1 (p1)" in out
    assert main(["verify", str(path), "--key", "00" * 32]) == 1
    assert "another key" in capsys.readouterr().err
    path.write_bytes(path.read_bytes() + b"\n")
    assert main(["verify", str(path)]) == 1


@pytest.mark.parametrize("arguments", [[], [""], ["x", "y"], ["x", "--key"]])
def test_how_to_ask(arguments, capsys):
    assert verify.main(arguments) == 2
    assert "--key" in capsys.readouterr().err


def test_every_byte_mutated_is_caught():
    raw = bundle.write(small(), SEED)
    assert verify.check(raw)
    for at in range(len(raw)):
        broken = bytearray(raw)
        broken[at] ^= 1
        with pytest.raises(verify.Disagrees):
            verify.check(bytes(broken))


def test_a_forged_signature():
    """A bundle made anew with another key is whole in itself: only the published key tells."""
    forged = bundle.write(small(), bytes(32))
    assert verify.check(forged)
    with pytest.raises(verify.Disagrees, match="another key"):
        verify.check(forged, WHO)


@settings(max_examples=8, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_ed25519_as_the_library_has_it(seed, message, bit):
    key = SigningKey(seed)
    public, signature = key.verify_key.encode(), key.sign(message).signature
    assert verify.ed25519(public, message, signature)
    flipped = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not verify.ed25519(public, message, flipped)
    assert not verify.ed25519(public, message + b"!", signature)
    more = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.ed25519(public, message, signature[:32] + more.to_bytes(32, "little"))


def test_keys_that_would_sign_anything():
    """Of small order: with R the neutral point and S 0 the equation holds for every message, or one in eight."""
    neutral = (1).to_bytes(32, "little")
    assert not verify.ed25519(neutral, b"anything", neutral + bytes(32))
    assert not any(verify.ed25519(bytes(32), b"%d" % each, neutral + bytes(32)) for each in range(16))
    assert not verify.ed25519((2**255 - 1).to_bytes(32, "little"), b"", bytes(64))


def rooted(composed):
    """The root made to fit, as a forger would."""
    composed["root"] = tree.root([bytes.fromhex(leaf) for leaf in composed["leaves"]]).hex()


def more(composed, part, by=1):
    composed["result"][part] += by


def unsaid(composed):
    for part in ("blanks", "unreadable", "rounds"):
        del composed["result"][part]


EXTRA = hashlib.sha256(b"stuffed").hexdigest()
FORGERIES = [
    # a leaf dropped, added, changed, put elsewhere
    (lambda b: b["leaves"].pop(), "leaves"),
    (lambda b: (b["leaves"].pop(), rooted(b)), "4 leaves; 4 ballots"),
    (lambda b: (b["leaves"].append(EXTRA), b["leaves"].sort(), rooted(b)), "6 leaves"),
    (lambda b: (b["leaves"].__setitem__(0, EXTRA), b["leaves"].sort()), "this root"),
    (lambda b: (b["leaves"].reverse(), rooted(b)), "not in order"),
    (lambda b: (b["leaves"].__setitem__(0, b["leaves"][1]), rooted(b)), "there twice"),
    # a ballot dropped, added, changed, put elsewhere
    (lambda b: b["ballots"].pop(), "as many ballots"),
    (lambda b: b["ballots"].append([1, [2]]), "as many ballots"),
    (lambda b: (b["ballots"].append([1, [2]]), more(b, "chose")), "5 leaves"),
    (lambda b: b["ballots"].__setitem__(1, [1, [0, 1]]), "totals"),
    (lambda b: b["ballots"].__setitem__(3, [1, [2, 1]]), "not allow"),
    (lambda b: b["ballots"].__setitem__(3, [1, [1, 3]]), "beside the options"),
    (lambda b: b["ballots"].__setitem__(1, [1, [False]]), "beside the options"),
    (lambda b: b["ballots"].reverse(), "order"),
    (lambda b: b["ballots"].__setitem__(0, [0, []]), "nobody cast"),
    (lambda b: b["ballots"].__setitem__(0, [1, {}]), "no list"),
    (lambda b: b["ballots"].insert(0, [1, []]), "two lines"),
    # a wrong total, winner, tie, number
    (lambda b: b["result"]["totals"].update(p0=2), "totals"),
    (lambda b: b["result"]["totals"].update(p9=0), "totals"),
    (lambda b: b["result"].update(winners=["p0"]), "winners"),
    (lambda b: b["result"].update(winners=[]), "winners"),
    (lambda b: b["result"].update(winners=["p9"]), "odd winners"),
    (lambda b: b["result"].update(winners=["p1", "p1"]), "odd winners"),
    (lambda b: b["result"].update(ties=[{"by": "lot"}]), "ties"),
    (lambda b: b["result"].update(rounds=[{"kind": "totals"}]), "rounds"),
    (lambda b: (more(b, "blanks"), more(b, "chose", -1)), "differ"),
    (lambda b: (more(b, "blanks", -1), more(b, "unreadable")), "as many ballots"),
    (lambda b: (more(b, "blanks", 5), more(b, "unreadable", -5)), "below nothing"),
    (lambda b: b["result"].update(more=1), "parts"),
    (lambda b: b["result"].pop("rounds"), "parts"),
    (lambda b: unsaid(b), "missing"),
    # other rules than those of the manifest; a bundle that is another
    (lambda b: b.update(rule="approval;max=1;ties=lot"), "more in it"),
    (lambda b: b["manifest"].update(rule="approval;max=0;ties=lot"), "choices"),
    (lambda b: b["manifest"].update(rule="approval;max=1;ties=lot"), "not allow"),
    (lambda b: b["manifest"].update(seats=2), "winners"),
    (lambda b: b["manifest"].update(seats="1"), "number"),
    (lambda b: b["manifest"]["options"].append(b["manifest"]["options"][0]), "options"),
    (lambda b: b.update(kind="public"), "not for the public"),
    (lambda b: b.update(kind="none"), "no such kind"),
    (lambda b: b.update(ballots=None), "holds the ballots"),
    (lambda b: b.update(leaves=None), "go together"),
    (lambda b: b.update(leaves=None, ballots=None), "go together"),
    (lambda b: b["result"].update(told="totals"), "no such way"),
    (lambda b: (b["result"].update(told="totals"), b.update(kind="public")), "go together"),
    (lambda b: (b["result"].update(told="totals"), b.update(kind="public", leaves=None)), "should not be told"),
    (lambda b: (b["result"].update(told="totals"), b.update(kind="public", leaves=None), unsaid(b)), "only totals"),
    (lambda b: b["result"].update(told="decision"), "only the decision"),
]


@pytest.mark.parametrize(("forge", "why"), FORGERIES, ids=map(str, range(len(FORGERIES))))
def test_a_forger_with_the_key(forge, why, monkeypatch):
    """What is signed well and yet does not hold together."""
    monkeypatch.setattr(verify, "ed25519", lambda *_signed: True)
    composed = small()
    forge(composed)
    said = refused(composed)
    assert why in said


@settings(max_examples=60, deadline=None)
@given(contests(most_ballots=60), st.sampled_from(Kind))
def test_it_counts_as_the_engine_does(contest, kind):
    composed = body(kind, *contest)
    again = {"decision": "NOT COUNTED AGAIN", "totals": "from the totals"}.get(composed["result"]["told"])
    again = again or ("from the ballots" if composed["ballots"] is not None else "from the totals")
    assert again in told(composed)


@settings(max_examples=60, deadline=None)
@given(contests(most_ballots=60), st.data())
def test_another_winner_is_caught_from_the_totals_alone(contest, data):
    """Whoever else is named, and whichever tie is left out."""
    manifest, ballots = contest
    composed = body(Kind.PUBLIC, manifest, [*ballots, *cast(manifest, *[{0}] * 50)])
    assert "from the totals" in told(composed)
    ids = list(manifest.ids)
    composed["result"]["winners"] = data.draw(
        st.lists(st.sampled_from(ids), unique=True).filter(lambda some: some != composed["result"]["winners"])
    )
    with pytest.raises(verify.Disagrees):
        told(composed)


def test_totals_that_these_ballots_cannot_give():
    manifest = poll(2, "choose_one;ties=lot")
    for totals in ({"p0": 51, "p1": 0}, {"p0": 49, "p1": 0}, {"p0": 49, "p1": 2}, {"p0": 51, "p1": -1}):
        composed = body(Kind.PUBLIC, manifest, cast(manifest, *[{0}] * 50))
        composed["result"]["totals"] = totals
        with pytest.raises(verify.Disagrees):
            told(composed)


TIES = st.sampled_from([("lot",), ("happy>", "lot"), ("sad<", "happy>", "id"), ("happy>", "sad<", "number")])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(-1, 2)] * 3), max_size=6),
    st.sampled_from([0, 60]),
    TIES,
    st.sampled_from(Kind),
)
def test_smileys_as_the_engine_does(ballots, more, ties, kind):
    faces = np.array([*ballots, *[(1, 1, 2)] * more], np.int8).reshape(-1, 3).T
    composed = other(rules.Smileys(ties), Contest(("p0", "p1", "p2"), faces), kind)
    assert (composed["result"]["told"] == "decision") is ("NOT COUNTED" in told(composed))
    if kind is Kind.WITNESS:
        composed["result"]["rounds"][0]["happy"]["p1"] += 1
        with pytest.raises(verify.Disagrees):
            told(composed)


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(*[st.integers(0, 3)] * 3),
    st.sampled_from(["simple", "two_thirds", "absolute"]),
    st.fractions(0, 1, max_denominator=4),
    st.sampled_from([0, 9]),
    st.sampled_from(Kind),
)
def test_motions_as_the_engine_does(votes, majority, quorum, times, kind):
    """Of few votes, and of ten times as many, which the public sees as totals."""
    marks = Marks.of(3, [[0], [1], [2]], [each * (times + 1) for each in votes])
    contest = Contest(("yes", "no", "abstain"), marks, entitled=100)
    composed = other(rules.Motion(majority, Fraction(quorum)), contest, kind)
    assert (composed["result"]["told"] == "decision") is ("NOT COUNTED" in told(composed))
    if composed["result"]["told"] != "decision":
        composed["result"]["rounds"][0]["carried"] ^= True
        with pytest.raises(verify.Disagrees):
            told(composed)


def test_a_quorum_that_is_no_number():
    composed = other(rules.Motion(), Contest(("yes", "no", "abstain"), Marks.of(3, [[0]]), entitled=100))
    composed["manifest"]["rule"] = "motion;majority=simple;quorum=1/0"
    assert "Fraction(1, 0)" in refused(composed)


def test_what_is_told_cannot_steer_the_terminal(tmp_path, capsys):
    composed = small()
    composed["manifest"]["question"] = "\x1b[2J\rEverything agrees.\u202e\n"
    (tmp_path / "x.bundle").write_bytes(bundle.write(composed, SEED))
    assert verify.main([str(tmp_path / "x.bundle")]) == 0
    assert "Question: ·[2J·Everything agrees.··\n" in capsys.readouterr().out
    composed["manifest"]["rule"] = "\x1b[2J"
    (tmp_path / "x.bundle").write_bytes(bundle.write(composed, SEED))
    verify.main([str(tmp_path / "x.bundle")])
    assert "\x1b" not in "".join(capsys.readouterr())


def test_the_text_of_a_decimal_number_is_no_bundle():
    composed = small()
    composed["result"]["chose"] = 3.0
    assert "whole number" in refused(composed)
    assert json.loads(json.dumps(composed))
