"""The register on the desk: places through which children are invited, and the terms of the council."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from asyncpg import UniqueViolationError
from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.charter import NOT_YOUR_ROLE, Refused
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.council import acts as council
from civic.council import queries
from civic.council.charter import Council, Turn
from civic.invitations import acts
from civic.invitations.charter import Invitations
from civic.invitations.desk import DESK, Waiting, offer_until_proven, waiting
from civic.invitations.forms import read_term

PLACES, TERMS = f"{DESK}/lugares", f"{DESK}/periodos"
LONGEST_NAME = 120
KINDS = {
    "school": N_("School"),
    "centre": N_("Centre or children's home"),
    "library": N_("Library"),
    "other": N_("Another place"),
}


@dataclass(frozen=True)
class PlaceRow:
    id: UUID
    name: str
    kind: str
    area: str
    children: int
    is_open: bool
    rename: Offer
    close: Offer


@dataclass(frozen=True)
class PlacesPage:
    """`form` is the one that adds a place; what was typed to rename one is not kept."""

    waits: list[Waiting]
    places: list[PlaceRow]
    add: Offer
    kinds: list[Choice]
    areas: list[Choice]
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class TermRow:
    name: str
    begins_on: date
    ends_on: date
    is_now: bool


@dataclass(frozen=True)
class TermsPage:
    """`begin` ends the term of now and begins the one that waits, called `following`."""

    waits: list[Waiting]
    terms: list[TermRow]
    define: Offer
    begin: Offer
    following: str
    form: Form = field(default_factory=Form)


@look(PLACES)
async def show_places(request: Request[Actor, Any, Any]) -> Response:
    Invitations.see_invitations.ask(request.user)
    return show("invitations/desk_places.html", await _places(request.user, Form()))


@change(PLACES, Council.add_place)
async def add_place(request: Request[Actor, Any, Any]) -> Response:
    Council.add_place.ask(request.user)
    form = await read_form(request)
    name = _name(form)
    kind = form.choice("kind", KINDS, N_("Choose what kind of place it is."))
    area = form.choice("area", [str(each["id"]) for each in await queries.areas()])
    if form.fits:
        try:
            await council.add_place(request.user, name, kind, UUID(area) if area else None)
        except UniqueViolationError:
            form.wrong("name", N_("A place is called so already."))
    return go(PLACES) if form.fits else again("invitations/desk_places.html", await _places(request.user, form))


@change(PLACES + "/{key:uuid}", Council.rename_place)
async def rename_place(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Council.rename_place.ask(request.user)
    form = await read_form(request)
    name = _name(form)
    if form.fits:
        try:
            await council.rename_place(request.user, key, name)
        except UniqueViolationError:
            form.wrong("name", N_("A place is called so already."))
    if form.fits:
        return go(PLACES)
    return again("invitations/desk_places.html", await _places(request.user, Form({}, form.problems)))


@change(PLACES + "/{key:uuid}/cerrar", Council.close_place)
async def close_place(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await council.close_place(request.user, key)
    return go(PLACES)


@change(PLACES + "/{key:uuid}/abrir", Council.close_place)
async def close_place_no_more(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await council.close_place(request.user, key, closed=False)
    return go(PLACES)


@look(TERMS)
async def show_terms(request: Request[Actor, Any, Any]) -> Response:
    Invitations.see_invitations.ask(request.user)
    return show("invitations/desk_terms.html", await _terms(request.user, Form()))


@change(TERMS, Council.define_term)
async def define_term(request: Request[Actor, Any, Any]) -> Response:
    if not request.user.role & Council.define_term.who:
        raise Refused(Council.define_term, NOT_YOUR_ROLE)
    form = await read_form(request)
    name, begins_on, ends_on = read_term(form)
    if begins_on and ends_on and form.fits:
        try:
            await council.define_term(request.user, name, begins_on, ends_on)
        except UniqueViolationError:
            form.wrong("name", N_("A term is called so already."))
    return go(TERMS) if form.fits else again("invitations/desk_terms.html", await _terms(request.user, form))


@change(TERMS + "/empezar", Council.begin_term)
async def begin_term(request: Request[Actor, Any, Any]) -> Response:
    await acts.begin_term(request.user)
    return go(TERMS)


def _name(form: Form) -> str:
    return form.text("name", LONGEST_NAME, N_("Write the name of the place."))


async def _places(actor: Actor, form: Form) -> PlacesPage:
    rows = [
        PlaceRow(
            each["id"],
            each["name"],
            _(KINDS.get(each["kind"], KINDS["other"])),
            each["area"] or "",
            each["children"],
            each["active"],
            offer(Council.rename_place, actor, None, f"{PLACES}/{each['id']}"),
            offer(Council.close_place, actor, None, f"{PLACES}/{each['id']}/{'cerrar' if each['active'] else 'abrir'}"),
        )
        for each in await queries.places()
    ]
    areas = [Choice(str(each["id"]), each["name"]) for each in await queries.areas()]
    kinds = [Choice(name, _(said)) for name, said in KINDS.items()]
    return PlacesPage(await waiting(), rows, offer(Council.add_place, actor, None, PLACES), kinds, areas, form=form)


async def _terms(actor: Actor, form: Form) -> TermsPage:
    following = await queries.next_term()
    return TermsPage(
        await waiting(),
        [TermRow(each["name"], each["begins_on"], each["ends_on"], each["is_now"]) for each in await queries.terms()],
        Offer(TERMS, None, "")
        if actor.role & Council.define_term.who
        else offer(Council.define_term, actor, None, TERMS),
        offer_until_proven(Council.begin_term, actor, Turn(following is not None), f"{TERMS}/empezar"),
        following["name"] if following else "",
        form,
    )


ROUTES = [
    show_places,
    add_place,
    rename_place,
    close_place,
    close_place_no_more,
    show_terms,
    define_term,
    begin_term,
]
