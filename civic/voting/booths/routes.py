"""The booth: a card drawn from a bag, nobody else at the screen, a vote, and nothing left behind (SG-05, SG-55).

Nobody is in with a name here, and no adult at all. Between its screens the browser carries the card's hash, sealed, under
the name of the doors' own cookie: whatever clears that one clears this one.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core import keep
from civic.core.actor import CHILD, Actor
from civic.core.ages import BANDS, YOUNGEST
from civic.core.charter import Refused
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.words import N_
from civic.people.cookies import card_cookie, without_card
from civic.people.limits import HELD
from civic.people.pages import draw_for
from civic.settings import current
from civic.voting import queries
from civic.voting.ballot_pages import PART, inside, marking
from civic.voting.booths import acts as booth_acts
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.pages import AT_ONCE, BallotPage, SeenPage, blank_start, leave_first, rest
from civic.voting.booths.queries import Held
from civic.voting.charter import Voting
from civic.voting.read_backs import of_one_length, read_back, read_chosen
from civic.voting.tablets import queries as tablet_queries
from civic.voting.turns import order

BOOTH = "/casilla"
#: Seconds after which the last screen is blank again (SG-55).
CLEARED = 10
DONE = timedelta(seconds=2 * CLEARED)


@look(BOOTH)
async def show_booth(request: Request[Actor, Any, Any]) -> Response:
    """The blank start. What the one before had carried ends here. A child who is in reads how to come back for it."""
    if request.user.signed_in:
        return leave_first(200 if request.user.role & CHILD else 403)
    if current().cookie not in request.cookies:
        reading.get().tie = ""  # the next child's forms are tied to a cookie of their own
    return _clean(blank_start(request, Form()))


@look(BOOTH + "/{code:str}")
async def show_booth_card(request: Request[Actor, Any, Any], code: FromPath[str]) -> Response:
    """The QR of a card. Nothing changes, and the address is left at once: no page, no history, no log has it."""
    return await _look_up(request, code[:300], Form())


@change(BOOTH, Voting.enter_booth)
async def enter_booth(request: Request[Actor, Any, Any]) -> Response:
    if request.user.signed_in:
        return leave_first()
    form = await read_form(request)
    typed = form.text("code", 300, N_("Copy the six words of your card."))
    return await _look_up(request, typed, form)


async def _look_up(request: Request[Actor, Any, Any], typed: str, form: Form) -> Response:
    if request.user.signed_in:
        return leave_first()
    found = await booth_acts.find_card(request.user, typed) if typed else None
    if found is None:
        if typed and await tablet_queries.has_card(typed):
            form.wrong("code", N_("This card is for a tablet. Show it to the people of the booth."))
        else:
            form.wrong("code", N_("We do not know these words. Look at your card and copy them once more."))
        return blank_start(request, form, 422)
    refusal = Voting.vote_with_card.refusal(request.user, found.case)
    return rest(refusal, found) if refusal else _carry(go(f"{BOOTH}/cortina"), found.code, False)


@look(BOOTH + "/cortina")
async def show_curtain(request: Request[Actor, Any, Any]) -> Response:
    """Alone with the screen? And with headphones? Before any choice is to be seen."""
    found = await _held(request)
    return found if isinstance(found, Response) else show("voting/booth_curtain.html", None)


@change(BOOTH + "/cortina", Voting.enter_booth)
async def enter_behind_curtain(request: Request[Actor, Any, Any]) -> Response:
    found = await _held(request)
    if isinstance(found, Response):
        return found
    headphones = (await read_form(request)).get("headphones") == "1"
    return _carry(go(f"{BOOTH}/boleta"), found.code, headphones)


@look(BOOTH + "/boleta")
async def show_booth_ballot(request: Request[Actor, Any, Any]) -> Response:
    found = await _held(request)
    return found if isinstance(found, Response) else await _ballot(request, found, Form())


@look(BOOTH + "/boleta/ver")
async def show_booth_ballot_again(request: Request[Actor, Any, Any]) -> Response:
    """Whoever comes here without having chosen."""
    return leave_first() if request.user.signed_in else go(f"{BOOTH}/boleta")


@change(BOOTH + "/boleta/ver", Voting.vote_with_card)
async def see_ballot_in_booth(request: Request[Actor, Any, Any]) -> Response:
    """Read the choice back. Nothing is kept: it travels in the page until it is sent."""
    found = await _held(request)
    if isinstance(found, Response):
        return found
    form = await read_form(request)
    poll = await queries.visible(request.user, found.poll)
    chosen = None if form.get("change") or form.get(PART) else read_chosen(form, poll.manifest, AT_ONCE)
    if chosen is None:
        return await _ballot(request, found, form)
    seen = show("voting/booth_seen.html", SeenPage(await read_back(poll, chosen), _headphones(request)))
    seen.content = await of_one_length(seen.content, poll.options)
    return seen


@change(BOOTH + "/boleta", Voting.vote_with_card)
async def vote_with_card(request: Request[Actor, Any, Any]) -> Response:
    found = await _held(request)
    if isinstance(found, Response):
        return found
    form = await read_form(request)
    rules = await queries.frozen(found.poll)
    chosen = read_chosen(form, rules, AT_ONCE) if rules else None
    if chosen is None:
        return await _ballot(request, found, form)
    try:
        await booth_acts.vote_with_card(request.user, found.code, chosen)
    except Refused as refused:
        return rest(refused.refusal, found)
    return _with(go(f"{BOOTH}/listo"), keep.pack("booth done", ""), DONE)


@look(BOOTH + "/listo")
async def show_booth_done(request: Request[Actor, Any, Any]) -> Response:
    """The same for every choice (SG-51), for ten seconds. Without a script, too."""
    if request.user.signed_in:
        return leave_first()
    if keep.unpack("booth done", request.cookies.get(card_cookie(), ""), DONE) is None:
        return go(BOOTH)
    draw_for(BANDS[YOUNGEST])
    return _cleared(show("voting/booth_done.html", None))


@change(BOOTH + "/me-ven", Voting.void_card)
async def void_card(request: Request[Actor, Any, Any]) -> Response:
    found = await _held(request)
    if isinstance(found, Response):
        return found
    try:
        await booth_acts.void_card(request.user, found.code)
    except Refused as refused:
        return rest(refused.refusal, found)
    return without_card(go(f"{BOOTH}/otra"))


@look(BOOTH + "/otra")
async def show_another_card(request: Request[Actor, Any, Any]) -> Response:
    if request.user.signed_in:
        return leave_first()
    draw_for(BANDS[YOUNGEST])
    return without_card(show("voting/booth_another.html", None))


async def _held(request: Request[Actor, Any, Any]) -> Held | Response:
    """The card this browser was shown a moment ago, good for a vote; or the page in place of the one asked for."""
    if request.user.signed_in:
        return leave_first()
    draw_for(BANDS[YOUNGEST])
    carried = _carried(request)
    found = await booth_queries.held(bytes.fromhex(carried[0])) if carried else None
    if found is None:
        return go(BOOTH)
    refusal = Voting.vote_with_card.refusal(request.user, found.case)
    return rest(refusal, found) if refusal else found


def _carried(request: Request[Actor, Any, Any]) -> list[Any] | None:
    return keep.unpack("booth", request.cookies.get(card_cookie(), ""), HELD)


def _headphones(request: Request[Actor, Any, Any]) -> bool:
    carried = _carried(request)
    return bool(carried and carried[1])


async def _ballot(request: Request[Actor, Any, Any], found: Held, form: Form) -> Response:
    poll = await queries.visible(request.user, found.poll)
    turned = order(current().secret, poll.id, UUID(bytes=found.code[:16]), len(poll.options))
    ballot = await inside(marking(poll, turned, form, AT_ONCE), poll)
    page = BallotPage(poll.question, ballot, _headphones(request), form)
    return again("voting/booth_ballot.html", page) if form.problems else show("voting/booth_ballot.html", page)


def _clean(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return without_card(response)


def _cleared(response: Response) -> Response:
    response.headers["Refresh"] = f"{CLEARED}; url={BOOTH}"
    return response


def _carry(response: Response, code: bytes, headphones: bool) -> Response:
    return _with(response, keep.pack("booth", [code.hex(), headphones]), HELD)


def _with(response: Response, value: str, lasting: timedelta) -> Response:
    response.set_cookie(
        card_cookie(),
        value,
        max_age=int(lasting.total_seconds()),
        httponly=True,
        secure=current().https,
        samesite="lax",
        path="/",
    )
    return response


DOORS = [
    show_booth,
    show_booth_card,
    enter_booth,
    show_curtain,
    enter_behind_curtain,
    show_booth_ballot,
    show_booth_ballot_again,
    see_ballot_in_booth,
    vote_with_card,
    show_booth_done,
    void_card,
    show_another_card,
]
