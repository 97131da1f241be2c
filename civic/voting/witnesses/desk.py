"""The team's page of witnesses: named by one, agreed by another, given the whole ballots once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.proof.compose import Kind
from civic.voting.results import routes as results
from civic.voting.seen import Poll
from civic.voting.witnesses import acts as witness_acts
from civic.voting.witnesses import queries as witness_queries
from civic.voting.witnesses.queries import OBJECTION, Seen

DESK = "/mesa/votaciones/{key:uuid}/testigos"
LONGEST = 80


@dataclass(frozen=True)
class Line:
    witness: Seen
    sign: Offer
    give: Offer


@dataclass(frozen=True)
class WitnessPage:
    """`until`: when the whole ballots are deleted; None before the result is published."""

    poll: Poll
    name: Offer
    lines: list[Line]
    until: datetime | None
    form: Form = field(default_factory=Form)
    longest: int = LONGEST


@look(DESK)
async def show_witnesses(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    return show("voting/desk_witnesses.html", await _page(request.user, key))


@change(DESK, Voting.name_witness)
async def name_witness(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.name_witness.ask(request.user, await witness_queries.poll_case(key))
    form = await read_form(request)
    name = form.text("name", LONGEST, N_("Write who it is."))
    if not form.fits:
        return again("voting/desk_witnesses.html", await _page(request.user, key, form))
    await witness_acts.name_witness(request.user, key, name)
    return go(f"/mesa/votaciones/{key}/testigos")


@change("/mesa/testigos/{key:uuid}/aceptar", Voting.sign_witness)
async def sign_witness(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await witness_acts.sign_witness(request.user, key)
    return go(f"/mesa/votaciones/{poll}/testigos")


@change("/mesa/testigos/{key:uuid}/entregar", Voting.give_bundle)
async def give_bundle(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await results.bundle_file(await witness_acts.give_bundle(request.user, key), Kind.WITNESS)


async def _page(actor: Actor, key: UUID, form: Form | None = None) -> WitnessPage:
    poll = await queries.visible(actor, key)
    lines = [
        Line(
            each,
            offer(Voting.sign_witness, actor, each.case, f"/mesa/testigos/{each.id}/aceptar"),
            offer(Voting.give_bundle, actor, each.case, f"/mesa/testigos/{each.id}/entregar"),
        )
        for each in await witness_queries.witnesses(key)
    ]
    name = offer(Voting.name_witness, actor, poll, f"/mesa/votaciones/{key}/testigos")
    until = poll.published_at + OBJECTION if poll.published_at else None
    return WitnessPage(poll, name, lines, until, form or Form())


DOORS = [show_witnesses, name_witness, sign_witness, give_bundle]
