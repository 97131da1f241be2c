"""The desk of raised hands: counted by one at each place, checked by another."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.council.queries import place_choices
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.hands import acts as hand_acts
from civic.voting.hands import queries as hand_queries
from civic.voting.hands.queries import Counted
from civic.voting.hands.sums import Hands
from civic.voting.seen import Poll

DESK = "/mesa/votaciones/{key:uuid}/manos"
ANSWERS = ("yes", "no", "abstain")
MOST = 999


@dataclass(frozen=True)
class HandDesk:
    """`rows`: what was counted, and what may be done with it."""

    poll: Poll
    count: Offer
    rows: list[tuple[Counted, Offer]]
    places: list[Choice]
    form: Form = field(default_factory=Form)


@look(DESK)
async def show_hand_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("voting/desk_hands.html", await _desk(request.user, key, Form()))


@change(DESK, Voting.count_hands)
async def count_hands(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await _desk(request.user, key, form)
    Voting.count_hands.ask(request.user, hand_queries.case(page.poll, []))
    place = form.choice("place", [each.value for each in page.places], N_("Choose the place."))
    hands = _hands(form)
    if not form.fits or hands is None:
        return again("voting/desk_hands.html", page)
    await hand_acts.count_hands(request.user, key, UUID(place), hands)
    return go(f"/mesa/votaciones/{key}/manos")


@change(DESK + "/revisar", Voting.check_hands)
async def check_hands(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Voting.see_polls_desk.ask(request.user)
    poll = await queries.visible(request.user, key)
    counted = {str(each.place): each for each in await hand_queries.counts(key)}
    found = counted.get(str(form.get("place")))
    Voting.check_hands.ask(
        request.user, hand_queries.case(poll, list(counted.values()), found.place if found else None)
    )
    hands = _hands(form)
    if found is None or hands is None:
        raise NotThere
    await hand_acts.check_hands(request.user, key, found.place, hands)
    return go(f"/mesa/votaciones/{key}/manos")


def _hands(form: Form) -> Hands | None:
    yes, no, abstain = (form.whole(name, MOST) for name in ANSWERS)
    return None if yes is None or no is None or abstain is None else (yes, no, abstain)


async def _desk(actor: Actor, key: UUID, form: Form) -> HandDesk:
    Voting.see_polls_desk.ask(actor)
    poll, here = await queries.visible(actor, key), f"/mesa/votaciones/{key}/manos"
    counted = await hand_queries.counts(key)
    return HandDesk(
        poll=poll,
        count=offer(Voting.count_hands, actor, hand_queries.case(poll, []), here),
        rows=[
            (each, offer(Voting.check_hands, actor, hand_queries.case(poll, counted, each.place), f"{here}/revisar"))
            for each in counted
        ],
        places=await place_choices(),
        form=form,
    )


DOORS = [show_hand_desk, count_hands, check_hands]
