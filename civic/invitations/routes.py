"""The desk of invitations: lists that wait, a list brought and looked at before it is kept, signing and printing."""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.council import queries as council
from civic.invitations import acts, class_pages, forms, queries, registry
from civic.invitations.charter import MOST, Invitations
from civic.invitations.checking import Line
from civic.invitations.desk import DESK, Waiting, offer_until_proven, waiting
from civic.invitations.forms import Brought
from civic.invitations.queries import Batch
from civic.invitations.states import SAID


@dataclass(frozen=True)
class DeskPage:
    waits: list[Waiting]


@dataclass(frozen=True)
class BatchPage:
    """A list: counts and days, nobody's name or alias, and what can be done with it."""

    waits: list[Waiting]
    batch: Batch
    state: tuple[str, str, str]
    offers: dict[str, Offer]


@dataclass(frozen=True)
class NewPage:
    """A list to be brought as a file, or one child typed; `by_hand` says which was sent."""

    waits: list[Waiting]
    places: list[Choice]
    areas: list[str]
    form: Form = field(default_factory=Form)
    by_hand: bool = False
    most: int = MOST


@dataclass(frozen=True)
class PreviewPage:
    """What would be kept. Nothing is yet: `sealed` is the list itself, carried by the page."""

    waits: list[Waiting]
    label: str
    place: str
    good: list[Line]
    with_problems: list[Line]
    unread: list[str]
    sealed: str
    too_many: bool


@look(DESK)
async def show_invitations(request: Request[Actor, Any, Any]) -> Response:
    Invitations.see_invitations.ask(request.user)
    return show("invitations/desk_invitations.html", DeskPage(await waiting()))


@look(DESK + "/nueva")
async def show_new_list(
    request: Request[Actor, Any, Any], una: FromQuery[str] = "", grande: FromQuery[str] = ""
) -> Response:
    Invitations.check_batch.ask(request.user)
    form = Form()
    if grande:
        form.wrong("list", N_("This file is too big for a list of one group. Bring a smaller one."))
    return show("invitations/desk_new.html", await _new(form, by_hand=bool(una)), 413 if grande else 200)


def too_big(request: Request[Actor, Any, Any], problem: Exception) -> Response:
    """Litestar stopped reading: nothing of the form is known."""
    return go(f"{DESK}/nueva?grande=si")


@change(DESK + "/revisar", Invitations.check_batch, exception_handlers={413: too_big})
async def check_batch(request: Request[Actor, Any, Any]) -> Response:
    """Reads and shows; nothing of the list is kept."""
    Invitations.check_batch.ask(request.user)
    form = await read_form(request)
    page = await _new(form, by_hand=form.get("how") == "hand")
    read = forms.read_one if page.by_hand else forms.read_list
    # Not on the way of everybody else: a spreadsheet may take its time.
    brought = await asyncio.to_thread(read, form, [each.value for each in page.places])
    if not form.fits or brought.place is None:
        return again("invitations/desk_new.html", page)
    return show("invitations/desk_preview.html", await _preview(request.user, brought, page))


@look(DESK + "/revisar")
async def check_batch_anew() -> Response:
    """Where a reload lands: what was shown is gone."""
    return go(f"{DESK}/nueva")


@change(DESK, Invitations.ask_batch)
async def ask_batch(request: Request[Actor, Any, Any]) -> Response:
    Invitations.see_invitations.ask(request.user)
    form = await read_form(request)
    asked = forms.open_seal(request.user.id, str(form.get("sealed")))
    if asked is None:
        fresh = Form()
        fresh.wrong("list", N_("What you were shown is over. Bring the list again: nothing of it was kept."))
        return again("invitations/desk_new.html", await _new(fresh))
    await acts.ask_batch(request.user, asked)
    return go(f"{DESK}/{asked.key}")


@look(DESK + "/{key:uuid}")
async def show_batch(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Invitations.see_invitations.ask(request.user)
    batch = await queries.batch(key)
    here = f"{DESK}/{key}"
    label, kind, picture = SAID[batch.case.state]
    may = {
        "sign": (Invitations.sign_batch, "firmar"),
        "drop": (Invitations.drop_batch, "borrar"),
        "cards": (Invitations.print_cards, "tarjetas"),
        "letters": (Invitations.print_letters, "cartas"),
    }
    offers = {name: offer_until_proven(rule, request.user, batch.case, f"{here}/{end}") for name, (rule, end) in may.items()}
    return show("invitations/desk_batch.html", BatchPage(await waiting(key), batch, (_(label), kind, picture), offers))


@change(DESK + "/{key:uuid}/firmar", Invitations.sign_batch)
async def sign_batch(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.sign_batch(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/borrar", Invitations.drop_batch)
async def drop_batch(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.drop_batch(request.user, key)
    return go(DESK)


@change(DESK + "/{key:uuid}/tarjetas", Invitations.print_cards)
async def print_cards(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return _paper(await acts.print_cards(request.user, key), "tarjetas.pdf")


@change(DESK + "/{key:uuid}/cartas", Invitations.print_letters)
async def print_letters(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return _paper(await acts.print_letters(request.user, key), "cartas.pdf")


def _paper(pdf: bytes, name: str) -> Response:
    """Codes that exist nowhere else: no browser keeps them (the envelope says no-store)."""
    return Response(
        pdf, media_type="application/pdf", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


async def _new(form: Form, by_hand: bool = False) -> NewPage:
    places = await council.place_choices()
    return NewPage(await waiting(), places, [each["name"] for each in await council.areas()], form, by_hand)


async def _preview(actor: Actor, brought: Brought, page: NewPage) -> PreviewPage:
    lines = await acts.check_batch(actor, brought.place, brought.rows)
    good = [each for each in lines if not each.problems]
    return PreviewPage(
        page.waits,
        brought.label,
        next(each.label for each in page.places if each.value == str(brought.place)),
        good,
        [each for each in lines if each.problems],
        brought.unread,
        forms.seal(actor.id, brought, lines),
        len(good) > MOST,
    )


ROUTES = [
    show_invitations,
    show_new_list,
    check_batch,
    check_batch_anew,
    ask_batch,
    show_batch,
    sign_batch,
    drop_batch,
    print_cards,
    print_letters,
    *registry.ROUTES,
    *class_pages.ROUTES,
]
