"""What points at a person or leads off the platform (SG-37): found by rule, so that it can be told kindly.

Pure: no network, no learning, nothing kept. A rule sees less than a person does; a person still reads every text.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from civic.core.words import N_
from civic.safeguarding.addresses import ADDRESS
from civic.safeguarding.folding import fold, words_of
from civic.safeguarding.handles import HANDLE
from civic.safeguarding.names import find_names, given_names
from civic.safeguarding.phones import find_phones

#: Each kind, as it is told to the child who wrote it.
KINDS = {
    "phone": N_("There is a phone number here."),
    "email": N_("There is an e-mail address here."),
    "curp": N_("There is a CURP or an RFC here."),
    "link": N_("There is a link to another page here."),
    "handle": N_("There is the name of an account here."),
    "address": N_("It says where somebody lives."),
    "plate": N_("There is the plate number of a car here."),
    "name": N_("There is somebody’s full name here."),
    "school": N_("It says somebody’s name with their school and class."),
}

_DATE = r"[0-9o]{2} ?-?(?:[0o][1-9]|1[0-2o])(?:[0o][1-9]|[12][0-9o]|3[01o])"
CURP = re.compile(
    rf"(?<![a-z0-9])[a-z]{{4}}[ .-]?{_DATE}[ .-]?[hmx][a-z]{{2}}[ .-]?[a-z]{{3}}[ .-]?[a-z0-9] ?\d(?![a-z0-9])"
    rf"|(?<![a-z0-9])[a-z]{{4}}{_DATE}[hmx][a-z]{{1,5}}\w{{0,2}}"
    rf"|(?<![a-z0-9])[a-z]{{3,4}}[ .-]?{_DATE}[ .-]?[a-z0-9]{{2}}[0-9a](?![a-z0-9])"
    r"|\b(?:curp|rfc)\b[^a-z0-9]{0,3}(?:(?:es|dice|empieza|termina|con|de|mi|el|la|papa|mama)[ :]+){0,4}[a-z]{4}[ .-]?\d{2,6}"
)
_AT = r" ?(?:@|[(\[{<] ?(?:at|arroba|a) ?[)\]}>]|-at-|\barr?o[bv]a\b|(?<=\d)arr?o[bv]a\b|arr?o[bv]a(?= )) ?"
_DOT = r" ?(?:[.,]|[(\[{] ?(?:dot|punto|\.) ?[)\]}]|\b(?:punto|dot)\b) ?"
_MAIL = r"(?:g ?mail|gmeil|jotmail|hotmail|outlook|yahoo|icloud|live|proton(?:mail)?|msn)"
_LOCAL = r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,40}"
EMAIL = re.compile(
    rf"{_LOCAL}@[a-z0-9-]{{2,30}}(?:\.[a-z0-9-]{{2,20}}){{0,2}}\.[a-z]{{2,6}}\b"
    rf"|{_LOCAL}{_AT}[a-z0-9-]{{2,30}}(?:{_DOT}[a-z0-9-]{{2,20}}){{0,2}}{_DOT}(?:com|mx|net|org|edu|gob|es)\b"
    rf"|{_LOCAL}{_AT}{_MAIL}\b"
    rf"|{_LOCAL}(?:@| ){_MAIL}{_DOT}(?:com|mx|es)\b"
    rf"|{_LOCAL} ?{_MAIL} com\b"
    rf"|\b(?:mi|su|el) (?:correo|e-?mail|mail|gmail|hotmail|outlook)(?: de \w{{2,10}})?(?: es|:| es:) ?"
    rf"(?=[a-z._-]{{0,20}}[\d._])[a-z0-9._-]{{4,40}}"
)
_SURE = r"com|mx|org|net|gob|edu|io|app|tv|gg|ly|xyz|online|site|club|info|link|top|live|dev|page|shop|store|web|red|ar|cl|pe|tk|ru"
_SHORT = r"wa|t|youtu|bit|goo|fb|ig|forms|discord|m|n|is|tinyurl|linktr|onlyfans|vm"
URL = re.compile(
    r"\bh(?:tt|xx|t)ps? ?: ?/ ?/ ?\S{2,200}"
    r"|\bwww ?(?:\.|punto) ?\S{2,200}"
    rf"|(?<![a-z0-9@.-])[a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{1,30}}){{0,3}}\.(?:{_SURE})\b(?:/\S{{0,200}})?"
    rf"|(?<![a-z0-9@.-])[a-z0-9-]{{1,30}}(?:\.[a-z0-9-]{{1,30}}){{0,2}}\.[a-z]{{2,6}}/\S{{1,200}}"
    rf"|\b(?:{_SHORT}) ?(?:\.|\bpunto\b) ?(?:me|be|ly|gl|gle|gg|ee)\b(?: ?(?:/|diagonal) ?\S{{1,100}})?"
    r"|\b[a-z0-9-]{2,40} ?(?:\bpunto\b|[(\[] ?(?:punto|dot|\.) ?[)\]]|\bdot\b| \. ) ?(?:com|mx|org|net|gob|edu|io|tv|app)\b"
)
PLATE = re.compile(
    r"\bplacas?\b(?: (?:del?|el|la|son|es|dice|carro|coche|taxi|camion|moto|numero|num|con|era|eran)\b){0,4}[ :#]{1,3}"
    r"(?=[a-z0-9 .-]{0,6}\d)(?!de\b|del\b|la\b|en\b|que\b)"
    r"(?:[a-z]{1,3}[ .-]?\d{2,4}(?:[ .-]?\d{2})?(?:[ .-]?[a-z]{1,3})?|\d{2,3}[ .-]?[a-z]{2,3}(?:[ .-]?\d{1,2})?)(?![a-z0-9])"
)
BARE_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{3}-\d{3}-[A-Z]|[A-Z]{3}-\d{2}-\d{2}|[A-Z]\d{2}-\d{3}-?[A-Z]?|[A-Z]\d{2}-[A-Z]{3}|\d{3}-[A-Z]{3})(?![\w-])"
)
SCHOOL = re.compile(
    r"\b(?:escuela|esc|primaria|prim|secundaria|secu|sec|tecnica|telesecundaria|kinder|"
    r"prepa|preparatoria|colegio|cole|bachilleres|cbtis|cetis)\b\.?"
)
CLASS = re.compile(
    r"\b[1-6] ?(?:°|ero|er|ro|do|to|o|grado)? ?(?:grado |ano |grupo )?[\"'“”«» ]{0,2}[a-h]\b"
    r"|\b(?:primero|primer|segundo|tercero|tercer|cuarto|quinto|sexto)(?: (?:grado|ano|semestre))? "
    r"(?:grupo )?[\"'“”«» ]{0,2}[a-h]\b"
    r"|\b(?:salon|grupo) [1-6] ?[a-h]\b"
)
WHO = re.compile(r"\b(?:me llamo|mi nombre es|se llama|soy) ([a-z]{3,})\b")
NO_NAME = words_of("una uno del alumna alumno nina nino jefe jefa presidenta muy los las representante asesora asesor")
NAMED_AFTER = re.compile(
    r"\b(?:escuela|primaria|secundaria|prepa\w*|tecnica|colegio|calle|kinder|san|santa|jose|juan|maria)(?: [a-z]{2,9}\.?)? $"
)
#: How far apart name, class and school may stand to be about one person.
NEAR = 120


@dataclass(frozen=True)
class Found:
    """`kind` is a key of KINDS; `text[start:end]` is what was found."""

    kind: str
    start: int
    end: int


def find(text: str, published: Collection[str] = ()) -> list[Found]:
    """In reading order, without overlaps. `published`: the town's help lines, which everybody may write."""
    folded, places = fold(text)
    taken = bytearray(len(folded))
    found = []
    for kind, start, end in _all(text, folded, places, published):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Found(kind, places[start], places[end]))
    return sorted(found, key=lambda each: each.start)


