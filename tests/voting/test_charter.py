"""Who may do what with a poll, and why not: the table beside the charter."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from civic.consent.purposes import TAKE_PART
from civic.core.actor import (
    ADVISER,
    CHILD,
    FACILITATOR,
    GUARDIAN,
    NOBODY,
    OFFICER,
    SAFEGUARDING,
    SECRETARY,
    THE_CLOCK,
    VISITOR,
    Actor,
)
from civic.core.charter import rules
from civic.voting.charter import Voting
from civic.voting.conditions import Case
from civic.voting.online.charter import Voter
from civic.voting.states import ANNOUNCED, CLOSED, COUNTED, DRAFT, OPEN, PUBLISHED, State
from civic.voting.tally.rules import EqualShares, Motion

NOW = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(days=1), NOW - timedelta(minutes=1)

JULIAN = Actor(SECRETARY, UUID(int=12), "Julián", proven=True)
TEO = Actor(FACILITATOR, UUID(int=7), "Teo", proven=True)
INES = Actor(FACILITATOR, UUID(int=8), "Inés", proven=True)
ROSA, LETICIA, PILAR = Actor(GUARDIAN, UUID(int=6)), Actor(ADVISER, UUID(int=13)), Actor(OFFICER, UUID(int=11))
CARMEN = Actor(SAFEGUARDING, UUID(int=9))
LUPITA = Actor(CHILD, UUID(int=1), "Colibrí", "a", consents=frozenset({TAKE_PART}))
BRUNO = Actor(CHILD, UUID(int=5), "Nube", "b")


def poll(state: State = DRAFT, **more: object) -> Case:
    facts = {"closes_at": LATER, "question": "¿Qué hacemos primero?", "rule": "approval;max=2;ties=lot", "costs": (None,) * 3} | more
    return Case(state, NOW, **facts)


def by(*people: Actor) -> frozenset[UUID]:
    return frozenset(person.id for person in people)


@pytest.mark.parametrize(
    ("rule", "person", "case", "why_not"),
    [
        (Voting.draft_poll, JULIAN, None, None),
        (Voting.draft_poll, TEO, None, "not_your_role"),
        (Voting.keep_poll, JULIAN, poll(), None),
        (Voting.keep_poll, JULIAN, poll(ANNOUNCED), "not_now"),
        (Voting.keep_poll, JULIAN, poll(OPEN), "not_now"),
        (Voting.put_option, JULIAN, poll(), None),
        (Voting.put_option, JULIAN, poll(may_be_added=False), "may_be_added"),
        (Voting.put_option, JULIAN, poll(OPEN), "not_now"),
        (Voting.put_option, TEO, poll(), "not_your_role"),
        (Voting.take_option, JULIAN, poll(OPEN), "not_now"),
        (Voting.announce_poll, JULIAN, poll(), None),
        (Voting.announce_poll, JULIAN, poll(question=""), "question_written"),
        (Voting.announce_poll, JULIAN, poll(costs=(None,), rule="choose_one;ties=lot"), "enough_options"),
        (Voting.announce_poll, JULIAN, poll(standing=False), "options_stand"),
        (Voting.announce_poll, JULIAN, poll(rule="approval;max=4;ties=lot"), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(rule="by shouting"), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(rule=str(Motion())), "enough_options"),
        (Voting.announce_poll, JULIAN, poll(rule=str(Motion()), costs=(None,)), None),
        (Voting.announce_poll, JULIAN, poll(rule=str(Motion()), costs=(None,), seats=2), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(rule=str(Motion()), costs=(None,), by_hand=True), None),
        (Voting.announce_poll, JULIAN, poll(by_hand=True), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(rule=str(Motion()), costs=(None,), city_wide=True), "motion_has_a_list"),
        (Voting.announce_poll, JULIAN, poll(rule=str(EqualShares()), costs=(10, 20, 30)), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(rule=str(EqualShares()), costs=(10, 20, 30), budget=40), None),
        (Voting.announce_poll, JULIAN, poll(rule=str(EqualShares()), costs=(10, 20, 50), budget=40), "method_fits"),
        (Voting.draw_lot, TEO, poll(ANNOUNCED), None),
        (Voting.draw_lot, TEO, poll(OPEN), "not_now"),
        (Voting.announce_poll, JULIAN, poll(seats=3), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(seats=0), "method_fits"),
        (Voting.announce_poll, JULIAN, poll(closes_at=NOW), "closes_later"),
        (Voting.recall_poll, JULIAN, poll(ANNOUNCED), None),
        (Voting.recall_poll, JULIAN, poll(OPEN), "not_now"),
        (Voting.sign_opening, TEO, poll(ANNOUNCED), None),
        (Voting.sign_opening, TEO, poll(DRAFT), "not_now"),
        (Voting.sign_opening, TEO, poll(ANNOUNCED, signed=by(TEO)), "not_signed_yet"),
        (Voting.sign_opening, TEO, poll(ANNOUNCED, lot_drawn=False), "lot_drawn"),
        (Voting.sign_opening, TEO, poll(ANNOUNCED, custody_ready=False), "custody_ready"),
        (Voting.sign_opening, PILAR, poll(ANNOUNCED), "not_your_role"),
        (Voting.open_poll, JULIAN, poll(ANNOUNCED), "second_signature"),
        (Voting.open_poll, JULIAN, poll(ANNOUNCED, signed=by(JULIAN)), "second_signature"),
        (Voting.open_poll, JULIAN, poll(ANNOUNCED, signed=by(TEO)), None),
        (Voting.open_poll, INES, poll(ANNOUNCED, signed=by(TEO)), None),
        (Voting.open_poll, JULIAN, poll(ANNOUNCED, signed=by(TEO), closes_at=BEFORE), "closes_later"),
        (Voting.open_poll, JULIAN, poll(OPEN, signed=by(TEO)), "not_now"),
        (Voting.sign_closing, TEO, poll(OPEN), "time_is_up"),
        (Voting.sign_closing, TEO, poll(OPEN, closes_at=NOW), None),
        (Voting.sign_closing, TEO, poll(OPEN, closes_at=NOW, box_works=False), "box_works"),
        (Voting.close_poll, JULIAN, poll(OPEN, closes_at=NOW), "second_signature"),
        (Voting.close_poll, JULIAN, poll(OPEN, closes_at=NOW, signed=by(JULIAN)), "second_signature"),
        (Voting.close_poll, JULIAN, poll(OPEN, closes_at=NOW, signed=by(TEO)), None),
        (Voting.close_poll, JULIAN, poll(OPEN, signed=by(TEO)), "time_is_up"),
        (Voting.sign_closing, TEO, poll(OPEN, closes_at=NOW, tablets_back=False), "tablets_back"),
        (Voting.sign_closing, TEO, poll(OPEN, closes_at=NOW, papers_settled=False), "papers_settled"),
        (Voting.count_poll, THE_CLOCK, poll(CLOSED), None),
        (Voting.count_poll, THE_CLOCK, poll(CLOSED, custody=True), "key_is_here"),
        (Voting.count_poll, JULIAN, poll(CLOSED), "not_your_role"),
        (Voting.open_with_cards, JULIAN, poll(CLOSED, custody=True), None),
        (Voting.open_with_cards, JULIAN, poll(CLOSED), "has_custodians"),
        (Voting.sign_result, JULIAN, poll(COUNTED), None),
        (Voting.sign_result, JULIAN, poll(COUNTED, adds_up=False), "adds_up"),
        (Voting.certify_result, JULIAN, poll(COUNTED), "second_signature"),
        (Voting.certify_result, JULIAN, poll(COUNTED, signed=by(JULIAN)), "second_signature"),
        (Voting.certify_result, JULIAN, poll(COUNTED, signed=by(TEO)), None),
        (Voting.certify_result, JULIAN, poll(COUNTED, signed=by(TEO), adds_up=False), "adds_up"),
        (Voting.certify_result, JULIAN, poll(CLOSED, signed=by(TEO)), "not_now"),
        (Voting.empty_box, THE_CLOCK, poll(PUBLISHED), None),
        (Voting.empty_box, JULIAN, poll(PUBLISHED), "not_your_role"),
        (Voting.empty_box, THE_CLOCK, poll(OPEN), "not_now"),
        (Voting.see_result, NOBODY, poll(PUBLISHED), None),
        (Voting.see_result, JULIAN, poll(OPEN), "not_now"),
        (Voting.see_result, JULIAN, poll(CLOSED), "not_now"),
        (Voting.see_result, JULIAN, poll(COUNTED), "not_now"),
        (Voting.see_polls_desk, PILAR, None, "not_your_role"),
    ],
)
def test_what_the_team_may_do(rule, person, case, why_not):
    refusal = rule.refusal(person, case)
    assert (refusal and refusal.name) == why_not


def voter(state: State = OPEN, closes_at: datetime = LATER, on_roll: bool = True, said: str = "yes", **more) -> Voter:
    return Voter(state, NOW, closes_at, on_roll, said, **more)


@pytest.mark.parametrize(
    ("person", "case", "why_not"),
    [
        (LUPITA, voter(), None),
        (LUPITA, voter(ANNOUNCED), "not_now"),
        (LUPITA, voter(PUBLISHED), "not_now"),
        (LUPITA, voter(closes_at=NOW), "in_time"),
        (LUPITA, voter(on_roll=False), "on_the_roll"),
        (LUPITA, voter(came=True), "not_at_a_booth"),
        (LUPITA, voter(said="no"), "assent_given"),
        (LUPITA, voter(said=""), "assent_given"),
        (LUPITA, voter(box_works=False), "box_works"),
        (BRUNO, voter(), "consent_given"),
    ],
)
def test_who_may_vote(person, case, why_not):
    refusal = Voting.cast_ballot.refusal(person, case)
    assert (refusal and refusal.name) == why_not


@pytest.mark.parametrize("adult", [NOBODY, ROSA, LETICIA, TEO, CARMEN, PILAR, JULIAN, THE_CLOCK])
def test_sg_49_no_adult_may_vote_even_on_the_roll(adult):
    """SG-49: adults can never vote."""
    assert Voting.cast_ballot.refusal(adult, voter()).name == "not_your_role"


def test_sg_53_what_makes_the_rules_of_a_vote_starts_before_it_is_open():
    """SG-53: question, options, costs, lot and custodians; also for an idea that could still be added."""
    of_a_draft = {"keep_poll", "put_option", "take_option", "price_option", "announce_poll"}
    of_an_announced_one = {"recall_poll", "draw_lot", "name_custodians"}
    found = {rule.name: rule.when for rule in rules(Voting)}
    assert {name: found[name] for name in of_a_draft | of_an_announced_one} == {
        **{name: {DRAFT} for name in of_a_draft},
        **{name: {ANNOUNCED} for name in of_an_announced_one},
    }


def test_sg_52_no_rule_shows_anything_of_an_open_box():
    """SG-52: the only rule that shows a result starts from its publication, for everybody alike."""
    seeing = [rule for rule in rules(Voting) if rule.name.startswith("see_result")]
    assert [rule.when for rule in seeing] == [{PUBLISHED}]
    writing = {"open_desk", "see_roll", "add_support",
               "tick_roll", "prepare_tablet", "end_outing", "find_outing", "key_paper", "count_hands", "check_hands", "ask_extension",
               "extend_poll", "sign_closing", "close_poll"}  # fmt: skip
    only_open = {rule.name for rule in rules(Voting) if rule.when == {OPEN} and rule.who not in (CHILD, VISITOR)}
    assert only_open == writing
