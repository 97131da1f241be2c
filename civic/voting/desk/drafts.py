"""The team's desk of polls: a draft with its question, its ideas and its way of voting, announced or taken back."""

from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.calls.queries import published
from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.voting import acts, queries
from civic.voting.charter import Voting
from civic.voting.desk.page import DESK, POLL, desk_page
from civic.voting.desk.typed import pressed, typed
from civic.voting.forms import read_costs, read_rules
from civic.voting.seen import Poll


@look(DESK)
async def show_polls_desk(request: Request[Actor, Any, Any]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    return show("voting/desk_polls.html", await desk_page(request.user))


@change(DESK, Voting.draft_poll)
async def draft_poll(request: Request[Actor, Any, Any]) -> Response:
    Voting.draft_poll.ask(request.user)
    form = await read_form(request)
    call = form.choice("call", [str(each.id) for each in await published()], N_("Choose the call it is about."))
    if not form.fits:
        return again("voting/desk_polls.html", await desk_page(request.user, form=form))
    key = await acts.draft_poll(request.user, UUID(call))
    return go(f"{DESK}/{key}")


@look(DESK + "/{key:uuid}")
async def show_poll_on_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    return show(POLL, await desk_page(request.user, await queries.visible(request.user, key)))


@change(DESK + "/{key:uuid}", Voting.keep_poll)
async def keep_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    children = await queries.children()
    return await typed(request, key, Voting.keep_poll, lambda form, _poll: read_rules(form, children), acts.keep_poll)


@change(DESK + "/{key:uuid}/poner", Voting.put_option)
async def put_option(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.put_option(request.user, key, await pressed(request, "proposal"))
    return go(f"{DESK}/{key}#options")


@change(DESK + "/{key:uuid}/quitar", Voting.take_option)
async def take_option(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.take_option(request.user, key, await pressed(request, "proposal"))
    return go(f"{DESK}/{key}#options")


@change(DESK + "/{key:uuid}/costos", Voting.price_option)
async def price_option(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await typed(request, key, Voting.price_option, _costs, acts.price_option, "#options")


@change(DESK + "/{key:uuid}/anunciar", Voting.announce_poll)
async def announce_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.announce_poll(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/retomar", Voting.recall_poll)
async def recall_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.recall_poll(request.user, key)
    return go(f"{DESK}/{key}")


def _costs(form: Form, poll: Poll) -> dict[UUID, int] | None:
    return read_costs(form, [idea.proposal for idea in poll.ideas])


DOORS = [
    show_polls_desk,
    draft_poll,
    show_poll_on_desk,
    keep_poll,
    put_option,
    take_option,
    price_option,
    announce_poll,
    recall_poll,
]
