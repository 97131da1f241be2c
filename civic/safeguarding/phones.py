"""Telephone numbers however they are written: in digits, in words, apart, with stars, with an o for a 0."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import phonenumbers
from phonenumbers import PhoneNumberType

from civic.safeguarding.folding import words_of

#: National help lines with an ordinary number: SAPTEL, Consejo Ciudadano, Locatel. Free numbers (800) are never private.
HELP_LINES = frozenset(("5552598121", "5555335533", "5556581111"))

_UNITS = {
    "0": "cero sero zero", "1": "uno huno", "2": "dos doz", "3": "tres trez", "4": "cuatro cuatr cuato kuatro quatro",
    "5": "cinco sinco cinko sinko", "6": "seis ceis seiz sies", "7": "siete ciete siet", "8": "ocho osho hocho",
    "9": "nueve nuebe nuve",
    "10": "diez dies", "11": "once onse", "12": "doce dose", "13": "trece trese", "14": "catorce katorce catorse",
    "15": "quince kince quinse", "16": "dieciseis diesiseis", "17": "diecisiete diesisiete", "18": "dieciocho diesiocho",
    "19": "diecinueve diesinueve", "20": "veinte beinte", "21": "veintiuno", "22": "veintidos", "23": "veintitres",
    "24": "veinticuatro", "25": "veinticinco", "26": "veintiseis", "27": "veintisiete", "28": "veintiocho",
    "29": "veintinueve", "30": "treinta", "40": "cuarenta", "50": "cincuenta sincuenta", "60": "sesenta", "70": "setenta",
    "80": "ochenta", "90": "noventa",
}  # fmt: skip
NUMERALS = {word: digits for digits, words in _UNITS.items() for word in words.split()}
_ONE = "|".join(word for word, digits in NUMERALS.items() if len(digits) == 1)
GLUED = re.compile(f"(?:{_ONE}){{2,}}")
EACH = re.compile(_ONE)
LETTERS = str.maketrans("oilsz", "01152")

TOKEN = re.compile(r"[a-z]+|\d+|[^a-z\d]+")
#: What may stand between two pieces of one number.
FILLERS = words_of(
    """
    y luego despues sigue siguen termina terminan acaba con en guion espacio punto diagonal coma mas el la de ahi
    """
)
BREAKS = re.compile(r"[$%=<>?!\n\0]|[.:;] {2,}|\w", re.ASCII)
MONTHS = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
UNITS = (
    r"pesos|varos|mil|millon(?:es)?|metros?|mts?|m2|km|kilometros?|kilos?|kg|gramos|litros?|lts?|personas|habitantes|"
    r"nin[oa]s|alumn[oa]s|familias|arboles|votos|anos|horas|minutos|segundos|grados|puntos|bytes|robux|seguidores"
)
#: Numbers that are something else: they are struck out before looking.
OTHERWISE = re.compile(
    rf"(?<![\d/-])\d{{1,2}}([/-])\d{{1,2}}\1(?:19|20)\d\d(?![\d/-])"
    rf"|(?<![\d/-])(?:19|20)\d\d-\d\d-\d\d(?![\d/-])"
    rf"|\b\d{{1,2}} de (?:{MONTHS})(?: del? (?:19|20)\d\d)?\b"
    r"|(?<![\d:])\d{1,2}:\d\d(?![:\d])"
    r"|(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,]\d)(?:\.\d\d(?!\d))?"
    r"|\$ ?\d{1,9}(?!\d)(?:\.\d\d?(?!\d))?"
    rf"|(?<!\d)\d{{1,9}}(?:\.\d\d?)? ?(?:%|(?:{UNITS})\b)"
    r"|\b(?:folio|expediente|oficio|acuerdo|reporte|isbn|serie)\b[^\d\n]{0,15}\d[\d/-]{0,20}"
)
CUE = re.compile(
    r"\b(?:cel[ue]?l?(?:ular)?|celu|tele?(?:fono)?s?|fon|w?h?[au]t?s?app?|wh?ats?(?:app?)?|w[au]sa?p+|guats?(?:ap+)?|"
    r"(?:mi|su|tu|el|un|de) (?:num(?:ero)?|nro)|numero de contacto|"
    r"m[ae]rc[ao]\w{0,4}|marqu\w{1,5}|llam[ae]\w{0,4}|contacto|contesta\w?|escrib[ae]\w{0,4}|anot[ae]\w{0,3}|habl[ae]\w{0,3}|"
    r"comuni(?:car|que)\w{0,4}|agreg[au]\w{0,5}|mensaj\w{1,5})\b[^\d\n]{0,30}$"
)


@dataclass(frozen=True)
class Piece:
    digits: str
    start: int
    end: int
    #: Words or commas stand between this piece and the one before.
    loose: bool


def find_phones(folded: str, published: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Spans in `folded`. `published` are help lines as digits: everybody may write those."""
    known = HELP_LINES | {re.sub(r"\D", "", number) for number in published}
    for run in _runs(OTHERWISE.sub(lambda m: "\0" * len(m[0]), folded)):
        at = 0
        while at < len(run):
            end = _phone(folded, run, at, known)
            if end:
                yield run[at].start, run[end - 1].end
            at = end or at + 1


