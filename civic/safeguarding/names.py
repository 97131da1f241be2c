"""Full names of people: a given name with surnames, but no hero on a wall and no street that is called like one."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from civic.safeguarding.folding import fold, words_of

LIST = Path(__file__).with_name("names_es_MX.txt")
WORD = re.compile(r"[^\W\d_]+")

#: A name after these is the place's name ("escuela", or "escuela primaria Lic. ...").
PLACES = words_of(
    """
    calle calles c av ave avenida privada priv cerrada callejon andador blvd boulevard bulevar calzada calz
    carretera circuito prolongacion glorieta colonia col barrio fraccionamiento fracc unidad ejido pueblo municipio
    alcaldia delegacion ciudad parque jardin plaza plazuela mercado hospital clinica centro museo teatro auditorio
    estadio deportivo deportiva cancha biblioteca monumento estatua mural escuela esc primaria prim secundaria sec
    telesecundaria kinder preescolar preparatoria prepa bachillerato colegio instituto universidad tecnica puente
    metro estacion presa rio bosque cerro foro salon casa kiosco quiosco albergue
    """
)
BETWEEN = words_of(
    """
    de del la el las los lic dr dra ing prof profa profesor profesora gral general don dona federal municipal
    publica estatal tecnica primaria secundaria deportiva cultura numero num no presidente heroe
    """
)
#: A name after these is somebody's, even if only one surname follows.
PEOPLE = re.compile(
    r"\b(?:me llamo|mi nombre(?: completo)? es|(?:se|te) llama|soy|es|senora?|sra?|don|dona|doctora?|"
    r"(?:mi|el|la|su|un|una|del|al) (?:mejor )?(?:amig[oa]|maestr[oa]|profe(?:sora?)?|companer[oa]|vecin[oa]|directora?|"
    r"ti[oa]|prim[oa]|herman[oa]|papa|mama|novi[oa]|nin[oa]|joven|alumn[oa]|asesora?|facilitadora?|chic[oa]|abuel[oa]|"
    r"padrastro|senora?|conserje|prefect[oa]|doctora?)(?:,? (?:se llama|es|don|dona|llamad[oa]))?|"
    r"atentamente|atte|firma|nombre|alumn[oa]|de parte de)[:.,]? $"
)
SELF = re.compile(r"\b(?:me llamo|mi nombre(?: completo)? es|se llama|nombre:) $")
JOINING = frozenset(("de", "del", "la", "las", "los", "y"))
COMMON = words_of(
    """
    y e o de del la el los las un una mi tu su que quien porque pero para por con en a al como cuando si no ya hoy
    tengo tiene quiero quiere quisiera vivo vive voy va soy es esta estoy tambien jaja hola pido propongo necesito
    creo opino me se le te yo muy mas ese esa este desde siempre casi hay nos les lo mando dice dijo pega grita
    """
)


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Given names, surnames, the words among them that are everyday words, and the known people."""
    text = "\n".join(line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    _, given, surnames, known = re.split(r"\[[^]]+\]", fold(text)[0])
    words = f"{given} {surnames}".split()
    return (
        frozenset(given.replace("~", "").split()),
        frozenset(surnames.replace("~", "").split()),
        frozenset(each[:-1] for each in words if each.endswith("~")),
        frozenset(" ".join(each.split()) for each in known.split(";")),
    )


def given_names() -> frozenset[str]:
    return _lists()[0]


def find_names(text: str, folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Spans in `folded`."""
    given, surnames, everyday, known = _lists()
    words = [(m[0], m.start(), m.end()) for m in WORD.finditer(folded)]

    def capital(index: int) -> bool:
        return text[places[words[index][1]]].isupper()

    def near(index: int) -> bool:
        """Whether only a space stands between this word and the one before."""
        between = folded[words[index - 1][2] : words[index][1]]
        return bool(re.fullmatch(r" {1,3}|, ", between)) and (between != ", " or words[index][0] in given)

    at = 0
    while at < len(words):
        if words[at][0] not in given and words[at][0] not in surnames:
            at += 1
            continue
        end, kinds = at, ""
        while end < len(words) and end - at < 7 and (end == at or near(end)):
            word = words[end][0]
            if word in given and not (word in surnames and "g" in kinds):
                kinds += "g"
            elif word in surnames:
                kinds += "s"
            elif word in JOINING and kinds:
                kinds += "-"
            else:
                break
            end += 1
        while kinds.endswith("-"):
            kinds, end = kinds[:-1], end - 1
        bare = kinds.replace("-", "")
        start, stop = words[at][1], words[end - 1][2]
        before = folded[max(0, start - 40) : start]
        said = " ".join(word for word, *_ in words[at:end])
        following = end < len(words) and near(end) and words[end][0] not in COMMON
        if SELF.search(before) and bare and bare[0] == "g" and "s" not in bare and following and "-" not in kinds:
            stop, bare = words[end][2], bare + "s"
        certain = any(words[i][0] not in everyday for i in range(at, end) if words[i][0] in surnames)
        whole = re.fullmatch(r"g{1,3}ss+|ss?g{1,3}|s{2}g{1,3}", bare) and (bare.count("s") > 1)
        someone = PEOPLE.search(before) and re.fullmatch(r"g{1,3}s+", bare)
        written = capital(at) and re.fullmatch(r"g{1,3}s+", bare) and following and capital(end) and near(end)
        ok = (certain or capital(end - 1)) and "y" not in said.split()
        if (whole or someone or written) and ok and said not in known and not _place(words, at):
            yield start, stop
        at = max(end, at + 1)


def _place(words: list[tuple[str, int, int]], at: int) -> bool:
    """Whether the words before lead back to a place: "escuela primaria federal Lic. ...", "mi escuela se llama ..."."""
    before = [word for word, *_ in words[max(0, at - 7) : at]][::-1]
    called = before[:2] == ["llama", "se"]
    for index, word in enumerate(before[2:] if called else before):
        if word in PLACES:
            return not (called and "de" in before[index + 3 : index + 5])
        if word not in BETWEEN:
            return False
    return False
