"""A child's way through the ballot: choose, see, send."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core import secrets
from civic.core.actor import CHILD, Actor
from civic.core.charter import NOT_NOW, Refused
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.settings import current
from civic.voting import acts, queries
from civic.voting.ballot_pages import PART, Marking, marking
from civic.voting.charter import Voting
from civic.voting.conditions import in_time
from civic.voting.read_backs import ReadBack, of_one_length, read_back, read_chosen
from civic.voting.seen import Poll
from civic.voting.states import ANNOUNCED, OPEN
from civic.voting.turns import order

POLLS = "/votaciones"


@dataclass(frozen=True)
class BallotPage:
    """`paper` ties the page to what lies in the box: once a vote is sent, an older page shows no choice any more, and what
    a browser kept of an unfinished one is nobody else's."""

    poll: Poll
    ballot: Marking
    paper: str
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class SeenPage:
    """What was chosen, read back. Pictures are inside the page, so that no request tells which."""

    poll: Poll
    chosen: ReadBack
    paper: str


@dataclass(frozen=True)
class DonePage:
    """The same for every choice (SG-51). `receipt`: whether the child may ask for one."""

    key: UUID
    closes_at: datetime
    receipt: bool


@look(POLLS + "/{key:uuid}/boleta")
async def show_ballot(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    actor = request.user
    poll = await queries.visible(actor, key)
    case = await queries.voter_case(actor, key)
    refusal = Voting.cast_ballot.refusal(actor, case)
    if refusal and refusal.name == "assent_given":
        return go(assent_door(poll.call, key))
    if refusal and refusal.name in LATE:
        return go(f"{POLLS}/{key}")
    Voting.cast_ballot.ask(actor, case)
    return show("voting/show_ballot.html", await _ballot_page(actor, poll, Form()))


@look(POLLS + "/{key:uuid}/boleta/ver")
async def show_ballot_again(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Whoever comes here without having chosen."""
    return go(f"{POLLS}/{key}/boleta")


@change(POLLS + "/{key:uuid}/boleta/ver", Voting.cast_ballot)
async def see_ballot_to_cast(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Read the choice back. Nothing is kept: it travels in the page until it is sent."""
    actor = request.user
    case = await queries.voter_case(actor, key)
    try:
        Voting.cast_ballot.ask(actor, case)
    except Refused as refused:
        return await _too_late(refused, request.user, key)
    form = await read_form(request)
    if not secrets.same(str(form.get("paper")), await _paper(actor, key)):
        return go(f"{POLLS}/{key}/listo")
    poll = await queries.visible(actor, key)
    if form.get("change") or form.get(PART):
        return show("voting/show_ballot.html", await _ballot_page(actor, poll, form))
    chosen = read_chosen(form, poll.manifest, actor.reach.most_options)
    if chosen is None:
        return again("voting/show_ballot.html", await _ballot_page(actor, poll, form))
    page = SeenPage(poll, await read_back(poll, chosen), await _paper(actor, key))
    seen = show("voting/see_ballot.html", page)
    seen.content = await of_one_length(seen.content, poll.options)
    return seen


@change(POLLS + "/{key:uuid}/boleta", Voting.cast_ballot)
async def cast_ballot(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    rules = await queries.frozen(key)
    chosen = read_chosen(form, rules, request.user.reach.most_options) if rules else None
    try:
        if rules and chosen is None:
            Voting.cast_ballot.ask(request.user, await queries.voter_case(request.user, key))
            poll = await queries.visible(request.user, key)
            return again("voting/show_ballot.html", await _ballot_page(request.user, poll, form))
        await acts.cast_ballot(request.user, key, chosen)
    except Refused as refused:
        return await _too_late(refused, request.user, key)
    return go(f"{POLLS}/{key}/listo")


@look(POLLS + "/{key:uuid}/listo")
async def show_done(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """The neutral page: no word of the choice, whatever it was. Only for who has a ballot in the box."""
    actor = request.user
    poll = await queries.visible(actor, key)
    voted = actor.role & CHILD and poll.state is OPEN and await queries.paper(actor, key)
    return (
        show("voting/done.html", DonePage(key, poll.closes_at, actor.reach.asks_receipts))
        if voted
        else go(f"{POLLS}/{key}")
    )


LATE = {NOT_NOW.name, in_time.name}


async def _too_late(refused: Refused, actor: Actor, key: UUID) -> Response:
    """The poll closed while the page lay open: told calmly, with the way on. Any other reason goes the usual way."""
    if refused.refusal.name not in LATE or (await queries.voter_case(actor, key)).state is ANNOUNCED:
        raise refused
    return show("voting/too_late.html", key, 403)


def assent_door(call: UUID, key: UUID) -> str:
    return f"/convocatorias/{call}/participar?volver={POLLS}/{key}"


async def _paper(actor: Actor, key: UUID) -> str:
    lies = await queries.paper(actor, key)
    return secrets.mark(current().secret, "paper", key, actor.id, lies.hex())


async def _ballot_page(actor: Actor, poll: Poll, form: Form) -> BallotPage:
    ballot = marking(poll, order_for(actor, poll), form, actor.reach.most_options)
    return BallotPage(poll, ballot, await _paper(actor, poll.id), form)


def order_for(actor: Actor, poll: Poll) -> tuple[int, ...]:
    return order(current().secret, poll.id, actor.id or poll.id, len(poll.options))


DOORS = [show_ballot, show_ballot_again, see_ballot_to_cast, cast_ballot, show_done]
