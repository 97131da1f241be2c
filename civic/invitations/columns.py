"""Which column is which, and the month somebody was born, however a school spells them.

Only the columns named here are read; every other one stays in the file (SG-16). Of a whole date only month and year are
taken.
"""

import re
from dataclasses import dataclass
from datetime import date

from civic.core.forms import fold
from civic.core.words import N_
from civic.invitations.sheets import Unreadable

#: How each column may be headed, without accents and signs. Parts of a name are joined in the order of their kinds.
HEADED = {
    "name": """nombre | nombres | nombre s | nombre completo | nombre y apellidos | nombre y apellido | nombre del alumno |
        nombre de la alumna | nombre del alumno a | nombre de la nina o nino | alumno | alumna | alumno a | alumnos |
        estudiante | nina o nino | nino o nina | nina nino o adolescente | nina | nino | name | full name | student""",
    "surname": "apellidos | primer apellido | apellido paterno | paterno | apellido | surname | last name",
    "second surname": "segundo apellido | apellido materno | materno",
    "born": """mes y ano | mes y ano de nacimiento | mes ano | nacimiento | fecha de nacimiento | fecha nacimiento |
        fecha de nac | fecha nac | f nac | f de nacimiento | nacio | nacio en | cumpleanos | birth | birth month |
        date of birth""",
    "month": "mes | mes de nacimiento | month",
    "year": "ano | ano de nacimiento | year | birth year",
    "area": "zona | area | barrio | zona del municipio",
    "guardian": """tutor | tutora | tutor a | tutor o tutora | nombre del tutor | nombre de la tutora | padre o tutor |
        madre padre o tutor | madre padre o tutora | mama papa o tutor | mama o papa | madre o padre | responsable |
        familiar | persona que cuida | quien cuida | guardian""",
    "contact": """contacto | contacto del tutor | telefono | telefono del tutor | telefono de contacto | tel |
        tel tutor | celular | celular del tutor | correo | correo del tutor | correo electronico | contact | phone |
        email""",
    "institution": "institucion | casa hogar | institucion que cuida | institution",
}
KIND = {spelled.strip(): kind for kind, said in HEADED.items() for spelled in said.split("|")}
#: Titles and logos may stand above the headings.
HEADINGS_WITHIN = 15

NO_HEADINGS = N_(
    "The first lines of the file do not say which column is which. "
    "It needs one called “nombre”, and one called “mes y año” or “fecha de nacimiento”."
)
MONTHS = [
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre"),
    *("diciembre", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
]

YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ]\d{1,2})?(?:[t ].*)?")
YEAR_LAST = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4}|\d{2})")
IN_WORDS = re.compile(r"(?:\d{1,2}[-/. ]+)?(?:de )?([a-z]{3,10})\.?(?:[-/., ]| del? )*(\d{4}|\d{2})")


@dataclass(frozen=True)
class Row:
    """A child as the list says it; `line` counts from 1, `when` is what was typed of the month, `born` (year, month)."""

    line: int
    name: str
    when: str
    born: tuple[int, int] | None
    area: str = ""
    guardian: str = ""
    contact: str = ""
    institution: str = ""


def read_rows(cells: list[list[str]], today: date) -> tuple[list[Row], list[str]]:
    """The children of the list, and the headings of the columns that were not read. Raises Unreadable."""
    for at, headings in enumerate(cells[:HEADINGS_WITHIN]):
        kinds = [KIND.get(plain(each), "") for each in headings]
        if "name" in kinds and ("born" in kinds or {"month", "year"} <= set(kinds)):
            below = enumerate(cells[at + 1 :], at + 2)
            unread = [said for said, kind in zip(headings, kinds, strict=True) if said and not kind]
            return [_row(line, kinds, found, today) for line, found in below if any(found)], unread
    raise Unreadable(NO_HEADINGS)


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _row(line: int, kinds: list[str], cells: list[str], today: date) -> Row:
    def said(kind: str, joined: str = " ") -> str:
        return joined.join(cell for each, cell in zip(kinds, cells, strict=False) if each == kind and cell)

    when = said("born") or f"{said('month')} {said('year')}".strip()
    # Surnames alone are nobody's name: the row is told what it lacks.
    name = " ".join(filter(None, (said("name"), said("surname"), said("second surname")))) if said("name") else ""
    return Row(
        line,
        name,
        when,
        read_month(when, today),
        said("area"),
        said("guardian"),
        said("contact", ", "),
        said("institution"),
    )


def read_month(text: str, today: date) -> tuple[int, int] | None:
    """(year, month) of "2015-03-21", "21/03/2015", "3/2015", "marzo de 2015", "21 de marzo de 2015", "mar-15"."""
    text = fold(" ".join(text.split()))
    if found := YEAR_FIRST.fullmatch(text):
        return _checked(found[1], int(found[2]), today)
    if found := YEAR_LAST.fullmatch(text):
        day, month = int(found[1] or 1), int(found[2])
        return _checked(found[3], day if month > 12 >= day and found[1] else month, today)
    if found := IN_WORDS.fullmatch(text):
        word = "septiembre" if found[1] in ("set", "setiembre") else found[1]
        months = [at for at, name in enumerate(MONTHS) if name.startswith(word)]
        return _checked(found[2], months[0] % 12 + 1, today) if months else None
    return None


def _checked(year: str, month: int, today: date) -> tuple[int, int] | None:
    """Two digits are a year of the last hundred."""
    full = int(year) if len(year) == 4 else today.year - (today.year - int(year)) % 100
    return (full, month) if 1 <= month <= 12 and today.year - 120 < full <= today.year else None
