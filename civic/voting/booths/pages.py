"""What the booth shows, always as to the youngest: its screens, and why a card does not open it."""

from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response

from civic.core.actor import Actor
from civic.core.ages import BANDS, YOUNGEST
from civic.core.charter import NOT_NOW, Refusal
from civic.core.envelope import WITH_CAMERA
from civic.core.forms import Form
from civic.core.pages import show
from civic.core.words import N_, _
from civic.people.cookies import without_card
from civic.people.pages import draw_for
from civic.voting.ballot_pages import Marking
from civic.voting.booths.charter import not_used, not_void
from civic.voting.booths.queries import Held
from civic.voting.conditions import in_time
from civic.voting.read_backs import ReadBack
from civic.voting.states import ANNOUNCED

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


#: Why a card does not open the booth, as a page: title, picture, status.
RESTS = {
    not_used.name: (N_("This card was already used"), "card", 409),
    not_void.name: (N_("This card is not valid any more"), "card", 409),
    in_time.name: (N_("The vote is over"), "clock", 403),
    NOT_NOW.name: (N_("The vote is over"), "clock", 403),
}
NOT_YET = N_("Keep your card. Ask the people of the booth on which day it begins.")
OVER = N_("This card cannot vote any more. Thank you for coming.")


def rest(refusal: Refusal, found: Held) -> Response:
    title, picture, status = RESTS.get(refusal.name, (N_("Not at this moment"), "waiting", 403))
    sentence = refusal.sentence
    if found.case.state is ANNOUNCED:
        title, sentence = N_("The vote has not begun"), NOT_YET
    elif title == RESTS[in_time.name][0]:
        sentence = OVER
    draw_for(BANDS[YOUNGEST])
    return without_card(show("voting/booth_rest.html", RestPage(_(title), _(sentence), picture), status))


def leave_first(status: int = 403) -> Response:
    """Staff cannot redeem a card, and no booth stands on a device where somebody is in (SG-55, SG-57)."""
    return show("voting/booth_leave.html", None, status)


def blank_start(request: Request[Actor, Any, Any], form: Form, status: int = 200) -> Response:
    draw_for(BANDS[YOUNGEST])
    response = show("voting/booth_start.html", StartPage(form), status)
    if request.user.device:
        response.headers.update(WITH_CAMERA)
    return response