def _phone(folded: str, run: list[Piece], at: int, known: Collection[str]) -> int:
    """Where in the run the number ends that begins with this piece, or 0."""
    cued = bool(CUE.search(folded[max(0, run[at].start - 45) : run[at].start])) and at == 0
    abroad = folded[max(0, run[at].start - 2) : run[at].start].strip().endswith("+")
    digits, best = "", 0
    for end in range(at, len(run)):
        digits += run[end].digits
        if len(digits) > 15:
            break
        pieces = run[at : end + 1]
        national = _national(digits)
        if national in known or _free(national):
            return 0
        if len(national) == 10 and (cued or len(pieces) == 1 or (_valid(national) and not _a_list(pieces))):
            return end + 1
        if (cued or abroad) and 7 <= len(digits) <= 15 and not _counting(pieces):
            if any(number.endswith(digits) for number in known):
                return 0
            best = end + 1
    return best


def _national(digits: str) -> str:
    """Ten digits without the ways of dialling them."""
    return re.sub(r"^(?:0052|521?|04[45]|01|1)(?=\d{10}$)", "", digits)


@lru_cache(maxsize=512)
def _valid(national: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(national, "MX"))


@lru_cache(maxsize=512)
def _free(national: str) -> bool:
    if len(national) != 10 or national[0] not in "89":
        return False
    return phonenumbers.number_type(phonenumbers.parse(national, "MX")) == PhoneNumberType.TOLL_FREE


def _a_list(pieces: list[Piece]) -> bool:
    """Ages, amounts, years: with commas between and not a digit each, or counting."""
    loose = sum(piece.loose for piece in pieces[1:])
    digit_each = all(len(piece.digits) == 1 for piece in pieces)
    years = all(re.fullmatch(r"(?:19|20)\d\d", piece.digits) for piece in pieces)
    return years or _counting(pieces) or (not digit_each and loose == len(pieces) - 1 > 1)


def _counting(pieces: list[Piece]) -> bool:
    """2 4 6 8 and the like."""
    values = [int(piece.digits) for piece in pieces]
    return len(values) > 3 and len({b - a for a, b in pairwise(values)}) == 1


def _runs(text: str) -> Iterator[list[Piece]]:
    """Pieces that stand so near to each other that they may be one number."""
    run: list[Piece] = []
    loose, fillers, tens = False, 0, False
    for token in TOKEN.finditer(text):
        word = token[0]
        touching = bool(run) and run[-1].end == token.start()
        digits = _digits(word, touching or (bool(run) and word == "o"))
        if digits:
            if run and tens and len(digits) == 1 and word in NUMERALS:
                run[-1] = Piece(run[-1].digits[0] + digits, run[-1].start, token.end(), run[-1].loose)
                tens = False
            else:
                run.append(Piece(digits, token.start(), token.end(), loose))
                tens = word in NUMERALS and len(digits) == 2 and digits[1] == "0" and digits >= "20"
            loose, fillers = False, 0
        elif word[0].isalpha():
            fillers += 1
            loose = True
            tens = tens and word in "yi"
            if run and (word not in FILLERS or fillers > 3):
                yield run
                run = []
        elif run and (len(word) > 8 or BREAKS.search(word)):
            yield run
            run, tens = [], False
        else:
            loose = loose or "," in word
    if run:
        yield run


def _digits(word: str, within: bool) -> str:
    """`within` a number an o is a 0 and an l a 1."""
    if word.isdigit():
        return word
    if word in NUMERALS:
        return NUMERALS[word]
    if within and len(word) < 4 and not word.strip("oil"):
        return word.translate(LETTERS)
    if GLUED.fullmatch(word):
        return "".join(NUMERALS[each] for each in EACH.findall(word))
    return ""
