"""The bundle: one spelling, one signature, and who is told what."""

import json
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from civic.__main__ import main
from civic.voting import lots
from civic.voting.counting import count_ballots
from civic.voting.manifest import from_json
from civic.voting.proof import bundle, compose
from civic.voting.proof.compose import Kind, Leaves
from civic.voting.results.plain import Detail, tell
from civic.voting.tally import count, rules
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from tests.voting.proof import contests as contests_of_any_rule
from tests.voting.proof.polls import SEED, body, cast, contests, leaves, poll, signed, small

WHO = SigningKey(SEED).verify_key.encode()


@settings(max_examples=40, deadline=None)
@given(contests(), st.sampled_from(Kind), st.randoms())
def test_the_order_of_the_ballots_changes_nothing(contest, kind, chance):
    """SG-50: the same file, byte for byte."""
    manifest, ballots = contest
    shuffled = chance.sample(ballots, len(ballots))
    assert signed(kind, manifest, ballots) == signed(kind, manifest, shuffled)
    mixed = Leaves(chance.sample(leaves(len(ballots)), len(ballots) + 1))
    assert compose.compose_poll(kind, manifest, count_ballots(manifest, ballots), mixed) == body(
        kind, manifest, ballots
    )


@settings(max_examples=40, deadline=None)
@given(contests())
def test_it_holds_what_was_counted(contest):
    manifest, ballots = contest
    read = bundle.read(signed(Kind.WITNESS, manifest, ballots), WHO)
    result = count_ballots(manifest, ballots).result
    assert read["result"]["winners"] == [manifest.ids[each] for each in result.winners]
    assert list(read["result"]["totals"].values()) == list(result.totals)
    assert (read["result"]["blanks"], len(read["leaves"])) == (result.blanks, len(ballots) + 1)
    assert {tuple(each): times for times, each in read["ballots"]} == Counter(ballot.marks for ballot in ballots)


