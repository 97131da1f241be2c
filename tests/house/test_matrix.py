"""SG-75: default deny. Every door, each role, one's own thing and another's, over a town that has lived a year."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from litestar import Litestar

from civic.app import doors
from civic.core import assets
from civic.core.actor import Actor, Role
from civic.core.clock import today
from civic.core.database import DB, rows
from civic.demo.people import FAMILIES
from tests.browsing import Browser
from tests.conftest import SETTINGS
from tests.house.things import Things

ROLES = ("PUB", "CHD", "INV", "GUA", "ADV", "FAC", "SAF", "OFF", "SEC")
MEANS = dict(
    zip(
        ROLES,
        (
            *(Role.VISITOR, Role.CHILD, Role.CHILD, Role.GUARDIAN, Role.ADVISER),
            *(Role.FACILITATOR, Role.SAFEGUARDING, Role.OFFICER, Role.SECRETARY),
        ),
        strict=True,
    )
)
#: Who arrives without a second key has no column: tests/keys walks every door of the team for them.
OF_NO_COLUMN = {Role.CLOCK, Role.ARRIVING}
LINE = re.compile(r"^(GET|POST) +(\S+) *(.*?) +((?:[xo2-] +){8}[xo2-])$")


@dataclass(frozen=True)
class Row:
    """`of` says of what, where it makes a difference; `may` a mark for each role."""

    method: str
    path: str
    of: str
    may: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.of}".strip()


def read(text: str) -> list[Row]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            fits = LINE.match(line)
            assert fits, f"matrix.txt, line {number}, cannot be read: {line}"
            method, path, of, marks = fits.groups()
            found.append(Row(method, path, of, dict(zip(ROLES, marks.split(), strict=True))))
    return found


MATRIX = read((Path(__file__).parent / "matrix.txt").read_text())

DAY = (today() + timedelta(days=9)).isoformat()

#: What stands in each hole of an address, by the beginning of the row: the most exact one counts.
WHERE = {
    "GET /convocatorias/{key:uuid}": "call",
    "GET /convocatorias/{key:uuid} a draft": "drafted call",
    "POST /convocatorias/{key:uuid}": "call",
    "POST /convocatorias/{call:uuid}": "call",
    "GET /mesa/permisos/{key:uuid}": "family",
    "POST /mesa/permisos/{key:uuid}": "family",
    "POST /mesa/permisos/{key:uuid}/revisar": "family with a form",
    "POST /mesa/permisos/{key:uuid}/olvidar": "family with a form",
    "POST /mesa/permisos/{key:uuid}/revisar typed": "family with a form of the secretary",
    "POST /mesa/permisos/{key:uuid}/comprobar": "family of Inés",
    "POST /mesa/permisos/{key:uuid}/comprobar issued": "family of the secretary",
    "POST /mesa/cuidado/pausas/{key:uuid}": "child in care",
    "GET /propuestas/{key:uuid}": "idea",
    "POST /propuestas/{key:uuid}": "idea",
    "GET /propuestas/{key:uuid} sent": "idea sent",
    "GET /propuestas/{key:uuid}/caras": "answered",
    "POST /propuestas/{key:uuid}/caras": "answered",
    "POST /propuestas/{key:uuid}/consejo": "idea to advise on",
    "GET /dibujos/{key:uuid}": "drawing",
    "GET /dibujos/{key:uuid} a draft's": "drawing of draft",
    "GET /dibujos/{key:uuid} sent": "drawing of sent",
    "GET /voces/{key:uuid}": "voice",
    "POST /voces/{key:uuid}": "voice",
    "GET /voces/{key:uuid} sent": "voice sent",
    "GET /votaciones/{key:uuid}": "poll",
    "POST /votaciones/{key:uuid}": "poll",
    "GET /votaciones/{key:uuid} a draft": "drafted poll",
    "GET /votaciones/{key:uuid}/muestra": "announced poll",
    "GET /votaciones/{key:uuid}/muestra of a draft": "drafted poll",
    "GET /votaciones/{key:uuid}/resultado": "result",
    "GET /votaciones/{key:uuid}/resultado of an open vote": "poll",
    "GET /votaciones/{key:uuid}/resultado.json of an open vote": "poll",
    "GET /votaciones/{key:uuid}/cifras": "result",
    "GET /votaciones/{key:uuid}/cifras of an open vote": "poll",
    "GET /votaciones/{key:uuid}/resultado.csv of an open vote": "poll",
    "GET /votaciones/{key:uuid}/resultado.pb of a budget": "result of a budget",
    "GET /votaciones/{key:uuid}/resultado.pb of an open vote": "poll",
    "GET /votaciones/{key:uuid}/resultado.bundle of an open vote": "poll",
    "POST /votaciones/{key:uuid}/comprobar": "result",
    "GET /compromisos/{key:uuid}": "promised",
    "GET /evidencias/{key:uuid}": "evidence",
    "GET /mis-ideas/{key:uuid}": "idea draft",
    "POST /mis-ideas/{key:uuid}": "idea draft",
    "POST /mis-ideas/{key:uuid}/apelar": "idea refused",
    "GET /mis-voces/{key:uuid}": "voice draft",
    "POST /mis-voces/{key:uuid}": "voice draft",
    "POST /mis-voces/{key:uuid}/apelar": "voice refused",
    "GET /mesa/lectura/{key:uuid}": "idea sent",
    "GET /mesa/lectura/{key:uuid} a draft": "idea draft",
    "POST /mesa/lectura/{key:uuid}": "idea sent",
    "POST /mesa/lectura/{key:uuid}/publicar-tras-apelacion": "idea appealed",
    "POST /mesa/lectura/{key:uuid}/mantener": "voice appealed",
    "GET /mesa/consejo/{key:uuid}": "idea to advise on",
    "GET /mesa/convocatorias/{key:uuid}": "drafted call",
    "POST /mesa/convocatorias/{key:uuid}": "drafted call",
    "POST /mesa/convocatorias/{key:uuid}/cerrar": "call whose days are over",
    "GET /mesa/votaciones/{key:uuid}": "drafted poll",
    "POST /mesa/votaciones/{key:uuid}": "drafted poll",
    "POST /mesa/votaciones/{key:uuid}/retomar": "announced poll",
    "POST /mesa/votaciones/{key:uuid}/firmar-apertura": "announced poll",
    "POST /mesa/votaciones/{key:uuid}/abrir": "poll Inés signed",
    "POST /mesa/votaciones/{key:uuid}/abrir signed by the secretary": "poll Julián signed",
    "POST /mesa/votaciones/{key:uuid}/firmar-cierre": "poll that is over",
    "POST /mesa/votaciones/{key:uuid}/cerrar": "poll that is over, Inés signed",
    "POST /mesa/votaciones/{key:uuid}/cerrar signed by the secretary": "poll that is over, Julián signed",
    "POST /mesa/votaciones/{key:uuid}/firmar-resultado": "poll that is over",
    "POST /mesa/votaciones/{key:uuid}/certificar": "poll that is over, Inés signed",
    "POST /mesa/votaciones/{key:uuid}/certificar signed by the secretary": "poll that is over, Julián signed",
    "POST /mesa/votaciones/{key:uuid}/sorteo": "announced poll",
    "GET /mesa/votaciones/{key:uuid}/testigos": "result",
    "POST /mesa/votaciones/{key:uuid}/testigos": "result",
    "POST /mesa/testigos/{key:uuid}/aceptar": "witness of Inés",
    "POST /mesa/testigos/{key:uuid}/aceptar named": "witness of the secretary",
    "POST /mesa/testigos/{key:uuid}/entregar": "witness agreed",
    "POST /mesa/votaciones/{key:uuid}/pedir-tiempo": "poll",
    "POST /mesa/votaciones/{key:uuid}/pedir-anular": "poll",
    "POST /mesa/votaciones/{key:uuid}/dar-tiempo": "poll with changes of Inés",
    "POST /mesa/votaciones/{key:uuid}/anular": "poll with changes of Inés",
    "POST /mesa/votaciones/{key:uuid}/dar-tiempo asked by the secretary": "poll with changes of the secretary",
    "POST /mesa/votaciones/{key:uuid}/anular asked by the secretary": "poll with changes of the secretary",
    "GET /mesa/votaciones/{key:uuid}/custodia": "poll with custodians",
    "POST /mesa/votaciones/{key:uuid}/custodia": "poll with custodians",
    "GET /mesa/votaciones/{key:uuid}/contar": "poll with custodians",
    "POST /mesa/votaciones/{key:uuid}/contar": "poll with custodians",
    "GET /mesa/votaciones/{key:uuid}/casillas": "poll",
    "POST /mesa/votaciones/{key:uuid}/casillas": "poll",
    **{
        f"{method} /mesa/votaciones/{{key:uuid}}/{door}": "poll"
        for method in ("GET", "POST")
        for door in ("lista", "ayudantes", "papeles", "hoja-de-conteo", "acta", "manos")
    },
    "POST /mesa/casillas/{key:uuid}": "cards printed",
    "POST /mesa/casillas/{key:uuid}/firmar": "cards asked for",
    "POST /mesa/casillas/{key:uuid}/firmar asked by the secretary": "cards the secretary asked for",
    "POST /mesa/casillas/{key:uuid}/imprimir": "cards signed",
    "POST /mesa/casillas/{key:uuid}/detener not printed": "cards asked for",
    "POST /mesa/votaciones/{key:uuid}/tabletas": "poll",
    "POST /mesa/salidas/{key:uuid}": "tablet that is out",
    "POST /mesa/salidas/{key:uuid}/hallada": "tablet that Inés lost",
    "GET /casilla/sin-red/{key:uuid}": "tablet that is out",
    "POST /casilla/sin-red/{key:uuid}": "tablet that is out",
    "GET /mesa/oficina/{key:uuid}/responder": "owed",
    "POST /mesa/oficina/{key:uuid}/responder": "owed",
    "GET /mesa/oficina/{key:uuid}/promesa": "answered",
    "POST /mesa/oficina/{key:uuid}/promesa": "answered",
    "POST /mesa/oficina/{key:uuid}/avance": "promised",
    "POST /mesa/tabletas/{key:uuid}": "tablet",
    "GET /mesa/cuidado/{key:uuid}": "message new",
    "POST /mesa/cuidado/{key:uuid}": "message read",
    "POST /mesa/cuidado/{key:uuid}/leer": "message new",
    "POST /mesa/cuidado/{key:uuid}/soltar": "message about a text",
    "POST /mesa/cuidado/{key:uuid}/pedir-cierre": "message attended",
    "POST /mesa/cuidado/{key:uuid}/dejar-abierto": "message closing",
    "POST /mesa/cuidado/{key:uuid}/cerrar": "message closing",
    "GET /familia/descanso/{key:uuid}": "Rosa's child",
    "POST /familia/descanso/{key:uuid}": "Rosa's child",
    "POST /mesa/regresos/{key:uuid}": "child who left",
    "GET /mesa/derechos/{key:uuid}": "request asked",
    "POST /mesa/derechos/{key:uuid}": "request asked",
    "POST /mesa/derechos/{key:uuid}/firmar": "request answered",
    "POST /mesa/derechos/{key:uuid}/regresar": "request answered",
    "POST /mesa/derechos/{key:uuid}/cumplir": "request granted",
    "POST /mesa/exportar/{key:uuid}/firmar": "export Julián asked",
    "POST /mesa/exportar/{key:uuid}/firmar asked by safeguarding": "export Saúl asked",
    "POST /mesa/exportar/{key:uuid}/bajar": "export signed",
    "GET /mesa/incidentes/{key:uuid}": "incident",
    "POST /mesa/incidentes/{key:uuid}": "incident",
    "POST /mesa/incidentes/{key:uuid}/pedir-cierre": "incident told",
    "POST /mesa/incidentes/{key:uuid}/cerrar": "incident closing",
    "GET /avisos/incidente/{key:uuid}": "incident told",
    "GET /mesa/equipo/{key:uuid}": "adult",
    "POST /mesa/equipo/{key:uuid}": "adult",
    "POST /mesa/equipo/{key:uuid}/firmar": "named",
    "POST /mesa/equipo/{key:uuid}/firmar asked": "named by the secretary",
    "POST /mesa/equipo/{key:uuid}/retirar": "named",
    "POST /mesa/equipo/{key:uuid}/confirmar": "seen",
    "POST /mesa/equipo/{key:uuid}/confirmar seen": "seen by the secretary",
    "POST /mesa/equipo/{key:uuid}/trimestre": "adviser",
    "POST /mesa/equipo/{key:uuid}/pedir-termino": "officer",
    "POST /mesa/equipo/{key:uuid}/firmar-termino": "ending",
    "POST /mesa/equipo/{key:uuid}/firmar-termino asked": "ending asked by the secretary",
    "POST /mesa/equipo/{key:uuid}/firmar-enlace": "lost keys",
    "POST /mesa/equipo/{key:uuid}/firmar-enlace asked": "lost keys asked by the secretary",
    "POST /mesa/apertura/ayuda/{key:uuid}": "line",
    "GET /mesa/cuidado/identidad": "child behind glass",
    "POST /mesa/cuidado/identidad": "child behind glass",
    "GET /mesa/cuidado/miradas": "look of Saúl",
    "POST /mesa/cuidado/miradas": "look of Saúl",
    "GET /mesa/invitaciones/{key:uuid}": "list asked for",
    "POST /mesa/invitaciones/{key:uuid}": "list asked for",
    "POST /mesa/invitaciones/{key:uuid}/firmar asked": "list the secretary asked for",
    "POST /mesa/invitaciones/{key:uuid}/tarjetas": "list signed",
    "POST /mesa/invitaciones/{key:uuid}/cartas": "list signed",
    "POST /mesa/invitaciones/lugares/{key:uuid}": "place",
    "GET /mesa/clase/{place:uuid}": "place",
    "POST /mesa/clase/{place:uuid}": "place",
}

STOP = UUID(int=77)
#: What is posted, where an empty form would stop before the door's question is asked: a thing's name becomes its id.
POSTED = {
    "POST /familia": {"child": str(FAMILIES), "purpose": "take_part"},
    "POST /convocatorias/{key:uuid}/participar": {"said": "yes"},
    "POST /mesa/permisos/formatos": {"place": "place"},
    "POST /mesa/permisos/{key:uuid}/revisar": {"take_part": "yes"},
    "POST /mesa/permisos/{key:uuid}/comprobar": {"method": "person"},
    "POST /mesa/permisos/{key:uuid}/otra-persona": {"kind": "family"},
    "POST /propuestas/{key:uuid}/voces": {"kind": "reason", "words": "Me gusta."},
    "POST /voces/{key:uuid}/responder": {"words": "Pienso igual."},
    "POST /mis-voces/{key:uuid}/cambiar": {"words": "Me gusta más."},
    "POST /mis-ideas/{key:uuid}/{name:str}": {"title": "Otra fuente"},
    "POST /votaciones": {"choice": "none"},
    "POST /votaciones/{key:uuid}/comprobar": {"words": "gato gato gato"},
    "POST /mesa/votaciones/{key:uuid}/testigos": {"name": "Marta Ríos"},
    "POST /propuestas/{key:uuid}/caras": {"face": "happy"},
    "POST /propuestas/{key:uuid}/consejo": {"words": "Hay que pedir permiso."},
    "POST /mesa/lectura/{key:uuid}/devolver": {"return_reason": "unclear"},
    "POST /mesa/lectura/{key:uuid}/no-publicar": {"refuse_reason": "hurts"},
    "POST /mesa/lectura/{key:uuid}/mantener": {"uphold_reason": "hurts"},
    "POST /mesa/lectura/{key:uuid}/tapar": {"field": "problem", "piece": "calor"},
    "POST /mesa/votaciones/{key:uuid}/poner": {"proposal": "free idea"},
    "POST /mesa/votaciones/{key:uuid}/sorteo": {"dice": "1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2"},
    "POST /mesa/votaciones/{key:uuid}/quitar": {"proposal": "option"},
    "POST /mesa/votaciones/{key:uuid}/pedir-tiempo": {
        "why": "Llovió.", "closes_on": (today() + timedelta(days=20)).isoformat(), "closes_time": "18:00",
    },
    "POST /mesa/votaciones/{key:uuid}/pedir-anular": {"reason": "Llovió."},
    "POST /mesa/votaciones/{key:uuid}/dar-tiempo": {"change": "extension of Inés"},
    "POST /mesa/votaciones/{key:uuid}/dar-tiempo asked by the secretary": {"change": "extension of the secretary"},
    "POST /mesa/votaciones/{key:uuid}/anular": {"change": "annulment of Inés"},
    "POST /mesa/votaciones/{key:uuid}/anular asked by the secretary": {"change": "annulment of the secretary"},
    "POST /mesa/votaciones/{key:uuid}/custodia": {"name-1": "Marta", "name-2": "Elías", "name-3": "Rita"},
    "POST /mesa/votaciones/{key:uuid}/custodia/tarjeta": {"place": "0"},
    "POST /mesa/votaciones/{key:uuid}/manos/revisar": {"place": "place", "yes": "0", "no": "0", "abstain": "0"},
    "POST /mesa/votaciones/{key:uuid}/firmar-apertura": {"reglas": "rules of the announced poll"},
    "POST /mesa/votaciones/{key:uuid}/abrir": {"reglas": "rules that Inés signed"},
    "POST /mesa/votaciones/{key:uuid}/abrir signed": {"reglas": "rules that Julián signed"},
    "POST /mesa/casillas/{key:uuid}/pedir-detener": {"reason": "Llovió."},
    "POST /mesa/casillas/{key:uuid}/detener asked": {"change": str(STOP)},
    "POST /mesa/oficina/{key:uuid}/responder": {
        "verdict": "yes", "reason": "Sí, porque hay agua.", "next_on": DAY, "do": "publish",
    },
    "POST /mesa/oficina/{key:uuid}/promesa": {"title": "Una fuente", "due_on": DAY, "step1": "Ponerla", "day1": DAY},
    "POST /mesa/oficina/{key:uuid}/avance": {"step": "step", "words": "Ya está en el parque."},
    "POST /mesa/cuidado/{key:uuid}/paso": {"step": "filed"},
    "POST /mesa/cuidado/{key:uuid}/aviso": {
        "authority": "Procuraduría", "folio": "PPNNA 1", "told_at": "2026-01-05T10:30",
    },
    "POST /mesa/cuidado/{key:uuid}/pedir-cierre": {"outcome": "accompanied"},
    "POST /mesa/cuidado/{key:uuid}/cerrar": {"outcome": "accompanied"},
    "POST /salirme/borrar": {"words": "kept"},
    "POST /mesa/derechos/{key:uuid}/ampliar": {"reason": "search"},
    "POST /mesa/derechos/{key:uuid}/responder": {"verdict": "yes"},
    "POST /mesa/derechos/{key:uuid}/cumplir": {"how": "shown"},
    "POST /mesa/exportar": {"what": "ideas", "purpose": "report"},
    "POST /mesa/cuidado/identidad": {"alias": "colibri"},
    "POST /mesa/cuidado/identidad/{child:uuid}": {"reason": "card", "why": "No encuentra su tarjeta desde ayer."},
    "POST /mesa/cuidado/miradas/{key:uuid}": {"right": "yes"},
    "POST /mesa/equipo/{key:uuid}/confirmar": {"what": "identity"},
    "POST /mesa/clase/{place:uuid}": {"everybody": "yes"},
    "POST /mesa/invitaciones/lugares/{key:uuid}": {"name": "Otra biblioteca"},
    "POST /equipo/aceptar": {"username": "elena", "password": "cinco gatos en fila"},
}  # fmt: skip
#: There is one door of the city: how it stands before somebody knocks. Where one signature is there, it is Saúl's.
ASKED = "UPDATE opening SET state = 'asked', asked_by = (SELECT id FROM person WHERE name = '{}')"
WAIVER = """INSERT INTO gate (id, name, facts, by, at) SELECT gen_random_uuid(), 'waiver', jsonb_build_object(
  'reason', '', 'for', g.facts->>'day', 'signed', jsonb_build_array(p.id)), p.id, now()
  FROM gate g, person p WHERE g.name = 'impact' AND p.name = '{}'"""
COUNTED = """WITH counted AS (UPDATE poll SET state = 'counted', result =
    '{"ballots": 0, "blanks": 0, "totals": [0, 0], "winners": [], "ties": [], "rounds": []}'
    WHERE state = 'open' AND closes_at < now() RETURNING id)
  UPDATE signature s SET act = 'certify' FROM counted c WHERE s.poll = c.id AND s.act = 'close'"""
DESKS = """INSERT INTO sitting (id, poll, place, opened_by, sign_in, since)
  SELECT gen_random_uuid(), p.id, (SELECT place FROM sheet LIMIT 1), s.person, s.id, now() FROM poll p, sign_in s
  WHERE p.city_wide"""
DESKS_LATER = f"""WITH later AS (UPDATE poll SET closes_at = now() - interval '1 hour' WHERE city_wide) {DESKS}"""
STOP_ASKED = f"""INSERT INTO poll_change (id, poll, kind, sheet, why, asked_by, asked_at)
  SELECT '{STOP}', s.poll, 'stop', s.id, 'Llovió.', p.id, now() FROM sheet s, person p
  WHERE s.state = 'printed' AND s.door = 'booth' AND p.name = '{{}}'"""
HANDS = "UPDATE poll SET by_hand = true WHERE city_wide RETURNING id"
HANDS_OF = f"""WITH raised AS ({HANDS}) INSERT INTO hand_count (id, poll, place, yes, no, abstain, counted_by)
  SELECT gen_random_uuid(), r.id, l.id, 0, 0, 0, p.id FROM raised r, place l, person p WHERE p.name = '{{}}'"""
BEFORE = {
    "POST /mesa/testigos/{key:uuid}/entregar": "UPDATE poll SET published_at = now() WHERE state = 'published'",
    "POST /mesa/cuidado/identidad/{child:uuid}/leer": "UPDATE look SET until = now() + interval '15 minutes' WHERE told IS NOT NULL",
    "POST /mesa/votaciones/{key:uuid}/firmar-resultado": COUNTED,
    "GET /mesa/votaciones/{key:uuid}/contar": "UPDATE poll SET state = 'closed' WHERE custody",
    "POST /mesa/votaciones/{key:uuid}/contar": "UPDATE poll SET state = 'closed' WHERE custody",
    "POST /mesa/votaciones/{key:uuid}/custodia/probar": "UPDATE custodian SET printed = true",
    "POST /mesa/votaciones/{key:uuid}/certificar": COUNTED,
    "POST /mesa/votaciones/{key:uuid}/sorteo": "UPDATE poll SET lot_seed = '' WHERE state = 'announced'",
    "POST /mesa/casillas/{key:uuid}/contar": "UPDATE poll SET closes_at = now() - interval '1 hour' WHERE city_wide",
    "POST /mesa/casillas/{key:uuid}/detener asked by Inés": STOP_ASKED.format("Inés Tlapa"),
    "POST /mesa/casillas/{key:uuid}/detener asked by the secretary": STOP_ASKED.format("Julián Romero"),
    "POST /mesa/votaciones/{key:uuid}/lista": DESKS,
    "POST /mesa/votaciones/{key:uuid}/papeles": DESKS_LATER,
    "POST /mesa/votaciones/{key:uuid}/manos": HANDS,
    "POST /mesa/votaciones/{key:uuid}/manos/revisar": HANDS_OF.format("Inés Tlapa"),
    "POST /mesa/votaciones/{key:uuid}/manos/revisar counted": HANDS_OF.format("Julián Romero"),
    "POST /mesa/apertura/pedir": "UPDATE opening SET state = 'closed'",
    "POST /mesa/apertura/abrir": ASKED.format("Saúl Ortega"),
    "POST /mesa/apertura/abrir asked": ASKED.format("Julián Romero"),
    "POST /mesa/apertura/espera/firmar": WAIVER.format("Saúl Ortega"),
    "POST /mesa/apertura/espera/firmar signed": WAIVER.format("Julián Romero"),
}
WORDS = {
    "gate": "retention", "slug": "clara", "who": "teo", "right": "ver", "code": "AMAR-2222", "receipt": "ROSA-2222",
}  # fmt: skip


def most_exact(table: dict, row: Row, default: object) -> object:
    fits = [each for each in table if str(row).startswith(each)]
    return table[max(fits, key=len)] if fits else default


def test_a_door_that_is_not_in_the_matrix_fails() -> None:
    """SG-75: in both directions, and each row once."""
    app = Litestar(route_handlers=doors(replace(SETTINGS, mode="production")), openapi_config=None, logging_config=None)
    have = {
        (method, route.path)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        for method in handler.http_methods - {"HEAD", "OPTIONS"}
    }
    told = {(row.method, row.path) for row in MATRIX}
    assert have - told == set(), "these doors are not in tests/house/matrix.txt"
    assert told - have == set(), "these doors of tests/house/matrix.txt are not there"
    rows = [str(row) for row in MATRIX]
    assert len(rows) == len(set(rows))


def test_the_matrix_and_the_charters_name_the_same_people() -> None:
    """SG-75: a rule cannot be opened to somebody without the matrix, nor the matrix without the rule."""
    app = Litestar(route_handlers=doors(replace(SETTINGS, mode="production")), openapi_config=None, logging_config=None)
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            if rule := handler.opt.get("rule"):
                rows = [row for row in MATRIX if (row.method, row.path) == ("POST", route.path)]
                told = {MEANS[role] for row in rows for role, mark in row.may.items() if mark != "-"}
                assert told == {role for role in Role if role & rule.who} - OF_NO_COLUMN, f"{route.path}: {rule}"


@pytest.mark.parametrize("row", MATRIX, ids=str)
async def test_who_may_open_it(lived: Things, row: Row) -> None:
    """SG-75: who may gets in, and with the same address and the same words everybody else is refused."""
    told = []
    for role in ROLES:
        mark, whose = row.may[role], lived.mine[role]
        told += [(role, whose, mark != "-", await knock(lived, row, whose))]
        if role in lived.another:
            told += [(f"another {role}", lived.another[role], mark == "x", await knock(lived, row, lived.another[role]))]
    wrong = [f"{who} gets {status}" for who, _whose, may, status in told if may != (status < 400 or status == 422)]
    odd = [f"{who} gets {status}" for who, _whose, _may, status in told if status not in (200, 303, 401, 403, 404, 422)]
    assert not wrong + odd, f"{row}: {wrong + odd}"


async def knock(lived: Things, row: Row, whose: Actor | None) -> int:
    """The answer's status; what it changed is taken back. A look is followed to where it leads."""
    browser = Browser(lived.town.app)
    async with DB.transaction() as everything:
        if whose:
            await browser.come_in(whose)
        if before := most_exact(BEFORE, row, ""):
            await rows(str(before))
        if row.method == "GET":
            answer = await browser.client.get(address(lived, row), follow_redirects=True)
        else:
            answer = await browser.client.post(address(lived, row), data=browser.marked(posted(lived, row)))
        await everything.rollback()
    await browser.client.aclose()
    return answer.status_code


def address(lived: Things, row: Row) -> str:
    path = row.path.replace("/static/{path:path}", assets.address("css/app.css"))
    path = path.replace("/idioma/{name:str}", "/idioma/es-MX")
    path = path.replace("/{name:str}", "/titulo")
    path = path.replace("{token:str}", lived.tokens.get(path.split("/")[1], "nothing"))
    for name, word in WORDS.items():
        path = path.replace(f"{{{name}:str}}", word)
    if ":uuid}" in path:
        key = lived.ids[most_exact(WHERE, row, "nothing")]
        path = re.sub(r"\{\w+:uuid\}", str(key), path)
    return path


def posted(lived: Things, row: Row) -> dict[str, str]:
    words = most_exact(POSTED, row, {})
    if row.path.startswith("/familia"):
        words = words | {"child": str(lived.town.lupita.id)}
    return {name: str(lived.ids.get(word, word)) for name, word in words.items()}
