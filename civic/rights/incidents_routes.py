"""The desk of incidents, and the page of who is told of one."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import CHILD, Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.readability import problems
from civic.core.words import N_, _
from civic.inbox.charter import Inbox
from civic.rights import incidents, queries
from civic.rights.charter import FACTS, NOTICE, Incidents
from civic.rights.incident_words import FACT_LABELS, LONGEST, NOTICE_LABELS, READ_BY
from civic.rights.incidents import Written

DESK = "/mesa/incidentes"


@dataclass(frozen=True)
class IncidentsPage:
    """`fields` is what is typed on this page: the facts of a new one, or the notice of the one looked at."""

    listed: list[Written]
    fields: list[tuple[str, str]]
    it: Written | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    notice: list[tuple[str, str]] = field(default_factory=list)
    offers: dict[str, Offer] = field(default_factory=dict)
    places: list[Choice] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class ToldPage:
    """For a child the one text written for children; for a guardian the five contents."""

    for_children: str
    told: list[tuple[str, str]]


@look(DESK)
async def desk_incidents(request: Request[Actor, Any, Any]) -> Response:
    Incidents.see_incidents.ask(request.user)
    return show("rights/desk_incidents.html", await _list())


@change(DESK, Incidents.open_incident)
async def open_incident(request: Request[Actor, Any, Any]) -> Response:
    Incidents.see_incidents.ask(request.user)
    form = await read_form(request)
    missing = N_("The law asks for this. Write it in a few words.")
    facts = {name: form.text(name, LONGEST, missing) for name in FACTS}
    if not form.fits:
        return again("rights/desk_incidents.html", await _list(form))
    return go(f"{DESK}/{await incidents.open_incident(request.user, facts)}")


@look(DESK + "/{key:uuid}")
async def desk_incident(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Incidents.see_incidents.ask(request.user)
    return show("rights/desk_incidents.html", await _one(request.user, key))


@change(DESK + "/{key:uuid}/aviso", Incidents.keep_notice)
async def keep_notice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Incidents.keep_notice.ask(request.user, (await incidents.incident(key)).case)
    missing = N_("The law asks for this. Write it in a few words.")
    notice = {name: form.text(name, LONGEST, missing) for name in NOTICE}
    notice["place"] = form.choice("place", [str(each["id"]) for each in await queries.places()])
    for problem in problems(notice["for_children"], READ_BY):
        if problem.must:
            form.wrong("for_children", problem.msgid, **problem.values)
    if not form.fits:
        return again("rights/desk_incidents.html", await _one(request.user, key, form))
    await incidents.keep_notice(request.user, key, notice)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/avisar", Incidents.send_notice)
async def send_notice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await incidents.send_notice(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/pedir-cierre", Incidents.ask_to_close_incident)
async def ask_to_close_incident(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await incidents.ask_to_close_incident(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cerrar", Incidents.close_incident)
async def close_incident(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await incidents.close_incident(request.user, key)
    return go(f"{DESK}/{key}")


@look("/avisos/incidente/{key:uuid}")
async def see_notice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Inbox.read_inbox.ask(request.user)
    found = await incidents.notice_for(request.user.id, key)
    child = bool(request.user.role & CHILD)
    told = (
        []
        if child
        else [(_(label), found.notice[name]) for name, label in NOTICE_LABELS.items() if name != "for_children"]
    )
    return show("rights/told.html", ToldPage(found.notice["for_children"] if child else "", told))


async def _list(form: Form | None = None) -> IncidentsPage:
    fields = [(name, _(label)) for name, label in FACT_LABELS.items()]
    return IncidentsPage(await incidents.incidents(), fields, form=form or Form())


async def _one(actor: Actor, key: UUID, form: Form | None = None) -> IncidentsPage:
    it = await incidents.incident(key)
    doors = {
        "keep": (Incidents.keep_notice, "aviso"),
        "send": (Incidents.send_notice, "avisar"),
        "ask": (Incidents.ask_to_close_incident, "pedir-cierre"),
        "close": (Incidents.close_incident, "cerrar"),
    }
    proven = replace(actor, proven=True)  # the button is there; the act asks for the second key
    offers = {name: offer(rule, proven, it.case, f"{DESK}/{key}/{door}") for name, (rule, door) in doors.items()}
    return IncidentsPage(
        await incidents.incidents(),
        [(name, _(label)) for name, label in NOTICE_LABELS.items()],
        it,
        [(_(label), it.facts[name]) for name, label in FACT_LABELS.items()],
        [(_(label), it.notice[name]) for name, label in NOTICE_LABELS.items() if it.notice.get(name)],
        {name: each for name, each in offers.items() if each.refusal != "not_now" and not each.hidden},
        [Choice("", _(N_("Everybody"))), *[Choice(str(each["id"]), each["name"]) for each in await queries.places()]],
        form or Form(dict(it.notice)),
    )


ROUTES = [
    desk_incidents,
    open_incident,
    desk_incident,
    keep_notice,
    send_notice,
    ask_to_close_incident,
    close_incident,
    see_notice,
]
