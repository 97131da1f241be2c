"""The list at a booth: a child is ticked before it draws a card. Never who came, nor who had voted (SG-58)."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from asyncpg import Record
from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.voting import queries
from civic.voting.booths import queries as booth_queries
from civic.voting.charter import Voting
from civic.voting.conditions import Case
from civic.voting.roll import acts as roll_acts
from civic.voting.roll import queries as roll_queries
from civic.voting.roll.acts import Ticked
from civic.voting.seen import Poll
from civic.voting.sittings import acts as sitting_acts
from civic.voting.sittings.queries import Sitting, sitting

DESK = "/mesa/votaciones/{key:uuid}/lista"


@dataclass(frozen=True)
class RollDesk:
    """`open` a desk, at one of the `places`, before children are ticked; `sitting`: the desk that is open. `groups` for who
    may tick, while the vote is open. `children` of the group looked at, by alias; `ticked` a moment ago."""

    poll: Poll
    tick: Offer
    open: Offer
    sitting: Sitting | None
    places: list[Choice]
    groups: list[Record]
    place: UUID | None = None
    children: list[tuple[UUID, str]] = field(default_factory=list)
    ticked: Ticked | None = None
    form: Form = field(default_factory=Form)


@look(DESK)
async def show_roll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("voting/desk_roll.html", await _desk(request.user, key))


@look(DESK + "/{place:uuid}")
async def show_roll_of_group(request: Request[Actor, Any, Any], key: FromPath[UUID], place: FromPath[UUID]) -> Response:
    return show("voting/desk_roll.html", await _desk(request.user, key, place=place))


@change(DESK + "/abrir", Voting.open_desk)
async def open_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.open_desk.ask(request.user, (await queries.visible(request.user, key)).case())
    form = await read_form(request)
    page = await _desk(request.user, key, form=form)
    place = form.choice("place", [each.value for each in page.places], N_("Choose the place of the booth."))
    if not form.fits:
        return again("voting/desk_roll.html", page)
    await sitting_acts.open_desk(request.user, key, UUID(place))
    return go(f"/mesa/votaciones/{key}/lista")


@change(DESK, Voting.tick_roll)
async def tick_roll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """By alias as it is typed, or by the button of a group's child. The answer is this page, so no address names a
    child."""
    form = await read_form(request)
    page = await _desk(request.user, key, form=form)
    Voting.tick_roll.ask(request.user, _case(page.poll, page.sitting))
    child = _id(form.get("child")) or await roll_queries.called(key, form.text("alias", 80, N_("Write the nickname.")))
    if child is None:
        form.wrong("alias", N_("Nobody on this list has this nickname. Who is not on it draws a card without a tick."))
        return again("voting/desk_roll.html", page)
    ticked = await roll_acts.tick_roll(request.user, key, child)
    return show("voting/desk_roll.html", await _desk(request.user, key, ticked=ticked))


def _id(sent: object) -> UUID | None:
    """What a button of the page sends; anything else is not there."""
    if not sent:
        return None
    try:
        return UUID(str(sent))
    except ValueError:
        raise NotThere from None


async def _desk(actor: Actor, key: UUID, place: UUID | None = None, **more: Any) -> RollDesk:
    Voting.see_polls_desk.ask(actor)
    poll, here = await queries.visible(actor, key), f"/mesa/votaciones/{key}/lista"
    desk = await sitting(actor, key, at_place=True)
    return RollDesk(
        poll=poll,
        tick=offer(Voting.tick_roll, actor, _case(poll, desk), here),
        open=offer(Voting.open_desk, actor, poll.case(), f"{here}/abrir"),
        sitting=desk,
        places=[Choice(str(each["id"]), each["name"]) for each in await booth_queries.booths_of(key)],
        groups=await roll_queries.groups(key) if Voting.see_roll.allows(actor, poll.case()) else [],
        place=place,
        children=await roll_acts.see_roll(actor, key, place) if place else [],
        **more,
    )


def _case(poll: Poll, desk: Sitting | None) -> Case:
    return replace(poll.case(), desk_open=desk is not None)


DOORS = [show_roll, show_roll_of_group, open_desk, tick_roll]