def _all(text: str, folded: str, places: list[int], published: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The surest kinds first: what they take, the others cannot."""
    for kind, pattern in (("curp", CURP), ("email", EMAIL), ("link", URL)):
        for match in pattern.finditer(folded):
            yield kind, *match.span()
    for match in HANDLE.finditer(folded):
        yield "handle", *match.span()
    for match in PLATE.finditer(folded):
        yield "plate", *match.span()
    if len(folded) == len(text):
        for match in BARE_PLATE.finditer(text):
            yield "plate", *match.span()
    for span in find_phones(folded, published):
        yield "phone", *span
    for match in ADDRESS.finditer(folded):
        yield "address", *match.span()
    for span in find_names(text, folded, places):
        yield "name", *span
    for span in _pupils(folded):
        yield "school", *span


def _pupils(folded: str) -> Iterator[tuple[int, int]]:
    """A given name, a class and a school near each other."""
    for grade in CLASS.finditer(folded):
        low = max(0, grade.start() - NEAR)
        around = folded[low : grade.end() + NEAR]
        school, who = SCHOOL.search(around), _who(around)
        if school and who:
            spans = (who, (grade.start() - low, grade.end() - low), school.span())
            yield low + min(start for start, _ in spans), low + max(end for _, end in spans)


def _who(around: str) -> tuple[int, int] | None:
    """The first name that is somebody's and not the school's or the street's."""
    for word in re.finditer(r"[a-z]{3,}", around):
        if word[0] in given_names() and not NAMED_AFTER.search(around[: word.start()]):
            return word.span()
    named = WHO.search(around)
    return named.span() if named and named[1] not in NO_NAME else None
