"""The secretary's desk of calls: drafts, the checklist of the promise, opening and closing."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.calls import acts, queries
from civic.calls.charter import Calls
from civic.calls.forms import PICTURES, TEXTS, read_parts
from civic.calls.promise import Part, promise
from civic.calls.queries import Call, OnDesk
from civic.calls.states import SAID
from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Item, Offer, checklist, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.council import queries as council

DESK = "/mesa/convocatorias"

#: What a call's picture is called where it is chosen.
PICTURE_NAMES = {
    "talk": N_("Talking"),
    "parks": N_("Parks and trees"),
    "streets": N_("Streets and pavements"),
    "water": N_("Water"),
    "lighting": N_("Light at night"),
    "safety": N_("Feeling safe"),
    "school": N_("School"),
    "health": N_("Health"),
    "culture": N_("Music, art and books"),
    "sport": N_("Sport and play"),
    "animals": N_("Animals"),
    "transport": N_("Getting around"),
    "cleaning": N_("Cleaning and rubbish"),
}


@dataclass(frozen=True)
class Waiting:
    """A line of the list, said."""

    url: str
    title: str
    about: str
    until: Any
    late: bool
    here: bool


@dataclass(frozen=True)
class Desk:
    """What waits, and the call looked at, if any: with its form while it is a draft, else as it was promised."""

    waits: list[Waiting]
    draft: Offer
    call: Call | None = None
    state: tuple[str, str, str] = ("", "", "")
    keep: Offer | None = None
    open: Offer | None = None
    close: Offer | None = None
    promise: list[Part] = field(default_factory=list)
    missing: list[Item] = field(default_factory=list)
    offices: list[Choice] = field(default_factory=list)
    pictures: list[Choice] = field(default_factory=list)
    longest: dict[str, int] = field(default_factory=dict)
    form: Form = field(default_factory=Form)


@look(DESK)
async def show_calls_desk(request: Request[Actor, Any, Any]) -> Response:
    Calls.see_calls_desk.ask(request.user)
    return show("calls/desk_calls.html", await _desk(request.user))


@change(DESK, Calls.draft_call)
async def draft_call(request: Request[Actor, Any, Any]) -> Response:
    key = await acts.draft_call(request.user)
    return go(f"{DESK}/{key}")


@look(DESK + "/{key:uuid}")
async def show_call_on_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Calls.see_calls_desk.ask(request.user)
    call = await queries.visible(request.user, key)
    return show("calls/desk_calls.html", await _desk(request.user, call))


@change(DESK + "/{key:uuid}", Calls.keep_call)
async def keep_call(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    call = await queries.visible(request.user, key)
    Calls.keep_call.ask(request.user, call.case)
    form = await read_form(request)
    parts = read_parts(form, [each["id"] for each in await council.offices()])
    if not form.fits:
        return again("calls/desk_calls.html", await _desk(request.user, call, form))
    await acts.keep_call(request.user, key, parts)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/abrir", Calls.open_call)
async def open_call(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.open_call(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cerrar", Calls.close_call)
async def close_call(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.close_call(request.user, key)
    return go(f"{DESK}/{key}")


async def _desk(actor: Actor, call: Call | None = None, form: Form | None = None) -> Desk:
    waits = [_waiting(each, call) for each in await queries.desk()]
    draft = offer(Calls.draft_call, actor, None, DESK)
    if call is None:
        return Desk(waits, draft)
    here = f"{DESK}/{call.id}"
    label, kind, picture = SAID[call.state]
    return Desk(
        waits,
        draft,
        call=call,
        state=(_(label), kind, picture),
        keep=offer(Calls.keep_call, actor, call.case, here) if Calls.keep_call.allows(actor, call.case) else None,
        open=offer(Calls.open_call, actor, call.case, f"{here}/abrir"),
        close=offer(Calls.close_call, actor, call.case, f"{here}/cerrar"),
        promise=promise(call.parts, call.office_name),
        missing=checklist(Calls.open_call, actor, call.case),
        offices=[Choice(str(each["id"]), each["name"]) for each in await council.offices()],
        pictures=[Choice(name, _(PICTURE_NAMES[name]), name) for name in PICTURES],
        longest=TEXTS,
        form=form or Form(call.parts.as_typed()),
    )


def _waiting(line: OnDesk, call: Call | None) -> Waiting:
    return Waiting(
        url=f"{DESK}/{line.id}",
        title=line.question or _(N_("A call without its question yet")),
        about=_(SAID[line.state][0]),
        until=line.until,
        late=line.time_is_up,
        here=call is not None and call.id == line.id,
    )


ROUTES = [show_calls_desk, draft_call, show_call_on_desk, keep_call, open_call, close_call]
