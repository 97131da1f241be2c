"""What is printed: cards, the guardian's letter, the consent form (SG-06, SG-08, SG-17)."""

import re
import zlib
from datetime import date

import pytest
import segno

from civic.consent.paper import Form, print_forms
from civic.consent.purposes import PURPOSES
from civic.core.words import Voice, speaking
from civic.people import aliases, paper
from civic.people.code_words import LIST
from civic.people.paper_cards import DOWN, Card, Pack, print_cards
from civic.people.paper_letter import Letter, print_letters

TOWN = "Consejo de Niñas, Niños y Adolescentes de San Jacinto de las Flores Nuevas"
URL = "https://consejo.sanjacinto.gob.mx/t/8Jq2mV5cW1sYxB7k0Zt4Qw"
LONGEST = [sorted(LIST, key=lambda word: (-len(word), "m" not in word))[at] for at in range(6)]
CARD = Card("Colibrí de Papel", ["bufanda", "canoa", "galaxia", "nuevo", "torneo", "zapateo"], URL)
FORM = Form(
    TOWN, "Colibrí de Papel", list(PURPOSES.values()), "3f9a1c20", "2026–2027", "Secretaría del Consejo", "x.mx"
)
LETTER = Letter(TOWN, "consejo.sanjacinto.gob.mx/cuido", date(2026, 12, 6), CARD.alias, CARD.words, URL, "tel. 55 0000")


def pack(*cards):
    return Pack(TOWN, "consejo.sanjacinto.gob.mx/tarjeta", date(2026, 12, 6), cards)


@pytest.fixture
def drawn(monkeypatch):
    """Every line of letters as (text, left, top, right, bottom), in millimetres."""
    lines = []
    real = paper.Paper.cell

    def cell(self, w=None, h=None, text="", *args, **how):
        start = self.x
        wide = self.get_string_width(text)
        if how.get("align") == "C":
            start += (w - wide) / 2
        lines.append((text, start, self.y, start + wide, self.y + h))
        return real(self, w, h, text, *args, **how)

    monkeypatch.setattr(paper.Paper, "cell", cell)
    return lines


def pages(pdf):
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize(("cards", "sheets"), [(1, 1), (8, 1), (9, 2), (30, 4)])
def test_cards_are_eight_to_a_sheet(cards, sheets):
    assert pages(print_cards(pack(*[CARD] * cards))) == sheets


@pytest.mark.parametrize("make", [lambda: print_letters([LETTER]), lambda: print_forms([FORM])], ids=["letter", "form"])
def test_the_letter_and_the_form_are_one_page(make):
    assert pages(make()) == 1


LONG_ALIAS = max(aliases.nouns(), key=len) + " " + max((forms[1] for forms in aliases.complements()), key=len)


@pytest.mark.parametrize("alias", [LONG_ALIAS, "M" * 80, "Ñ de Ñ"])
def test_nothing_runs_over_the_cut_or_over_its_neighbour(drawn, alias):
    print_cards(pack(*[Card(alias, LONGEST, URL)] * 8))
    assert len(drawn) == 8 * (2 + 5 + 6)
    for text, left, top, right, bottom in drawn:
        card = 0 if left < 105 else 105
        assert card + 5 <= left and right <= card + 105 - 5, text
        row = top // (297 / DOWN) * (297 / DOWN)
        assert row + 5 <= top and bottom <= row + 297 / DOWN - 4.5, text
    for at, one in enumerate(drawn):
        for other in drawn[at + 1 :]:
            apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] + 0.1 or other[4] <= one[2] + 0.1
            assert apart, (one, other)


