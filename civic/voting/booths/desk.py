"""The team's desk of booth cards and paper ballots: asked by one, signed by another, printed once, and counted when the
vote is over, until all of it adds up."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core import pages
from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.council.queries import place_choices
from civic.people.paper_cards import ACROSS, DOWN
from civic.settings import current
from civic.voting import queries
from civic.voting.booths import acts as booth_acts
from civic.voting.booths import queries as booth_queries
from civic.voting.booths import stopping
from civic.voting.booths.cards import Pack, print_booth_cards
from civic.voting.booths.queries import Sheet
from civic.voting.booths.routes import BOOTH
from civic.voting.booths.states import BOOTH as BOOTH_DOOR
from civic.voting.booths.states import PAPER, SAID, TABLET
from civic.voting.charter import Voting
from civic.voting.desk.typed import pressed
from civic.voting.forms import LONGEST_WHY, read_asked
from civic.voting.papers import desk as paper_desk
from civic.voting.papers.ballots import print_ballots
from civic.voting.seen import Poll
from civic.voting.sittings.queries import Sitting, at_places
from civic.voting.tablets.outings import Tablets, tablets

DESK, SHEET = "/mesa/votaciones/{key:uuid}/casillas", "/mesa/casillas/{key:uuid}"
#: Cards on one printed page, and pages that are asked for together.
A_PAGE = ACROSS * DOWN
MOST_PAGES = 10
#: Where what is on a sheet is used.
FOR = {
    BOOTH_DOOR: N_("Cards, for a booth with network"),
    TABLET: N_("Cards, for a tablet without network"),
    PAPER: N_("Paper ballots, for a box of cardboard"),
}


@dataclass(frozen=True)
class Row:
    """A sheet with what may be done with it: `sign`, `print`, `ask_stop`, `stop` and `count`."""

    sheet: Sheet
    state: tuple[str, str, str]
    sign: Offer
    print: Offer
    ask_stop: Offer
    stop: Offer
    count: Offer


@dataclass(frozen=True)
class BoothDesk:
    """`strangers`: ballots that are nobody's, or are missing, as the count found. `sittings`: the desks at which children
    were ticked. `wrong`: the sheet or outing whose form came back with something to mend."""

    poll: Poll
    ask: Offer
    rows: list[Row]
    tablets: Tablets
    strangers: int
    sittings: list[Sitting]
    doors: list[Choice]
    places: list[Choice]
    most_pages: int
    longest_why: int = LONGEST_WHY
    form: Form = field(default_factory=Form)
    wrong: UUID | None = None


@look(DESK)
async def show_booth_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("voting/desk_booth.html", await desk(request.user, key))


@change(DESK, Voting.ask_sheet)
async def ask_sheet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await desk(request.user, key, form)
    Voting.ask_sheet.ask(request.user, page.poll.case())
    place = form.choice("place", [each.value for each in page.places], N_("Choose the place of the booth."))
    door = form.choice("door", list(FOR)) or BOOTH_DOOR
    wanted = form.whole("pages", MOST_PAGES, 1)
    if not form.fits or wanted is None:
        return again("voting/desk_booth.html", page)
    await booth_acts.ask_sheet(request.user, key, UUID(place), wanted * A_PAGE, door)
    return go(f"/mesa/votaciones/{key}/casillas")


@change(SHEET + "/firmar", Voting.sign_sheet)
async def sign_sheet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await booth_acts.sign_sheet(request.user, key)
    return await _back(key)


@change(SHEET + "/imprimir", Voting.print_sheet)
async def print_sheet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Once: the paper is the only place where these words are."""
    Voting.see_polls_desk.ask(request.user)
    found = await booth_queries.sheet(key)
    poll = await queries.visible(request.user, found.poll)
    cards = await booth_acts.print_sheet(request.user, key)
    if found.door == PAPER:
        return pages.paper(print_ballots(paper_desk.ballots(poll, found.serial, found.number)), "boletas")
    site = current().origin
    address = site.partition("://")[2] + BOOTH
    pack = Pack(pages.city, poll.question, address, site + BOOTH, cards, found.serial, found.door == TABLET)
    return pages.paper(print_booth_cards(pack), "casilla")


@change(SHEET + "/pedir-detener", Voting.ask_stop)
async def ask_stop(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    found, form = await booth_queries.sheet(key), await read_form(request)
    Voting.ask_stop.ask(request.user, found.case)
    asked = read_asked(form, False)
    if asked is None:
        return again("voting/desk_booth.html", replace(await desk(request.user, found.poll, form), wrong=key))
    await stopping.ask_stop(request.user, key, asked)
    return await _back(key)


@change(SHEET + "/detener", Voting.stop_sheet)
async def stop_sheet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    read = (await read_form(request)).get("change")
    await stopping.stop_sheet(request.user, key, await pressed(request, "change") if read else None)
    return await _back(key)


@change(SHEET + "/contar", Voting.count_cards)
async def count_cards(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    found, form = await booth_queries.sheet(key), await read_form(request)
    Voting.count_cards.ask(request.user, found.case)
    back = form.whole("handed_back", found.number)
    if back is None:
        return again("voting/desk_booth.html", replace(await desk(request.user, found.poll, form), wrong=key))
    await booth_acts.count_cards(request.user, key, back)
    return await _back(key)


async def _back(sheet: UUID) -> Response:
    return go(f"/mesa/votaciones/{(await booth_queries.sheet(sheet)).poll}/casillas")


async def desk(actor: Actor, key: UUID, form: Form | None = None) -> BoothDesk:
    Voting.see_polls_desk.ask(actor)
    poll = await queries.visible(actor, key)
    here = f"/mesa/votaciones/{key}"
    sheets = await booth_queries.sheets(key)
    return BoothDesk(
        poll=poll,
        ask=offer(Voting.ask_sheet, actor, poll.case(), f"{here}/casillas"),
        rows=[_row(actor, each, f"/mesa/casillas/{each.id}") for each in sheets],
        tablets=await tablets(actor, poll, sheets),
        strangers=await booth_queries.strangers(key),
        sittings=await at_places(key),
        doors=[Choice(door, _(says)) for door, says in FOR.items()],
        places=await place_choices(),
        most_pages=MOST_PAGES,
        form=(form or Form()).beside({"pages": "1", "door": BOOTH_DOOR}),
    )


def _row(actor: Actor, sheet: Sheet, here: str) -> Row:
    label, kind, picture = SAID[sheet.state]
    return Row(
        sheet,
        (_(label), kind, picture),
        sign=offer(Voting.sign_sheet, actor, sheet.case, f"{here}/firmar"),
        print=offer(Voting.print_sheet, actor, sheet.case, f"{here}/imprimir"),
        ask_stop=offer(Voting.ask_stop, actor, sheet.case, f"{here}/pedir-detener"),
        stop=offer(Voting.stop_sheet, actor, sheet.case, f"{here}/detener"),
        count=offer(Voting.count_cards, actor, sheet.case, f"{here}/contar"),
    )


DOORS = [show_booth_desk, ask_sheet, sign_sheet, print_sheet, ask_stop, stop_sheet, count_cards]