def test_the_manifest_keeps_its_published_hash():
    read = bundle.read(bundle.write(small(), SEED))
    raw = json.dumps(read["manifest"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert from_json(raw) == poll()


def test_every_byte_is_under_the_signature():
    raw = bundle.write(small(), SEED)
    assert bundle.read(raw, WHO)
    for at in range(len(raw)):
        for flip in (1, 32, 128):
            broken = bytearray(raw)
            broken[at] ^= flip
            with pytest.raises(bundle.BrokenBundle):
                bundle.read(bytes(broken))
        with pytest.raises(bundle.BrokenBundle):
            bundle.read(raw[:at])
        with pytest.raises(bundle.BrokenBundle):
            bundle.read(raw[: at + 1] + b" " + raw[at + 1 :])


def test_another_key_is_another_signer():
    with pytest.raises(bundle.BrokenBundle, match="another key"):
        bundle.read(bundle.write(small(), bytes(32)), WHO)


@pytest.mark.parametrize("line", [b"[]", b"{}", b"{", b"7", b"[" * 60_000, b'{"kind": "public"}', b"\xff"])
def test_what_was_signed_must_still_be_a_bundle(line):
    key = SigningKey(SEED)
    text = bundle.FORMAT + line + b"\n"
    raw = text + b"ed25519 %s %s\n" % (WHO.hex().encode(), key.sign(text).signature.hex().encode())
    with pytest.raises(bundle.BrokenBundle):
        bundle.read(raw)


def test_a_leaf_for_each_ballot():
    manifest = poll()
    counted = count_ballots(manifest, cast(manifest, {0}, {1}))
    for wrong in (leaves(1), leaves(3), leaves(2)[:2] * 2):
        with pytest.raises(ValueError):
            compose.compose_poll(Kind.WITNESS, manifest, counted, Leaves(wrong))
    one_more = replace(counted, unreadable=1)
    assert compose.compose_poll(Kind.WITNESS, manifest, one_more, Leaves(leaves(3)))["result"]["unreadable"] == 1


@settings(max_examples=60, deadline=None)
@given(contests(most_ballots=70))
def test_the_public_is_told_what_the_page_tells(contest):
    """SG-60, SG-61: no number that the results page keeps back, and none from which it would follow."""
    manifest, ballots = contest
    result = count_ballots(manifest, ballots).result
    page = tell(result, seats=manifest.seats, roll=manifest.roll_size)
    public = body(Kind.PUBLIC, manifest, ballots)
    assert public["ballots"] is None
    if page.detail is not Detail.EXACT:
        assert public["result"] == {
            "told": "decision",
            "winners": [manifest.ids[each] for each in sorted(result.winners)],
        }
    else:
        assert public["result"]["chose"] == page.chose
    if page.none.votes is None:
        assert public["leaves"] is None and not {"blanks", "unreadable", "rounds"} & public["result"].keys()
    assert public["root"] == body(Kind.WITNESS, manifest, ballots)["root"]


def test_two_small_polls_with_one_winner_look_alike():
    """SG-60: of nine ballots the public bundle says who won, and nothing that differs with how; but for the root, which
    is a hash of what nobody knows."""
    manifest = poll()
    close = body(Kind.PUBLIC, manifest, cast(manifest, *[{1}] * 5, *[{0}] * 4))
    clear = body(Kind.PUBLIC, manifest, cast(manifest, *[{1}] * 3))
    assert close.pop("root") != clear.pop("root")
    assert close == clear


@pytest.mark.parametrize(
    ("ballots", "public"),
    [([999], False), ([1000], True), ([951, *[1] * 49], True), ([950, *[1] * 50], False), ([500, 500], True)],
)
def test_whole_ballots_are_fingerprints(ballots, public):
    """Ballots are public from 1,000 on, with fewer than 5 % unique ones."""
    assert compose.may_be_public([[times, [place]] for place, times in enumerate(ballots)]) is public
    manifest = poll(60, "choose_one;ties=lot", roll=2000)
    chosen = [{place} for place, times in enumerate(ballots) for _each in range(times)]
    assert (body(Kind.PUBLIC, manifest, cast(manifest, *chosen))["ballots"] is not None) is public


FACES = np.array([[2, 2, -1], [0, 2, -1]], np.int8)
CONTESTS = [
    (rules.Smileys(), Contest(("p0", "p1"), FACES)),
    (rules.Schulze(), Contest(("p0", "p1"), Rankings.of(2, [[0, 1], [(0, 1)], [1]], [3, 1, 2]), seats=1)),
    (rules.Approval(2), Contest(("p0", "p1"), Marks.of(2, [[0], [0, 1], []], [2, 1, 4]))),
    (rules.Motion(), Contest(("yes", "no", "abstain"), Marks.of(3, [[0], [1], [2], [0]]), entitled=40)),
]


def other(rule, contest, kind=Kind.WITNESS):
    """A bundle of any method."""
    manifest = poll(len(contest.ids), "choose_one;ties=lot", roll=contest.entitled or 100)
    subject = "El patio" if isinstance(rule, rules.Motion) else ""
    told = json.loads(manifest.canonical()) | {"rule": str(rule), "subject": subject}
    for option, id in zip(told["options"], contest.ids, strict=True):
        option["id"] = id
    result = count(rule, contest, lot=lots.places(told["lot_seed"], told["poll"], contest.ids))
    return compose.compose(kind, told, rule, contest, result, Leaves(leaves(result.ballots)))


@pytest.mark.parametrize(("rule", "contest"), CONTESTS, ids=lambda each: getattr(each, "NAME", ""))
def test_civic_tally_counts_a_bundle(rule, contest, tmp_path, capsys):
    composed = other(rule, contest)
    (tmp_path / "x.bundle").write_bytes(bundle.write(composed, SEED))
    asked = ["tally", str(tmp_path / "x.bundle"), "--rule", str(rule), "--lot-seed", "6 2 5", "--json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["winners"], told["ties"]) == (composed["result"]["winners"], composed["result"]["ties"])
    assert told["rounds"] == (
        composed["result"]["rounds"] or [{"kind": "totals", "votes": composed["result"]["totals"]}]
    )


@pytest.mark.parametrize("rule", ["pb/greedy", "pb/mes", "pb/phragmen", "ranked/stv"])
def test_civic_tally_knows_the_money_the_groups_and_the_lot_of_a_bundle(rule, tmp_path, capsys):
    """Nothing but the file and its own rule is asked for."""
    capped = 0
    for seed in range(40):
        small = contests_of_any_rule.draw(rule, random.Random(seed))
        if small.costs and max(small.costs) > small.budget:
            continue  # no poll opens with it
        composed = contests_of_any_rule.body(small)
        (tmp_path / "x.bundle").write_bytes(bundle.write(composed, SEED))
        assert main(["tally", str(tmp_path / "x.bundle"), "--rule", small.rule, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["winners"], told["ties"]) == (composed["result"]["winners"], composed["result"]["ties"])
        assert told["rounds"] == composed["result"]["rounds"] or not composed["result"]["rounds"]
        capped += any(each.get("changed") for each in told["rounds"])
    assert bool(capped) == (rule == "ranked/stv")


def test_civic_tally_needs_the_ballots_and_the_signature(tmp_path, capsys):
    path, asked = tmp_path / "x.bundle", ["--rule", "choose_one;ties=number"]
    path.write_bytes(bundle.write(small(Kind.PUBLIC), SEED))
    assert main(["tally", str(path), *asked]) == 2
    assert "sums and no ballots" in capsys.readouterr().err
    path.write_bytes(bundle.write(small(), SEED).replace(b"Idea 1", b"Idea 7"))
    assert main(["tally", str(path), *asked]) == 2
    assert "not what was signed" in capsys.readouterr().err
    path.write_bytes(bundle.write(small() | {"manifest": {}}, SEED))
    assert main(["tally", str(path), *asked]) == 2


@pytest.mark.parametrize(("rule", "contest"), CONTESTS[:2], ids=["smileys", "schulze"])
def test_few_ballots_of_another_method_are_told_as_a_decision(rule, contest):
    """SG-60: what was not gone through for small numbers is told from 50 on."""
    public = other(rule, contest, Kind.PUBLIC)
    assert (public["result"]["told"], public["leaves"]) == ("decision", None)