def test_the_frame_and_the_qr_code_keep_their_white(drawn, monkeypatch):
    """A scanner wants four modules of white around a code."""
    shapes = []
    real = paper.Paper.rect
    monkeypatch.setattr(
        paper.Paper,
        "rect",
        lambda self, x, y, w, h, **how: shapes.append((x, y, w, h, how["style"])) or real(self, x, y, w, h, **how),
    )
    print_cards(pack(Card(LONG_ALIAS, LONGEST, URL)))
    ((x, y, w, h, _),) = [shape for shape in shapes if shape[4] == "D"]
    for text, left, top, right, bottom in drawn:
        inside = x < left and right < x + w and y < top and bottom < y + h
        assert inside if text in LONGEST else bottom <= y, text
    strips = [shape for shape in shapes if shape[4] == "F"]
    white = 4 * strips[0][3]
    code = [
        min(s[0] for s in strips),
        min(s[1] for s in strips),
        max(s[0] + s[2] for s in strips),
        max(s[1] + s[3] for s in strips),
    ]
    assert code[3] + white <= y
    for text, left, top, right, bottom in drawn:
        far = left >= code[2] + white or right <= code[0] - white or bottom <= code[1] - white or top >= code[3] + white
        assert far, text


@pytest.mark.parametrize("make", [lambda: print_letters([LETTER]), lambda: print_forms([FORM])], ids=["letter", "form"])
def test_the_page_ends_before_the_paper_does(drawn, make, monkeypatch):
    ends = []
    real = paper.Paper.block
    monkeypatch.setattr(
        paper.Paper, "block", lambda self, *how, **more: ends.append(real(self, *how, **more)) or ends[-1]
    )
    make()
    assert len(ends) > 5 and max(ends) < 280
    assert all(right <= 210 - 20 for _text, _left, _top, right, _bottom in drawn)


def test_the_qr_code_says_the_address_module_for_module():
    """The strips drawn, laid back on a grid, are segno's own matrix: the code opens the URL and nothing else."""
    code = [list(row) for row in segno.make_qr(URL, error="m").matrix]
    n = len(code)
    grid = [[0] * n for _ in range(n)]
    for left, top, length, side in paper.squares(URL, 22):
        for step in range(round(length / side)):
            grid[round(top / side)][round(left / side) + step] = 1
    assert grid == [[int(module) for module in row] for row in code]
    assert 22 / n > 0.45, "a module narrower than this is lost by a cheap printer"


def words_of(pdf, said):
    """Whether letters of `said` are in the readable part of a file: fonts are subsets, so only metadata is readable."""
    unpacked = b"".join(_inflated(found) for found in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL))
    return any(said.encode(code) in pdf + unpacked for code in ("utf-8", "latin-1", "utf-16-be"))


def _inflated(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


@pytest.mark.parametrize(
    "make",
    [lambda: print_cards(pack(CARD)), lambda: print_letters([LETTER]), lambda: print_forms([FORM])],
    ids=["cards", "letter", "form"],
)
def test_a_file_says_nothing_about_when_or_by_whom_it_was_made(make):
    """SG-17, SG-06: no alias and no word of the code outside the page; same content, same bytes."""
    pdf = make()
    assert pdf == make()
    dates = set(re.findall(rb"D:(\d{8})", pdf))
    assert dates <= {b"20000101"}
    assert not re.search(rb"/(Author|Creator|Producer|Subject|Keywords|ID)\b", pdf)
    assert not words_of(pdf, "Colibrí") and not words_of(pdf, "bufanda")


def test_sg_08_the_form_has_an_empty_yes_and_an_empty_no_for_each_purpose(monkeypatch, drawn):
    """SG-08: four purposes, each with its own boxes of the same size, none ticked; the alias and no name asked for."""
    boxes = []
    real = paper.Paper.rect
    monkeypatch.setattr(
        paper.Paper,
        "rect",
        lambda self, x, y, w, h, **how: boxes.append((w, h, how["style"])) or real(self, x, y, w, h, **how),
    )
    print_forms([FORM])
    assert boxes == [(8, 8, "D")] * 2 * len(PURPOSES)
    said = [line[0] for line in drawn]
    assert said.count("Sí") == said.count("No") == 4


def test_paper_speaks_to_who_will_hold_it_whoever_prints_it(drawn):
    token = speaking.set(Voice(band="adult"))
    try:
        print_cards(pack(CARD))
    finally:
        speaking.reset(token)
    said = " ".join(line[0] for line in drawn)
    assert "Escanea " in said and "Copia" in said and "Escanee" not in said
    assert "Sirve hasta el 6 de diciembre de 2026." in said and "Tu nombre no va aquí." in said
    assert CARD.alias in said and all(word in said for word in CARD.words)
