"""The booth: a card drawn from a bag, nobody else at the screen, a vote, and nothing left behind (SG-05, SG-55).

Nobody is in with a name here, and no adult at all. Between its screens the browser carries the card's hash, sealed, under
the name of the doors' own cookie: whatever clears that one clears this one.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core import keep
from civic.core.actor import CHILD, Actor
from civic.core.ages import BANDS, YOUNGEST
from civic.core.charter import NOT_NOW, Refusal, Refused
from civic.core.doors import change, look
from civic.core.envelope import WITH_CAMERA
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.words import N_, _
from civic.people.cookies import card_cookie, without_card
from civic.people.limits import HELD
from civic.people.pages import draw_for
from civic.settings import current
from civic.voting import queries
from civic.voting.ballot_pages import PART, Marking, inside, marking
from civic.voting.booths import acts as booth_acts
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.charter import not_used, not_void
from civic.voting.booths.queries import Held
from civic.voting.charter import Voting
from civic.voting.conditions import in_time
from civic.voting.read_backs import ReadBack, of_one_length, read_back, read_chosen
from civic.voting.states import ANNOUNCED
from civic.voting.turns import rotated, turn

BOOTH = "/casilla"
#: Seconds after which the last screen is blank again (SG-55).
CLEARED = 10
DONE = timedelta(seconds=2 * CLEARED)
#: Options on one screen: whoever holds the card may be of the youngest.
AT_ONCE = BANDS[YOUNGEST].most_options


@dataclass(frozen=True)
class StartPage:
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class BallotPage:
    """`headphones`: whether the screen may be heard here (SG-55)."""

    question: str
    ballot: Marking
    headphones: bool
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class SeenPage:
    """What was chosen, read back."""

    chosen: ReadBack
    headphones: bool


@dataclass(frozen=True)
class RestPage:
    """Why this card does not open the booth now."""

    title: str
    sentence: str
    picture: str


@look(BOOTH)
async def show_booth(request: Request[Actor, Any, Any]) -> Response:
    """The blank start. What the one before had carried ends here. A child who is in reads how to come back for it."""
    if request.user.signed_in:
        return leave_first(200 if request.user.role & CHILD else 403)
    if current().cookie not in request.cookies:
        reading.get().tie = ""  # the next child's forms are tied to a cookie of their own
    return _clean(_start(request, Form()))


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
        form.wrong("code", N_("We do not know these words. Look at your card and copy them once more."))
        return _start(request, form, 422)
    refusal = Voting.vote_with_card.refusal(request.user, found.case)
    return _rest(refusal, found) if refusal else _carry(go(f"{BOOTH}/cortina"), found.code, False)


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
        return _rest(refused.refusal, found)
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
        return _rest(refused.refusal, found)
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
    return _rest(refusal, found) if refusal else found


def _carried(request: Request[Actor, Any, Any]) -> list[Any] | None:
    return keep.unpack("booth", request.cookies.get(card_cookie(), ""), HELD)


def _headphones(request: Request[Actor, Any, Any]) -> bool:
    carried = _carried(request)
    return bool(carried and carried[1])


async def _ballot(request: Request[Actor, Any, Any], found: Held, form: Form) -> Response:
    poll = await queries.visible(request.user, found.poll)
    count = len(poll.options)
    order = rotated(count, turn(current().secret, poll.id, UUID(bytes=found.code[:16]), count))
    ballot = await inside(marking(poll, order, form, AT_ONCE), poll)
    page = BallotPage(poll.question, ballot, _headphones(request), form)
    return again("voting/booth_ballot.html", page) if form.problems else show("voting/booth_ballot.html", page)


#: Why a card does not open the booth, as a page: title, picture, status.
RESTS = {
    not_used.name: (N_("This card was already used"), "card", 409),
    not_void.name: (N_("This card is not valid any more"), "card", 409),
    in_time.name: (N_("The vote is over"), "clock", 403),
    NOT_NOW.name: (N_("The vote is over"), "clock", 403),
}
NOT_YET = Refusal("not_now", N_("Keep your card. Ask the people of the booth on which day it begins."))
OVER = Refusal("not_now", N_("This card cannot vote any more. Thank you for coming."))


def _rest(refusal: Refusal, found: Held) -> Response:
    title, picture, status = RESTS.get(refusal.name, (N_("Not at this moment"), "waiting", 403))
    if found.case.state is ANNOUNCED:
        title, refusal = N_("The vote has not begun"), NOT_YET
    elif title == RESTS[in_time.name][0]:
        refusal = OVER
    draw_for(BANDS[YOUNGEST])
    return without_card(show("voting/booth_rest.html", RestPage(_(title), _(refusal.sentence), picture), status))


def leave_first(status: int = 403) -> Response:
    """Staff cannot redeem a card, and no booth stands on a device where somebody is in (SG-55, SG-57)."""
    return show("voting/booth_leave.html", None, status)


def _start(request: Request[Actor, Any, Any], form: Form, status: int = 200) -> Response:
    draw_for(BANDS[YOUNGEST])
    response = show("voting/booth_start.html", StartPage(form), status)
    if request.user.device:
        response.headers.update(WITH_CAMERA)
    return response


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
