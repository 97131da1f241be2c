"""Voting: what everyone may read of a poll, and the doors of all parts."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import CHILD, Actor
from civic.core.acts import NotThere
from civic.core.doors import look
from civic.core.forms import Form
from civic.core.offers import Offer, offer
from civic.core.pages import show
from civic.voting import lists, queries
from civic.voting.ballot_pages import Marking, Row, marking, rows_of
from civic.voting.booths import desk as booth_desk
from civic.voting.booths import routes as booth
from civic.voting.charter import Voting
from civic.voting.custody import desk as custody_desk
from civic.voting.desk import ceremony
from civic.voting.desk import drafts as desk
from civic.voting.hands import desk as hand_desk
from civic.voting.help import desk as help_desk
from civic.voting.lists import PAGE, Decided, Listed
from civic.voting.online import receipts
from civic.voting.online import routes as online
from civic.voting.online.routes import POLLS, assent_door, order_for
from civic.voting.papers import desk as paper_desk
from civic.voting.results import routes as results
from civic.voting.roll import desk as roll_desk
from civic.voting.seen import Poll
from civic.voting.sittings.queries import Sitting, ticked_at
from civic.voting.states import ANNOUNCED, DRAFT, PUBLISHED, standing
from civic.voting.tablets import desk as tablet_desk
from civic.voting.tablets import routes as tablet
from civic.voting.witnesses import desk as witness_desk

MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True)
class PollsPage:
    current: list[tuple[Listed, tuple[str, str, str]]]
    decided: list[Decided]
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class PollPage:
    """`vote`: what this reader may do about it, None for who is no child. `assent`: where to answer first. `ticked`: the
    desk of a booth at which this child was ticked."""

    poll: Poll
    state: tuple[str, str, str]
    rows: list[Row]
    vote: Offer | None
    assent: str | None
    voted: bool
    ticked: Sitting | None = None


@dataclass(frozen=True)
class SamplePage:
    """The ballot as it will be, to look at and to try; nothing of it can be sent."""

    poll: Poll
    ballot: Marking


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
    vote, assent, voted, ticked = None, None, False, None
    if actor.role & CHILD:
        case = await queries.voter_case(actor, key)
        vote = offer(Voting.cast_ballot, actor, case, f"{POLLS}/{key}/boleta")
        assent = assent_door(poll.call, key) if vote.refusal == "assent_given" else None
        voted = vote.refusal is None and bool(await queries.paper(actor, key))
        ticked = await ticked_at(actor, key) if case.came else None
    state = standing(poll.state, poll.closes_at)
    return show("voting/show_poll.html", PollPage(poll, state, rows_of(poll), vote, assent, voted, ticked))


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
            SamplePage(poll, marking(poll, order_for(request.user, poll), Form(), len(poll.options))),
        )
    except ValueError:  # costs or choices are missing yet
        raise NotThere from None


ROUTES = [
    show_polls,
    show_poll,
    show_rules,
    show_sample,
    *online.DOORS,
    *receipts.DOORS,
    *results.DOORS,
    *witness_desk.DOORS,
    *desk.DOORS,
    *ceremony.DOORS,
    *custody_desk.DOORS,
    *booth.DOORS,
    *booth_desk.DOORS,
    *roll_desk.DOORS,
    *help_desk.DOORS,
    *paper_desk.DOORS,
    *hand_desk.DOORS,
    *tablet.DOORS,
    *tablet_desk.DOORS,
]
