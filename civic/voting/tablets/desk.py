"""The team sends a tablet out as a booth without network, or tells that one will not come back."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change
from civic.core.forms import read_form
from civic.core.pages import again, go
from civic.core.words import N_
from civic.voting.booths.desk import desk
from civic.voting.charter import Voting
from civic.voting.tablets import acts as tablet_acts
from civic.voting.tablets import queries as tablet_queries
from civic.voting.tablets.outings import WHY


@change("/mesa/votaciones/{key:uuid}/tabletas", Voting.prepare_tablet)
async def prepare_tablet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await desk(request.user, key, form)
    sheet = form.choice("sheet", [each.value for each in page.tablets.sheets], N_("Choose the cards it goes out with."))
    device = form.choice("device", [each.value for each in page.tablets.devices], N_("Choose the tablet."))
    if not form.fits:
        return again("voting/desk_booth.html", page)
    await tablet_acts.prepare_tablet(request.user, UUID(sheet), UUID(device))
    return go(f"/mesa/votaciones/{key}/casillas")


@change("/mesa/salidas/{key:uuid}/perdida", Voting.end_outing)
async def end_outing(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    poll = (await tablet_queries.outing(key)).poll
    page = await desk(request.user, poll, form)
    why = form.choice("why", list(WHY), N_("Say why it does not come back."))
    if not form.fits:
        return again("voting/desk_booth.html", replace(page, wrong=key))
    await tablet_acts.end_outing(request.user, key, why)
    return go(f"/mesa/votaciones/{poll}/casillas")


@change("/mesa/salidas/{key:uuid}/hallada", Voting.find_outing)
async def find_outing(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = (await tablet_queries.outing(key)).poll
    await tablet_acts.find_outing(request.user, key)
    return go(f"/mesa/votaciones/{poll}/casillas")


DOORS = [prepare_tablet, end_outing, find_outing]
