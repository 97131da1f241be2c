"""The desk of the opening: a checklist that says what is missing, and each thing with its own page."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core import pages
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.opening import acts, queries
from civic.opening.charter import GATES, House, Opening, opens_from
from civic.opening.forms import read_line, read_reason, read_record, read_town
from civic.opening.gates import ENOUGH, IMPACT, RECORDED
from civic.opening.queries import Line, OnRecord, Town
from civic.opening.states import ASKED, CLOSED, OPEN, SAID
from civic.safeguarding.steps import LEVELS

DESK, PAGE = "/mesa/apertura", "opening/desk_opening.html"
#: Where each thing is put right; what is not here is put on record on a page of its own.
WHERE = {
    "territory": f"{DESK}/municipio",
    "term": f"{DESK}/municipio",
    "help_lines": f"{DESK}/ayuda",
    "waited": f"{DESK}/espera",
    "officers": "/mesa/equipo",
    "facilitators": "/mesa/equipo",
}


@dataclass(frozen=True)
class Row:
    """A line of the checklist: what is asked, whether it is there, where to put it right, and what is on record."""

    url: str
    says: str
    done: bool
    note: str
    here: bool


@dataclass(frozen=True)
class Desk:
    """`thing` names the page at the right. `lapsed`: it was opened, and has closed by itself."""

    rows: list[Row]
    state: tuple[str, str, str]
    missing: int
    thing: str = ""
    lapsed: bool = False
    asked_by: str = ""
    ask: Offer | None = None
    open: Offer | None = None
    close: Offer | None = None
    label: str = ""
    asks: str = ""
    action: str = ""
    statuses: list[Choice] = field(default_factory=list)
    record: OnRecord | None = None
    lines: list[Line] = field(default_factory=list)
    levels: list[Choice] = field(default_factory=list)
    town: Town | None = None
    opens_from: date | None = None
    sign: Offer | None = None
    form: Form = field(default_factory=Form)


@look(DESK)
async def see_opening(request: Request[Actor, Any, Any]) -> Response:
    return show(PAGE, await _desk(request.user))


@change(DESK + "/pedir", Opening.ask_opening)
async def ask_opening(request: Request[Actor, Any, Any]) -> Response:
    await acts.ask_opening(request.user)
    return go(DESK)


@change(DESK + "/abrir", Opening.open_council)
async def open_council(request: Request[Actor, Any, Any]) -> Response:
    await acts.open_council(request.user)
    return go(DESK)


@change(DESK + "/cerrar", Opening.close_council)
async def close_council(request: Request[Actor, Any, Any]) -> Response:
    await acts.close_council(request.user)
    return go(DESK)


@look(DESK + "/constancia/{gate:str}")
async def see_gate(request: Request[Actor, Any, Any], gate: FromPath[str]) -> Response:
    return show(PAGE, await _gate(request.user, gate))


@change(DESK + "/constancia/{gate:str}", Opening.record_gate)
async def record_gate(request: Request[Actor, Any, Any], gate: FromPath[str]) -> Response:
    page = await _gate(request.user, gate, form := await read_form(request))
    record = read_record(form, gate)
    if record is None:
        return again(PAGE, page)
    await acts.record_gate(request.user, gate, record)
    return go(DESK)


@look(DESK + "/espera")
async def see_wait(request: Request[Actor, Any, Any]) -> Response:
    return show(PAGE, await _wait(request.user))


@change(DESK + "/espera", Opening.ask_waiver)
async def ask_waiver(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    reason = read_reason(form)
    if not form.fits:
        return again(PAGE, await _wait(request.user, form))
    await acts.ask_waiver(request.user, reason)
    return go(f"{DESK}/espera")


@change(DESK + "/espera/firmar", Opening.sign_waiver)
async def sign_waiver(request: Request[Actor, Any, Any]) -> Response:
    """Signed are the reasons that were on the page."""
    form = await read_form(request)
    await acts.sign_waiver(request.user, str(form.get("reason")))
    return go(DESK)


@look(DESK + "/ayuda")
async def see_lines(request: Request[Actor, Any, Any]) -> Response:
    return show(PAGE, await _lines(request.user))


@change(DESK + "/ayuda", Opening.add_line)
async def add_line(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    line = read_line(form)
    if line is None:
        return again(PAGE, await _lines(request.user, form))
    await acts.add_line(request.user, line)
    return go(f"{DESK}/ayuda")


@change(DESK + "/ayuda/{key:uuid}/quitar", Opening.remove_line)
async def remove_line(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.remove_line(request.user, key)
    return go(f"{DESK}/ayuda")


@look(DESK + "/municipio")
async def see_town(request: Request[Actor, Any, Any]) -> Response:
    return show(PAGE, await _town(request.user))


@change(DESK + "/municipio", Opening.set_town)
async def set_town(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    facts = read_town(form)
    if facts is None:
        return again(PAGE, await _town(request.user, form))
    await acts.set_town(request.user, facts)
    pages.city = facts.name
    return go(DESK)


async def _gate(actor: Actor, name: str, form: Form | None = None) -> Desk:
    if name not in RECORDED:
        raise NotThere
    found = (await queries.records()).get(name)
    gate = RECORDED[name]
    return await _desk(
        actor,
        name,
        label=_(gate.label),
        asks=_(gate.asks),
        action=f"{DESK}/constancia/{name}",
        statuses=[Choice(each, _(says)) for each, says in IMPACT.items()] if name == "impact" else [],
        record=found,
        form=form or Form(dict(found.facts) if found else {}),
    )


async def _wait(actor: Actor, form: Form | None = None) -> Desk:
    return await _desk(actor, "waited", record=(await queries.records()).get("waiver"), form=form or Form())


def _levels() -> list[Choice]:
    return [Choice(level, _(says)) for level, says in LEVELS.items()]


async def _lines(actor: Actor, form: Form | None = None) -> Desk:
    return await _desk(actor, "help_lines", lines=await queries.lines(), levels=_levels(), form=form or Form())


async def _town(actor: Actor, form: Form | None = None) -> Desk:
    town = await queries.town()
    typed = {"name": town.name, "region": town.region, "administration_until": str(town.administration_until or "")}
    if town.term:
        typed |= {
            "term": town.term["name"],
            "begins_on": str(town.term["begins_on"]),
            "ends_on": str(town.term["ends_on"]),
        }
    return await _desk(actor, "territory", town=town, form=form or Form(typed))


async def _desk(actor: Actor, thing: str = "", **more: Any) -> Desk:
    Opening.see_opening.ask(actor)
    records = await queries.records()
    case = await queries.house(records)
    rows = [_row(each.name, _(each.asks), each(actor, case), records, case, thing) for each in GATES]
    return Desk(
        rows,
        tuple(_(word) if place == 0 else word for place, word in enumerate(SAID[case.state])),
        sum(not each.done for each in rows),
        thing,
        lapsed=case.state is OPEN and not _staffed(case),
        asked_by=await queries.name_of(case.asked_by) if case.state is ASKED else "",
        ask=offer(Opening.ask_opening, actor, case, f"{DESK}/pedir") if case.state is CLOSED else None,
        open=offer(Opening.open_council, actor, case, f"{DESK}/abrir") if case.state is ASKED else None,
        close=offer(Opening.close_council, actor, case, f"{DESK}/cerrar") if case.state is not CLOSED else None,
        opens_from=opens_from(case.submitted_on) if case.submitted_on else None,
        sign=offer(Opening.sign_waiver, actor, case, f"{DESK}/espera/firmar") if len(case.waiver) == 1 else None,
        **more,
    )


def _staffed(case: House) -> bool:
    return case.officers >= ENOUGH and case.facilitators >= ENOUGH


def _row(name: str, says: str, done: bool, records: dict[str, OnRecord], case: House, thing: str) -> Row:
    counted = {"officers": case.officers, "facilitators": case.facilitators, "help_lines": case.lines}
    note = str(records[name].facts["reference"]) if name in records else ""
    if name in counted:
        note = _(N_("Now: %(n)s"), n=counted[name])
    return Row(WHERE.get(name, f"{DESK}/constancia/{name}"), says[:1].upper() + says[1:], done, note, name == thing)


ROUTES = [
    *(see_opening, ask_opening, open_council, close_council, see_gate, record_gate),
    *(see_wait, ask_waiver, sign_waiver, see_lines, add_line, remove_line, see_town, set_town),
]
