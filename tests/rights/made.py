"""Something behind each door of the room, for the matrix; and the steps its own tests take."""

from uuid import UUID

from civic.core.database import rows, value
from civic.demo.cast import CAST
from civic.demo.people import add_child
from civic.rights import acts, exporting, incidents, requesting
from civic.rights.charter import FACTS
from tests.conftest import Town

FIVE = {name: f"Dato de {name}." for name in FACTS}
NOTICE = {
    "nature": "Se perdió una tableta.",
    "data": "Ninguno: la tableta no guarda nada.",
    "advice": "No hace falta hacer nada.",
    "done": "La tableta ya no sirve.",
    "ask_at": "En la Casa de la Niñez.",
    "for_children": "Se perdió una tableta. No guarda nada tuyo. No hay que hacer nada.",
    "place": "",
}


async def rights(town: Town) -> dict[str, UUID]:
    gone = await add_child("Nopal Azul", (2015, 1), town.areas[0])
    await acts.leave_council(gone)
    made = {"Rosa's child": CAST["lupita"].id, "child who left": gone.id}
    for name in ("asked", "answered", "granted"):
        receipt = await requesting.ask_request(town.mateo, "see")
        key = made[f"request {name}"] = await value("SELECT id FROM request WHERE receipt = $1", receipt)
        if name != "asked":
            await requesting.answer_request(town.julian, key, "yes")
        if name == "granted":
            await requesting.sign_request(town.saul, key)
    await _receipt(await requesting.ask_request(town.amaranta, "see"), "AMAR-2222")
    await _receipt(await requesting.ask_for_child(town.rosa, "see", "", CAST["lupita"].id), "ROSA-2222")
    made["export Julián asked"] = await exporting.ask_export(town.julian, "ideas", "report")
    made["export Saúl asked"] = await exporting.ask_export(town.saul, "ideas", "report")
    made["export signed"] = await exporting.ask_export(town.julian, "ideas", "report")
    await exporting.sign_export(town.carmen, made["export signed"])
    for name in ("incident", "incident told", "incident closing"):
        key = made[name] = await incidents.open_incident(town.julian, FIVE)
        await incidents.keep_notice(town.julian, key, NOTICE)
        if name != "incident":
            await incidents.send_notice(town.julian, key)
        if name == "incident closing":
            await incidents.ask_to_close_incident(town.saul, key)
    return made


async def _receipt(made: str, wanted: str) -> None:
    await rows("UPDATE request SET receipt = $2 WHERE receipt = $1", made, wanted)
