"""The list at a booth: a child is ticked before it draws a card. Never who came, nor who had voted (SG-58)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from asyncpg import Record
from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, show
from civic.core.words import N_
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.roll import acts as roll_acts
from civic.voting.roll.acts import Ticked
from civic.voting.seen import Poll

DESK = "/mesa/votaciones/{key:uuid}/lista"


@dataclass(frozen=True)
class RollDesk:
    """`groups` for who may tick, while the vote is open. `children` of the group looked at, by alias; `ticked` a moment
    ago."""

    poll: Poll
    tick: Offer
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


@change(DESK, Voting.tick_roll)
async def tick_roll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """By alias as it is typed, or by the button of a group's child. The answer is this page, so no address names a
    child."""
    form = await read_form(request)
    Voting.tick_roll.ask(request.user, (await queries.visible(request.user, key)).case())
    child = _id(form.get("child")) or await roll_acts.called(key, form.text("alias", 80, N_("Write the nickname.")))
    if child is None:
        form.wrong("alias", N_("Nobody on this list has this nickname. Who is not on it draws a card without a tick."))
        return again("voting/desk_roll.html", await _desk(request.user, key, form=form))
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
    poll = await queries.visible(actor, key)
    return RollDesk(
        poll=poll,
        tick=offer(Voting.tick_roll, actor, poll.case(), f"/mesa/votaciones/{key}/lista"),
        groups=await roll_acts.groups(key) if Voting.see_roll.allows(actor, poll.case()) else [],
        place=place,
        children=await roll_acts.see_roll(actor, key, place) if place else [],
        **more,
    )


DOORS = [show_roll, show_roll_of_group, tick_roll]
