"""SG-43: words of danger in what children write raise a flag for the people who care."""

import pytest

from civic.safeguarding.lexicon import LIST, SAFE, worries
from tests.safeguarding.corpus import PARTS, Sample, count, read
from tests.safeguarding.growth import growth

SAMPLES = read("corpus_worries.tsv")
LINES = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#@"]
KINDS = {kind for kind, _ in LINES} - {SAFE}


def of(part: str, at_risk: bool) -> list[Sample]:
    return [s for s in SAMPLES if s.part == part and bool(s.kinds) == at_risk]


def test_sg_43_the_corpus_is_large_and_has_both_sides_in_both_parts():
    assert len({s.text for s in SAMPLES}) == len(SAMPLES) >= 200
    assert all(len(of(part, at_risk)) >= 40 for part in PARTS for at_risk in (True, False))
    assert sum(bool(s.kinds) for s in SAMPLES) >= 100 and sum(not s.kinds for s in SAMPLES) >= 100
    assert frozenset().union(*(s.kinds for s in SAMPLES)) == KINDS


@pytest.mark.parametrize("part", PARTS)
def test_sg_43_recall_on_the_risk_corpus(part, record_property):
    """SG-43: at least 90 % of the texts at risk raise a flag; the figure is printed at the end of every run."""
    flagged = count(of(part, True), lambda s: worries(s.text))
    kind = count(of(part, True), lambda s: s.kinds & worries(s.text))
    record_property("figure", f"SG-43 {part}: at risk and flagged: {flagged} (by its kind: {kind})")
    assert flagged.share >= 0.9, flagged.others


@pytest.mark.parametrize("part", PARTS)
def test_sg_43_false_alarms(part, record_property):
    """SG-43: a person looks at each flag, so few may be for nothing: at most 10 %."""
    quiet = count(of(part, False), lambda s: not worries(s.text))
    record_property("figure", f"SG-43 {part}: false alarms: {len(quiet.others)}/{quiet.of}")
    assert len(quiet.others) / quiet.of <= 0.1, quiet.others


@pytest.mark.parametrize(
    "text",
    ["me quiero matar", "ME QUIERO MATAR", "me kiero mataaar", "Mé quíero matár!!!", "hoy me quiero  matar, adios"],
)
def test_sg_43_spelling_accents_and_capitals_make_no_difference(text):
    assert "suicide" in worries(text)


def test_sg_43_what_only_sounds_like_danger_hides_no_danger_beside_it():
    assert not worries("me muero de risa con mi papa")
    assert worries("me muero de risa pero mi papa me pega") == {"hitting"}
    assert worries("Me muero de risa. Me quiero morir") == {"suicide"}


def test_sg_43_a_sentence_ends_at_its_dot():
    assert worries("mi papa nos grita todos los dias")
    assert not worries("Vino mi papa. Hay gritos todos los dias en el mercado")


def test_sg_43_the_list_can_be_reviewed_line_by_line():
    """Each line is a known kind and a phrase, none twice, and the header says who has reviewed it."""
    assert all(len(line) == 2 and line[1].strip() == line[1] != "" for line in LINES)
    assert len({tuple(line) for line in LINES}) == len(LINES)
    header = LIST.read_text(encoding="utf-8").split("\n\n")[0]
    assert "# Reviewed by:" in header and "# Reviewed on:" in header


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Vivo en la calle Hidalgo 25.", frozenset()),
        ("vivimos en la calle de atrás", frozenset()),
        ("Vivo en la calle.", {"away"}),
        ("vivo en la calle con mi hermano", {"away"}),
        ("duermo en la calle", {"away"}),
    ],
)
def test_sg_43_where_somebody_lives_is_no_danger_and_in_the_street_is(text, kinds):
    assert worries(text) == kinds


@pytest.mark.parametrize("text", ["", " ", ".", "\n", "🐶", "ñ", "a" * 800])
def test_sg_43_nearly_nothing_is_nothing(text):
    assert worries(text) == frozenset()


@pytest.mark.parametrize(
    "piece", ["a", "me ", "me pega ", "mi papa ", "no ", "quiero ", ". ", "me toca mi papa ", "a me "]
)
def test_sg_43_time_grows_with_the_text_and_no_faster(piece):
    assert growth(worries, piece) < 9
