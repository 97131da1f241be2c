"""The desk of a class: by alias, with the few things that help a child to come in. On a tablet of the team, in the room."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import go, show
from civic.core.words import N_, _
from civic.invitations import classroom, queries
from civic.invitations.charter import Invitations
from civic.invitations.desk import DESK
from civic.invitations.queries import Pupil
from civic.people.charter import People

CLASS = "/mesa/clase"


@dataclass(frozen=True)
class ClassLine:
    url: str
    name: str
    children: int
    rest: int
    here: bool


@dataclass(frozen=True)
class PupilRow:
    """`state` as words, kind and picture."""

    id: UUID
    alias: str
    state: tuple[str, str, str]


@dataclass(frozen=True)
class Asked:
    """What another adult asks this one to agree to."""

    by: UUID
    name: str
    aliases: list[str]


@dataclass(frozen=True)
class ClassPage:
    """The class looked at, if any; `asked` waits for this reader, `mine` for somebody else."""

    lines: list[ClassLine]
    key: UUID | None = None
    name: str = ""
    pupils: list[PupilRow] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@look(CLASS)
async def show_classes(request: Request[Actor, Any, Any]) -> Response:
    Invitations.see_class.ask(request.user)
    return show("invitations/desk_class.html", ClassPage(await _lines(None)))


@look(CLASS + "/{place:uuid}")
async def show_class(request: Request[Actor, Any, Any], place: FromPath[UUID], falta: FromQuery[str] = "") -> Response:
    """`falta`: nobody had been chosen."""
    form = Form()
    if falta:
        form.wrong("child", N_("Choose one child or more, or the whole class."))
    return show("invitations/desk_class.html", await _class(request.user, place, form))


@change(CLASS + "/{place:uuid}/abrir", People.unlock_card)
async def unlock_cards(request: Request[Actor, Any, Any], place: FromPath[UUID]) -> Response:
    chosen = await _chosen(request, place)
    await classroom.unlock_cards(request.user, place, chosen)
    return _back(place, chosen)


@change(CLASS + "/{place:uuid}/elegir", People.ask_reset)
async def ask_resets(request: Request[Actor, Any, Any], place: FromPath[UUID]) -> Response:
    chosen = await _chosen(request, place)
    await classroom.ask_resets(request.user, place, chosen)
    return _back(place, chosen)


@change(CLASS + "/{place:uuid}/de-acuerdo", People.confirm_reset)
async def confirm_resets(request: Request[Actor, Any, Any], place: FromPath[UUID]) -> Response:
    Invitations.see_class.ask(request.user)
    form = await read_form(request)
    asked = {str(each.reset_asked_by) for each in await queries.pupils(place)} - {"None"}
    by = form.choice("by", asked)
    if by:
        await classroom.confirm_resets(request.user, place, UUID(by))
    return go(f"{CLASS}/{place}")


@change(CLASS + "/{place:uuid}/tarjetas", Invitations.renew_cards)
async def renew_cards(request: Request[Actor, Any, Any], place: FromPath[UUID]) -> Response:
    chosen = await _chosen(request, place)
    if not chosen:
        return _back(place, chosen)
    batch = await classroom.renew_cards(request.user, place, _(N_("New cards")), chosen)
    return go(f"{DESK}/{batch}")


async def _chosen(request: Request[Actor, Any, Any], place: UUID) -> list[UUID]:
    """Those ticked who are of this class, or everybody."""
    Invitations.see_class.ask(request.user)
    form = await read_form(request)
    pupils = {str(each.id): each.id for each in await queries.pupils(place)}
    return [pupils[each] for each in (pupils if form.get("everybody") else form.several("child", pupils))]


def _back(place: UUID, chosen: list[UUID]) -> Response:
    return go(f"{CLASS}/{place}" + ("" if chosen else "?falta=si"))


async def _lines(here: UUID | None) -> list[ClassLine]:
    return [
        ClassLine(f"{CLASS}/{each['id']}", each["name"], each["children"], each["rest"], each["id"] == here)
        for each in await queries.classes()
    ]


async def _class(actor: Actor, place: UUID, form: Form) -> ClassPage:
    pupils = await classroom.see_class(actor, place)
    asked: dict[UUID, Asked] = {}
    for each in pupils:
        if each.reset_asked_by:
            by = asked.setdefault(each.reset_asked_by, Asked(each.reset_asked_by, each.reset_asked_name, []))
            by.aliases.append(each.alias)
    mine = asked.pop(actor.id, None)
    return ClassPage(
        await _lines(place),
        place,
        await queries.place_name(place),
        [PupilRow(each.id, each.alias, _state(each)) for each in pupils],
        list(asked.values()),
        mine.aliases if mine else [],
        form,
    )


def _state(pupil: Pupil) -> tuple[str, str, str]:
    """The first that is true is what the facilitator needs to know."""
    told = (
        (pupil.is_paused, N_("Paused"), "stopped", "stopped"),
        (not pupil.has_come, N_("Has not come yet"), "waiting", "card"),
        (pupil.reset_asked_by is not None, N_("A second adult must agree"), "waiting", "people"),
        (pupil.may_choose, N_("May choose anew, for one hour"), "going", "key"),
        (pupil.rests, N_("The card rests"), "stopped", "lock"),
        (pupil.waits_until is not None, N_("Waits a few minutes"), "waiting", "clock"),
        (pupil.is_here, N_("Is in"), "going", "done"),
        (True, N_("Not in now"), "done", "card"),
    )
    _true, said, kind, picture = next(each for each in told if each[0])
    return _(said), kind, picture


ROUTES = [show_classes, show_class, unlock_cards, ask_resets, confirm_resets, renew_cards]
