"""The booth without network, as the tablet meets the house: once before it goes out, and once when it is back.

Nobody is in with a name on it (SG-55). The page it takes away is kept by a service worker for this address alone.
"""

import json
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from civic.core import assets
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.ages import BANDS, YOUNGEST
from civic.core.doors import change, look
from civic.core.envelope import WITH_CAMERA
from civic.core.forms import read_form
from civic.core.pages import show
from civic.core.ways import OUT as HERE
from civic.people.pages import draw_for
from civic.voting import queries
from civic.voting.booths.pages import leave_first
from civic.voting.charter import Voting
from civic.voting.tablets import acts as tablet_acts
from civic.voting.tablets import queries as tablet_queries
from civic.voting.tablets.acts import Batch
from civic.voting.tablets.pages import KEEPER, tablet_page

#: Cards and ballots that one batch may name: more than any sheet has.
MOST = 1000


@look(HERE)
async def show_tablet_booth(request: Request[Actor, Any, Any]) -> Response:
    """What a prepared tablet takes with it; any other reads what is missing."""
    if request.user.signed_in:
        return leave_first()
    outing = await tablet_queries.out_with(request.user.device) if request.user.device else None
    draw_for(BANDS[YOUNGEST])
    if outing is None:
        return show("voting/tablet_rest.html", None)
    poll = await queries.visible(request.user, outing.poll)
    response = show("voting/tablet_booth.html", await tablet_page(poll, outing))
    response.headers.update(WITH_CAMERA)
    return response


@look(KEEPER)
async def show_keeper(request: Request[Actor, Any, Any]) -> Response:
    """The service worker. A browser looks for a newer one by itself, so its address does not change with its content."""
    headers = {"Service-Worker-Allowed": HERE, "Cache-Control": "no-cache"}
    keeper = assets.shelf().asset("js/offline/keeper.js")
    return Response(keeper.content, media_type=keeper.content_type, headers=headers)


@look(HERE + "/{key:uuid}")
async def show_mark(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """A form's mark of this hour, for a page that was drawn days ago."""
    await tablet_queries.carried_by(request.user, key)
    return show("voting/tablet_mark.html", None)


@change(HERE + "/{key:uuid}", Voting.deliver_batch)
async def deliver_batch(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    if request.user.signed_in:
        raise NotThere
    form = await read_form(request)
    refused = await tablet_acts.deliver_batch(request.user, key, _batch(form.get("batch")), form.get("ended") == "1")
    return Response({"refused": refused})


def _batch(text: str) -> Batch:
    """Raises HTTPException for what no tablet of ours sends; a strange code is none of that."""
    try:
        told = json.loads(text)
        ballots = [(bytes.fromhex(code), bytes.fromhex(sealed)) for code, sealed in told["ballots"]]
        void = [bytes.fromhex(code) for code in told["void"]]
    except (ValueError, TypeError, KeyError) as problem:
        raise HTTPException(status_code=422) from problem
    if len(ballots) + len(void) > MOST:
        raise HTTPException(status_code=422)
    return Batch(ballots, void)


DOORS = [show_tablet_booth, show_keeper, show_mark, deliver_batch]
