"""SG-37: personal data in what children write is found, and what only looks like it is left alone."""

from itertools import pairwise

import pytest

from civic.core.words import HOME, catalogue
from civic.safeguarding.personal_data import KINDS, Found, find
from tests.safeguarding.corpus import PARTS, Sample, count, read
from tests.safeguarding.growth import growth

SAMPLES = read("corpus_personal_data.tsv")
SURE = ("phone", "email", "curp", "link")


def found(sample: Sample) -> set[str]:
    return {each.kind for each in find(sample.text)}


def of(part: str, kind: str | None = None) -> list[Sample]:
    return [s for s in SAMPLES if s.part == part and (kind in s.kinds if kind else not s.kinds)]


def test_sg_37_the_corpus_is_large_and_has_both_sides_in_both_parts():
    assert len(SAMPLES) >= 300 and len({s.text for s in SAMPLES}) == len(SAMPLES)
    assert sum(bool(s.kinds) for s in SAMPLES) >= 150 and sum(not s.kinds for s in SAMPLES) >= 150
    assert {s.part for s in SAMPLES} == set(PARTS)
    assert frozenset().union(*(s.kinds for s in SAMPLES)) == set(KINDS)


@pytest.mark.parametrize("part", PARTS)
def test_sg_37_recall_of_phones_e_mails_curps_and_links(part, record_property):
    """SG-37: recall ≥ 95 % on the four kinds; the figure is printed at the end of every run."""
    samples = [s for s in SAMPLES if s.part == part and s.kinds & set(SURE)]
    all_four = count(samples, lambda s: s.kinds & set(SURE) <= found(s))
    record_property("figure", f"SG-37 {part}: phone, e-mail, CURP, link found: {all_four}")
    assert all_four.share >= 0.95, all_four.others


@pytest.mark.parametrize("part", PARTS)
def test_sg_37_recall_kind_by_kind(part, record_property):
    """SG-37: the softer kinds may not fall under 85 %; each is printed."""
    shares = {kind: count(of(part, kind), lambda s, kind=kind: kind in found(s)) for kind in KINDS}
    record_property("figure", f"SG-37 {part}: " + ", ".join(f"{kind} {s.some}/{s.of}" for kind, s in shares.items()))
    assert all(s.share >= 0.85 for s in shares.values()), {k: s.others for k, s in shares.items()}


@pytest.mark.parametrize("part", PARTS)
def test_sg_37_false_alarms(part, record_property):
    """SG-37: at most 5 % of the clean texts are held back; years, money, routes and heroes are no personal data."""
    quiet = count(of(part), lambda s: not find(s.text))
    record_property("figure", f"SG-37 {part}: false alarms: {len(quiet.others)}/{quiet.of}")
    assert len(quiet.others) / quiet.of <= 0.05, quiet.others


def test_sg_37_the_place_in_the_text_is_told_exactly():
    text = "Hola 🐶, mi cel es 5️⃣5️⃣ 1234 5678 y mi correo JOSÉ.luis@gmail.com ✨"
    phone, email = find(text)
    assert (phone.kind, text[phone.start : phone.end]) == ("phone", "5️⃣5️⃣ 1234 5678")
    assert email == Found("email", text.index("JOSÉ"), text.index(" ✨"))


def test_sg_37_nothing_is_found_twice_and_all_in_reading_order():
    text = "soy Diego Hernández López, 55 1234 5678, escríbeme a diego@gmail.com o en insta @diego.hl, calle Roble 8"
    found = find(text)
    assert [each.kind for each in found] == ["name", "phone", "email", "handle", "address"]
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("line", ["911", "089", "800 911 2000", "01 800 911 2000", "55 5259 8121", "525552598121"])
def test_sg_37_national_help_lines_may_be_written(line):
    assert not find(f"si necesitas ayuda llama al {line}")


def test_sg_37_the_help_lines_of_the_town_may_be_written_and_no_other_number():
    text = "llama al 222 123 4567"
    assert [each.kind for each in find(text)] == ["phone"]
    assert not find(text, published=["(222) 123 45 67"])
    assert find("llama al 222 123 4568", published=["(222) 123 45 67"])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_sg_37_every_kind_is_told_in_spanish(kind):
    assert catalogue(HOME).texts.get(("", KINDS[kind]))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🐶", "@", "+", "..", "1", "ñ", "\u0301", "①②③"])
def test_sg_37_nearly_nothing_is_nothing(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "piece",
    ["a", "1 ", "1, ", "uno y ", "@", "a.", "a@", "calle a ", "c.", "me llamo ana ", "Ana Lopez ", "placa a", "(", "arroba ",
     "vivo en la calle ", "1a escuela ", "55 5", "curp ", "http", "mi insta es ", "° ", "🐶", "-a"],
)  # fmt: skip
def test_sg_37_time_grows_with_the_text_and_no_faster(piece):
    """10,000 characters made to hurt: four times the text takes about four times the steps, never sixteen."""
    assert growth(find, piece) < 9
