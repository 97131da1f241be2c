"""The desk where a table is asked for, signed and taken."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.rights import exporting
from civic.rights.charter import Exports
from civic.rights.exporting import Gone, Listed
from civic.rights.takeable import PURPOSES, TABLES

DESK = "/mesa/exportar"


@dataclass(frozen=True)
class Line:
    it: Listed
    what: str
    purpose: str
    sign: Offer
    take: Offer


@dataclass(frozen=True)
class ExportsPage:
    lines: list[Line]
    tables: list[Choice]
    purposes: list[Choice]
    ask: Offer
    over: bool = False
    form: Form = field(default_factory=Form)


@look(DESK)
async def desk_exports(request: Request[Actor, Any, Any]) -> Response:
    Exports.see_exports.ask(request.user)
    return show("rights/desk_exports.html", await _page(request.user))


@change(DESK, Exports.ask_export)
async def ask_export(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    what = form.choice("what", TABLES, N_("Choose the table."))
    purpose = form.choice("purpose", PURPOSES, N_("Choose what it is for."))
    if not form.fits:
        Exports.ask_export.ask(request.user)
        return again("rights/desk_exports.html", await _page(request.user, form))
    await exporting.ask_export(request.user, what, purpose)
    return go(DESK)


@change(DESK + "/{key:uuid}/firmar", Exports.sign_export)
async def sign_export(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await exporting.sign_export(request.user, key)
    return go(DESK)


@change(DESK + "/{key:uuid}/bajar", Exports.take_export)
async def take_export(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """A post, because each taking is a line in the journal."""
    try:
        name, body = await exporting.take_export(request.user, key)
    except Gone:
        return show("rights/desk_exports.html", await _page(request.user, over=True), 410)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type="text/csv", headers=headers)


async def _page(actor: Actor, form: Form | None = None, over: bool = False) -> ExportsPage:
    proven = replace(actor, proven=True)  # the button is there; the act asks for the second key
    lines = [
        Line(
            each,
            _(TABLES[each.what].says),
            _(PURPOSES[each.purpose]),
            offer(Exports.sign_export, proven, each.case, f"{DESK}/{each.id}/firmar"),
            offer(Exports.take_export, proven, each.case, f"{DESK}/{each.id}/bajar"),
        )
        for each in await exporting.exports()
    ]
    return ExportsPage(
        lines,
        [Choice(name, _(table.says)) for name, table in TABLES.items()],
        [Choice(name, _(says)) for name, says in PURPOSES.items()],
        offer(Exports.ask_export, proven, None, DESK),
        over,
        form or Form(),
    )


ROUTES = [desk_exports, ask_export, sign_export, take_export]
