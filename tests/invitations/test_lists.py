"""Class lists as schools have them: read as they are meant, and each row told what it lacks."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from civic.core.words import Voice, speaking
from civic.invitations.checking import called, check
from civic.invitations.columns import Row, read_month, read_rows
from civic.invitations.sheets import MOST_LINES, Unreadable, read_cells

TODAY = date(2026, 11, 22)
CENTRO = UUID(int=5)


@pytest.fixture(autouse=True)
def spanish():
    token = speaking.set(Voice("es_MX", "adult"))
    yield
    speaking.reset(token)


def rows(file):
    return read_rows(read_cells(file), TODAY)


PLAIN = "Nombre,Fecha de nacimiento\nSofía Peña,03/2016\nIñaki Muñoz,ago-15\n"
READ = [("Sofía Peña", (2016, 3)), ("Iñaki Muñoz", (2015, 8))]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_every_dialect_of_a_school(separator, encoding, end):
    file = PLAIN.replace(",", separator).replace("\n", end).encode(encoding)
    found, unread = rows(file)
    assert [(row.name, row.born) for row in found] == READ and unread == []


def workbook(*lines, **more):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    for name, value in more.items():
        book.active[name] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_xlsx_with_a_title_above_names_in_three_columns_and_true_dates():
    file = workbook(
        ["Escuela Primaria Benito Juárez"],
        [],
        ["No.", "Apellido paterno", "Apellido materno", "Nombre(s)", "CURP", "Fecha de nacimiento", "Tutor", "Teléfono"],
        [1, "Peña", "Ríos", "Sofía", "PERS160312", datetime(2016, 3, 12), "Ana Ríos", 2221234567],
        [None] * 8,
        [2.0, "Muñoz", None, "Iñaki", "X", "agosto de 2015", None, None],
    )
    found, unread = rows(file)
    assert found == [
        Row(4, "Sofía Peña Ríos", "2016-03-12", (2016, 3), guardian="Ana Ríos", contact="2221234567"),
        Row(6, "Iñaki Muñoz", "agosto de 2015", (2015, 8)),
    ]
    assert unread == ["No.", "CURP"], "SG-16: what is not asked for is not read, and the page says so"


def test_a_formula_is_never_worked_out_and_is_told_as_text():
    """SG-79: also one that a spreadsheet kept the answer of."""
    file = workbook(["Nombre", "Mes y año"], ["Sofía", "03/2016"], A3='=HYPERLINK("https://x.test","Ana")', B3="=TODAY()")
    found, _ = rows(file)
    assert found[1].name == '=HYPERLINK("https://x.test","Ana")' and found[1].born is None
    assert "parece una fórmula" in check(found, {}, set(), TODAY)[1].problems[0]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_name_that_begins_like_a_formula_is_told(sign):
    found = [Row(2, f"{sign}Sofía", "", (2016, 3)), Row(3, "Ana", "3/2016", (2016, 3), contact="+52 222 000 0000")]
    first, second = check(found, {}, set(), TODAY)
    assert "parece una fórmula" in first.problems[0] and second.problems == []


@pytest.mark.parametrize(
    "text",
    ["2016-03-21", "21/03/2016", "03/21/2016", "3/2016", "03-16", "2016/3", "marzo 2016", "Marzo de 2016", "mar-16",
     "21 de marzo de 2016", "21/mar/2016", "MARZO, 2016", "March 2016", "2016-03-21 00:00:00", "mar. 2016"],
)  # fmt: skip
def test_a_month_in_many_spellings(text):
    assert read_month(text, TODAY) == (2016, 3)


@pytest.mark.parametrize("text", ["", "2016", "13/2016", "ayer", "ma 2016x", "0/2016", "3/2090", "3/1500", "12345", "١/٢٠١٦٠"])
def test_what_is_no_month(text):
    assert read_month(text, TODAY) is None


@pytest.mark.parametrize("month", ["septiembre", "sept", "set", "setiembre", "sep"])
def test_september_has_many_names(month):
    assert read_month(f"{month} 2014", TODAY) == (2014, 9)


def test_month_and_year_in_two_columns():
    found, _ = rows("nombre;mes;año\nAna;enero;2017\nLuz;2;2017\n".encode())
    assert [row.born for row in found] == [(2017, 1), (2017, 2)]


def test_surnames_alone_are_no_name():
    found, _ = rows("nombre;apellidos;mes y año\n;Pérez;1/2017\nAna;Pérez;1/2017\n".encode())
    assert [row.name for row in found] == ["", "Ana Pérez"]


def test_each_row_is_told_what_it_lacks():
    table = [
        (Row(2, "", "", None), ["Falta el nombre.", "Faltan el mes y el año."]),
        (Row(3, "Ana", "ayer", None), ["«ayer» no dice un mes y un año, como «marzo 2016» o «03/2016»."]),
        (Row(4, "Bebé", "1/2021", (2021, 1)), ["Todavía no tiene la edad para una cuenta."]),
        (Row(5, "Grande", "1/2005", (2005, 1)), ["Ya es mayor de edad."]),
        (Row(6, "Luz", "1/2016", (2016, 1), area="Marte"), ["«Marte» no es una zona de esta ciudad."]),
        (Row(7, "Íñigo  Peña", "1/2016", (2016, 1)), ["ya recibió invitación"]),
        (Row(8, "Sol", "1/2016", (2016, 1), area="CENTRO"), []),
        (Row(9, "sol", "1/2016", (2016, 1)), ["está dos veces en la lista"]),
        (Row(10, "L" * 121, "1/2016", (2016, 1)), ["es muy largo"]),
    ]
    lines = check([row for row, _ in table], {"centro": CENTRO}, {(called("inigo peña"), (2016, 1))}, TODAY)
    for line, (row, wanted) in zip(lines, table, strict=True):
        assert len(line.problems) == len(wanted), (row, line.problems)
        assert all(want in said for want, said in zip(wanted, line.problems, strict=True)), line.problems
    assert lines[6].area == CENTRO


def test_six_begins_the_month_after():
    """SG-21: in doubt the younger rule, at both ends."""
    young = [(2020, 10), (2020, 11), (2008, 11), (2008, 10)]
    lines = check([Row(n, f"Ana {n}", "x", born) for n, born in enumerate(young)], {}, set(), TODAY)
    assert [bool(line.problems) for line in lines] == [False, True, False, True]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "no dicen qué es cada columna"),
        (b"Matricula;Grado\n1;2\n", "no dicen qué es cada columna"),
        (b"PK\x03\x04 not a zip", "no se pudo leer"),
        (b"\xd0\xcf\x11\xe0 old", "es de Excel antiguo"),
        (b"%PDF-1.7 \x00\xff\xfe", "no dicen qué es cada columna"),
        (b"nombre;mes y ano\n" + b"Ana;3/2016\n" * MOST_LINES, "Esta lista es muy larga"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(file, says):
    from civic.core.words import _

    with pytest.raises(Unreadable) as told:
        rows(file)
    assert says in _(str(told.value))


def test_a_zip_that_grows_is_not_unpacked():
    """SG-88: 256 kB may hold gigabytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b"<a/>" * 2_000_000)
    with pytest.raises(Unreadable):
        read_cells(kept.getvalue())


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_unreadable(file):
    with suppress(Unreadable):
        rows(file)


@given(st.text(max_size=40))
def test_any_text_is_a_month_or_none(text):
    found = read_month(text, TODAY)
    assert found is None or (1 <= found[1] <= 12 and 1900 < found[0] <= TODAY.year)
