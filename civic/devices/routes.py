"""The desks of tablets and turns, the first page of a tablet, and more time."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.ways import START
from civic.core.words import N_
from civic.devices import acts, queries
from civic.devices.charter import Devices, Enrolled
from civic.devices.cookie import cookie, with_tablet
from civic.devices.queries import Stand, Tablet
from civic.people.cookies import with_sign_in, without_card

TABLETS, DUTY = "/mesa/tabletas", "/mesa/turno"
LONGEST_NAME = 60


@dataclass(frozen=True)
class TabletsPage:
    """Every place with its tablets, each with the way to take it off; and the form that makes this device one.

    `duty`: whether this reader stands with children, and may see who does.
    """

    stands: list[tuple[Stand, list[tuple[Tablet, Offer]]]]
    places: list[Choice]
    count: int
    duty: bool
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class DutyPage:
    """Who is where, and one's own turn: where and until when."""

    stands: list[Stand]
    places: list[Choice]
    here: str
    until: str
    check_out: Offer
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class StartPage:
    """`booth`: whether one may vote here with a booth card."""

    place: str
    booth: bool


@look(TABLETS)
async def show_tablets(request: Request[Actor, Any, Any]) -> Response:
    return show("devices/desk_tablets.html", await _tablets(request.user, Form()))


@change(TABLETS, Devices.enroll_device)
async def enroll_device(request: Request[Actor, Any, Any]) -> Response:
    """This browser, and no other: whoever wants a tablet enrolled holds it in the hand."""
    form = await read_form(request)
    page = await _tablets(request.user, form)
    name = form.text("name", LONGEST_NAME, N_("Give it a name that is written on it, like “Tablet 3”."))
    place = form.choice("place", [each.value for each in page.places], N_("Choose where it stands."))
    if not form.fits:
        return again("devices/desk_tablets.html", page)
    token = await acts.enroll_device(request.user, UUID(place), name)
    response = with_tablet(with_sign_in(go(START), "", max_age=0), token)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@change(TABLETS + "/{key:uuid}/quitar", Devices.revoke_device)
async def revoke_device(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.revoke_device(request.user, key)
    return go(TABLETS)


@look(DUTY)
async def show_duty(request: Request[Actor, Any, Any]) -> Response:
    return show("devices/desk_duty.html", await _duty(request.user, Form()))


@change(DUTY, Devices.check_in)
async def check_in(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    page = await _duty(request.user, form)
    place = form.choice("place", [each.value for each in page.places], N_("Choose where you are."))
    if not form.fits:
        return again("devices/desk_duty.html", page)
    await acts.check_in(request.user, UUID(place))
    return go(DUTY)


@change(DUTY + "/terminar", Devices.check_out)
async def check_out(request: Request[Actor, Any, Any]) -> Response:
    await acts.check_out(request.user)
    return go(DUTY)


@look(START)
async def start(request: Request[Actor, Any, Any]) -> Response:
    """Where a tablet waits for the next child, and gets its cookie anew. Elsewhere it is the front page."""
    device = request.user.device
    if device is None or reading.get().signed_in:
        return go(reading.get().home)
    page = StartPage(await queries.place_of(device), await queries.has_booth(device))
    return without_card(with_tablet(show("devices/start.html", page), request.cookies[cookie()]))


@change("/mas-tiempo", Devices.stay_longer)
async def stay_longer(request: Request[Actor, Any, Any]) -> Response:
    await acts.stay_longer(request.user)
    return go(reading.get().home)


async def _tablets(actor: Actor, form: Form) -> TabletsPage:
    Devices.see_tablets.ask(actor)
    stands = await queries.stands()
    return TabletsPage(
        stands=[
            (
                each,
                [
                    (one, offer(Devices.revoke_device, actor, Enrolled(None), f"{TABLETS}/{one.id}/quitar"))
                    for one in each.tablets
                ],
            )
            for each in stands
        ],
        places=[Choice(str(each.id), each.name) for each in stands],
        count=sum(len(each.tablets) for each in stands),
        duty=bool(actor.role & Devices.see_duty.who),
        form=form,
    )


async def _duty(actor: Actor, form: Form) -> DutyPage:
    Devices.see_duty.ask(actor)
    stands = await queries.stands()
    here, until = await queries.turn(actor.id) or ("", "")
    return DutyPage(
        stands=stands,
        places=[Choice(str(each.id), each.name) for each in stands],
        here=here,
        until=until,
        check_out=offer(Devices.check_out, actor, None, DUTY + "/terminar"),
        form=form,
    )


ROUTES = [
    show_tablets,
    enroll_device,
    revoke_device,
    show_duty,
    check_in,
    check_out,
    start,
    stay_longer,
]
