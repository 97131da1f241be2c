"""The frozen rules: one text, one hash."""

import dataclasses
import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.voting.manifest import ANSWERS, BrokenManifest, Manifest, Option, from_json
from civic.voting.tally.rules import EqualShares, Motion, Smileys

POLL = Manifest(
    poll="7d0c",
    question="¿Qué hacemos primero en el parque?",
    options=(Option("p1", "Más árboles 🌳"), Option("p2", "Una cancha"), Option("p3", "Juegos para todos")),
    rule="approval;max=2;ties=lot",
    seats=1,
    roll="children of the council on 2026-03-02",
    roll_size=24,
    opens=datetime(2026, 3, 2, 15, 0, tzinfo=UTC),
    closes=datetime(2026, 3, 6, 23, 30, tzinfo=UTC),
    lot_seed="6 2 5 1 4",
    sealing_key=bytes(range(32)),
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=12)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-6)), timezone(timedelta(hours=5, minutes=45))])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=ZONES)


@st.composite
def manifests(draw):
    options = draw(st.lists(st.builds(Option, LINE, TEXT), min_size=1, max_size=6, unique_by=lambda option: option.id))
    most = draw(st.integers(1, len(options)))
    opens = draw(MOMENTS)
    return Manifest(
        poll=draw(LINE),
        question=draw(TEXT),
        options=tuple(options),
        rule=draw(st.sampled_from(["choose_one;ties=lot", f"approval;max={most};ties=lot", str(Smileys())])),
        seats=draw(st.integers(1, len(options))),
        roll=draw(TEXT),
        roll_size=draw(st.integers(0, 2_000_000)),
        opens=opens,
        closes=opens + draw(st.timedeltas(timedelta(seconds=2), timedelta(days=60))),
        lot_seed=draw(LINE),
        sealing_key=draw(st.binary(min_size=32, max_size=32)),
    )


@given(manifests())
def test_the_published_text_comes_back_as_the_same_rules(manifest):
    """SG-53: whoever holds the text holds the rules and their hash."""
    published = manifest.canonical()
    assert from_json(published) == manifest
    assert from_json(published.decode()).rules_hash == hashlib.sha256(published).hexdigest() == manifest.rules_hash


def test_the_text_is_canonical():
    told = json.loads(POLL.canonical())
    assert POLL.canonical().decode() == json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "árboles 🌳".encode() in POLL.canonical()
    assert (told["opens"], told["closes"]) == ("2026-03-02T15:00:00Z", "2026-03-06T23:30:00Z")
    assert [option["id"] for option in told["options"]] == ["p1", "p2", "p3"]


def test_the_hash_is_fixed_forever():
    """SG-53: the published hash equals the recomputed one, in every later version of this program too."""
    assert POLL.rules_hash == "b8ccebabc9570f6c7d7f7db7b37ac09852eb746a7148ef40d16a381f0b2ec6f0"


@pytest.mark.parametrize(
    "change",
    [
        {"poll": "7d0d"},
        {"question": POLL.question + " "},
        {"options": POLL.options[::-1]},
        {"options": POLL.options[:2]},
        {"areas": (("7a", "Centro"),)},
        {"rule": "choose_one;ties=lot"},
        {"rule": "approval;max=3;ties=lot"},
        {"seats": 2},
        {"roll": "everybody"},
        {"roll_size": 25},
        {"opens": POLL.opens + timedelta(seconds=1)},
        {"closes": POLL.closes + timedelta(seconds=1)},
        {"lot_seed": "6 2 5 1 3"},
        {"sealing_key": bytes(32)},
    ],
)
def test_any_change_of_the_rules_changes_the_hash(change):
    """SG-53: question, options, roll rule and end time are frozen."""
    assert dataclasses.replace(POLL, **change).rules_hash != POLL.rules_hash


def test_the_same_moment_elsewhere_is_the_same_rule():
    mexico = timezone(timedelta(hours=-6))
    moved = dataclasses.replace(POLL, opens=POLL.opens.astimezone(mexico) + timedelta(microseconds=999_999))
    assert (moved, moved.rules_hash) == (POLL, POLL.rules_hash)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"options": ()}, "options"),
        ({"options": (Option("p1", "a"), Option("p1", "b"))}, "twice"),
        ({"options": (Option("p\n1", "a"), Option("p2", "b"))}, "one line"),
        ({"options": (Option(1, "a"), Option("p2", "b"))}, "text"),
        ({"rule": "approval;max=4;ties=lot"}, "more choices"),
        ({"rule": "votes"}, "no such rule"),
        ({"rule": "approval;max=2"}, "no such rule"),
        ({"rule": str(Motion())}, "motion"),
        ({"subject": "p1"}, "motion"),
        ({"budget": 100}, "money"),
        ({"rule": str(EqualShares())}, "budget"),
        ({"options": (Option("p1", "a", 10), Option("p2", "b", 20))}, "money"),
        ({"seats": 0}, "seats"),
        ({"seats": 4}, "seats"),
        ({"seats": True}, "number"),
        ({"roll_size": -1}, "roll"),
        ({"roll_size": 24.0}, "number"),
        ({"lot_seed": ""}, "one line"),
        ({"question": "\ud800"}, "surrogates"),
        ({"closes": POLL.opens}, "closes before"),
        ({"opens": datetime(2026, 3, 2, 15, 0)}, "zone"),
        ({"sealing_key": b"short"}, "32 bytes"),
    ],
)
def test_rules_by_which_nobody_could_vote_or_count_are_refused(change, why):
    with pytest.raises(BrokenManifest, match=why):
        dataclasses.replace(POLL, **change)


def test_a_budget_and_a_motion_have_their_own_parts():
    coins = tuple(Option(id, id, cost) for id, cost in (("p1", 10), ("p2", 90)))
    budget = dataclasses.replace(POLL, options=coins, rule=str(EqualShares()), budget=100)
    asked = dataclasses.replace(POLL, options=tuple(Option(id, id) for id in ANSWERS), rule=str(Motion()), subject="p1")
    for poll in (budget, asked):
        assert from_json(poll.canonical()) == poll
    assert (budget.paper.costs, budget.paper.budget, asked.paper.least) == ((10, 90), 100, 1)


def spoilt(**change):
    return json.dumps(
        json.loads(POLL.canonical()) | change, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"\xff",
        POLL.canonical() + b"\n",
        b" " + POLL.canonical(),
        json.dumps(json.loads(POLL.canonical())).encode(),
        POLL.canonical().replace(b'"seats":1', b'"seats":1.0'),
        POLL.canonical().replace(b'"seats":1', b'"seats":NaN'),
        POLL.canonical().replace(b'"seats":1', b'"seats":2,"seats":1'),
        spoilt(format="vozyvoto-poll/2"),
        spoilt(opens="2026-03-02T15:00:00+00:00"),
        spoilt(opens=0),
        spoilt(sealing_key=bytes(range(32)).hex().upper()),
        spoilt(extra=1),
        spoilt(options=["p1"]),
        spoilt(options=None),
        spoilt(seats=True),
    ],
)
def test_another_spelling_is_no_manifest(raw):
    with pytest.raises(BrokenManifest):
        from_json(raw)


@given(st.data())
def test_no_byte_can_change_unnoticed(data):
    published = POLL.canonical()
    place = data.draw(st.integers(0, len(published) - 1))
    changed = published[:place] + bytes([published[place] ^ data.draw(st.integers(1, 255))]) + published[place + 1 :]
    with suppress(BrokenManifest):
        assert from_json(changed).rules_hash != POLL.rules_hash
