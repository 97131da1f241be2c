"""Voting: what everyone may read of a poll, and a child's way through the ballot: choose, see, send."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core import secrets
from civic.core.actor import CHILD, Actor
from civic.core.acts import NotThere
from civic.core.charter import NOT_NOW, Refused
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.settings import current
from civic.voting import acts, lists, queries, receipts
from civic.voting.ballot_pages import PART, Marking, Row, how, marking, rows_of
from civic.voting.booths import desk as booth_desk
from civic.voting.booths import routes as booth
from civic.voting.charter import Voting
from civic.voting.conditions import in_time
from civic.voting.custody import desk as custody_desk
from civic.voting.desk import ceremony
from civic.voting.desk import drafts as desk
from civic.voting.lists import PAGE, Decided, Listed
from civic.voting.read_backs import ReadBack, of_one_length, read_back, read_chosen
from civic.voting.results import routes as results
from civic.voting.seen import Poll
from civic.voting.states import ANNOUNCED, DRAFT, OPEN, PUBLISHED, standing
from civic.voting.tablets import desk as tablet_desk
from civic.voting.tablets import routes as tablet
from civic.voting.turns import rotated, turn
from civic.voting.witnesses import desk as witness_desk

POLLS = "/votaciones"
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True)
class PollsPage:
    current: list[tuple[Listed, tuple[str, str, str]]]
    decided: list[Decided]
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class PollPage:
    """`vote`: what this reader may do about it, None for who is no child. `assent`: where to answer first."""

    poll: Poll
    state: tuple[str, str, str]
    rows: list[Row]
    how: str
    vote: Offer | None
    assent: str | None
    voted: bool


@dataclass(frozen=True)
class BallotPage:
    """`paper` ties the page to what lies in the box: once a vote is sent, an older page shows no choice any more, and what
    a browser kept of an unfinished one is nobody else's."""

    poll: Poll
    ballot: Marking
    paper: str
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class SamplePage:
    """The ballot as it will be, to look at and to try; nothing of it can be sent."""

    poll: Poll
    ballot: Marking


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


@look(POLLS)
async def show_polls(request: Request[Actor, Any, Any], antes: FromQuery[str] = "") -> Response:
    """`antes`: the moment before which the listed polls were decided, as the page itself writes it."""
    try:
        before = datetime.strptime(antes, MOMENT).replace(tzinfo=UTC) if antes else None
    except ValueError:
        raise NotThere from None
    past = await lists.decided(before)
    page = PollsPage(
        current=[]
        if before
        else [(each, standing(each.state, each.closes_at)) for each in await lists.current_polls()],
        decided=past[:PAGE],
        newer=POLLS if before else None,
        older=f"{POLLS}?antes={past[PAGE - 1].closed_at:{MOMENT}}" if len(past) > PAGE else None,
    )
    return show("voting/show_polls.html", page)


@look(POLLS + "/{key:uuid}")
async def show_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    actor = request.user
    poll = await queries.visible(actor, key)
    if poll.state is PUBLISHED:
        results.nothing_asked(request, None)
        return await results.result_page(poll)
    vote, assent, voted = None, None, False
    if actor.role & CHILD:
        case = await queries.voter_case(actor, key)
        vote = offer(Voting.cast_ballot, actor, case, f"{POLLS}/{key}/boleta")
        assent = _assent(poll.call, key) if vote.refusal == "assent_given" else None
        voted = vote.refusal is None and bool(await queries.paper(actor, key))
    state = standing(poll.state, poll.closes_at)
    return show("voting/show_poll.html", PollPage(poll, state, rows_of(poll), how(poll), vote, assent, voted))


@look(POLLS + "/{key:uuid}/reglas.json")
async def show_rules(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """The frozen bytes themselves: `sha256sum` of them is the published hash (SG-53)."""
    poll = await queries.visible(request.user, key)
    if not poll.text:
        raise NotThere
    return Response(poll.text.encode(), media_type="application/json")


@look(POLLS + "/{key:uuid}/muestra")
async def show_sample(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """The ballot before it opens: for the team while it is a draft, for everyone once it is announced."""
    poll = await queries.visible(request.user, key)
    if poll.state not in (DRAFT, ANNOUNCED) or poll.by_hand or not poll.options:
        raise NotThere
    try:
        return show(
            "voting/show_sample.html",
            SamplePage(poll, marking(poll, _order(request.user, poll), Form(), len(poll.options))),
        )
    except ValueError:  # costs or choices are missing yet
        raise NotThere from None


@look(POLLS + "/{key:uuid}/boleta")
async def show_ballot(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    actor = request.user
    poll = await queries.visible(actor, key)
    case = await queries.voter_case(actor, key)
    refusal = Voting.cast_ballot.refusal(actor, case)
    if refusal and refusal.name == "assent_given":
        return go(_assent(poll.call, key))
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


def _assent(call: UUID, key: UUID) -> str:
    return f"/convocatorias/{call}/participar?volver={POLLS}/{key}"


async def _paper(actor: Actor, key: UUID) -> str:
    lies = await queries.paper(actor, key)
    return secrets.mark(current().secret, "paper", key, actor.id, lies.hex())


async def _ballot_page(actor: Actor, poll: Poll, form: Form) -> BallotPage:
    return BallotPage(poll, _marking(actor, poll, form), await _paper(actor, poll.id), form)


def _marking(actor: Actor, poll: Poll, form: Form) -> Marking:
    return marking(poll, _order(actor, poll), form, actor.reach.most_options)


def _order(actor: Actor, poll: Poll) -> tuple[int, ...]:
    count = len(poll.options)
    return rotated(count, turn(current().secret, poll.id, actor.id or poll.id, count))


ROUTES = [
    show_polls,
    show_poll,
    show_rules,
    show_sample,
    show_ballot,
    show_ballot_again,
    see_ballot_to_cast,
    cast_ballot,
    show_done,
    *results.DOORS,
    *receipts.DOORS,
    *witness_desk.DOORS,
    *desk.DOORS,
    *ceremony.DOORS,
    *custody_desk.DOORS,
    *booth.DOORS,
    *booth_desk.DOORS,
    *tablet.DOORS,
    *tablet_desk.DOORS,
]
