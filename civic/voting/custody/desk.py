"""The desk of the custodians: three are named, each has a card printed, two prove that theirs open the box; and when the
vote is over two cards count it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core import pages
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.charter import Rule
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.voting import queries
from civic.voting.ballots import Problem
from civic.voting.charter import Voting
from civic.voting.custody import acts as custody
from civic.voting.custody.cards import Sheet, print_card
from civic.voting.custody.queries import Custodian, custodians
from civic.voting.custody.queries import case as case_of
from civic.voting.custody.shares import CARDS, ENOUGH, Card, read_card
from civic.voting.desk.page import DESK
from civic.voting.seen import Poll
from civic.voting.states import CLOSED, COUNTED

PAGE, COUNTING = "voting/desk_custody.html", "voting/desk_count.html"
CUSTODY, COUNT = DESK + "/{key:uuid}/custodia", DESK + "/{key:uuid}/contar"
LONGEST_NAME = 80
#: Letters of a card, with room for numbers between its words.
LONGEST_CARD = 400


@dataclass(frozen=True)
class CustodyPage:
    """With what may be done: `name`, `print`, `prove` and `open`."""

    poll: Poll
    custodians: list[Custodian]
    name: Offer
    print: Offer
    prove: Offer
    open: Offer
    form: Form = field(default_factory=Form)


@look(CUSTODY)
async def show_custody(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    return show(PAGE, await _page(request.user, key))


@change(CUSTODY, Voting.name_custodians)
async def name_custodians(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await queries.visible(request.user, key)
    Voting.name_custodians.ask(request.user, poll.case())
    form = await read_form(request)
    names = [
        form.text(f"name-{n}", LONGEST_NAME, N_("Write the name of each of the three.")) for n in range(1, CARDS + 1)
    ]
    if form.fits and len({name.casefold() for name in names}) < CARDS:
        form.wrong(f"name-{CARDS}", N_("Three different people. No card may be with somebody who has another."))
    if not form.fits:
        return again(PAGE, await _page(request.user, key, form))
    await custody.name_custodians(request.user, key, names)
    return go(f"{DESK}/{key}/custodia")


@change(CUSTODY + "/tarjeta", Voting.print_custody_card)
async def print_custody_card(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Once: from the proof on, the paper is the only place where these words are."""
    Voting.see_polls_desk.ask(request.user)
    poll = await queries.visible(request.user, key)
    wanted = str((await read_form(request)).get("place"))
    found = next((each for each in await custodians(key) if str(each.place) == wanted), None)
    if found is None:
        raise NotThere
    words = await custody.print_custody_card(request.user, key, found.place)
    sheet = Sheet(pages.city, poll.question, str(key), found.name, found.place + 1, words.split())
    return pages.paper(print_card(sheet), "custodia")


@change(CUSTODY + "/probar", Voting.prove_custody)
async def prove_custody(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _with_cards(request, key, Voting.prove_custody, custody.prove_custody, PAGE, f"{DESK}/{key}/custodia")


@look(COUNT)
async def show_count(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    page = await _page(request.user, key)
    if not page.poll.custody or page.poll.state not in (CLOSED, COUNTED):
        raise NotThere
    return show(COUNTING, page)


@change(COUNT, Voting.open_with_cards)
async def open_with_cards(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _with_cards(request, key, Voting.open_with_cards, custody.open_with_cards, COUNTING, f"{DESK}/{key}")


async def _with_cards(
    request: Request[Actor, Any, Any],
    key: UUID,
    rule: Rule,
    act: Callable[[Actor, UUID, list[Card]], Awaitable[Problem | None]],
    page: str,
    then: str,
) -> Response:
    poll = await queries.visible(request.user, key)
    rule.ask(request.user, poll.case())
    form, cards = await _typed(request)
    if form.fits and (problem := await act(request.user, key, cards)):
        form.wrong(f"card-{ENOUGH}", problem.msgid)
    if not form.fits:
        return again(page, await _page(request.user, key, form))
    return go(then)


async def _typed(request: Request[Actor, Any, Any]) -> tuple[Form, list[Card]]:
    """The two cards as they were typed, each with what is the matter with it."""
    form, cards = await read_form(request), []
    for name in (f"card-{n}" for n in range(1, ENOUGH + 1)):
        typed = form.text(name, LONGEST_CARD, N_("Write the twenty words of this card."))
        read = read_card(typed) if typed else None
        if isinstance(read, Problem):
            form.wrong(name, read.msgid, **read.values)
        elif read:
            cards.append(read)
    return form, cards


async def _page(actor: Actor, key: UUID, form: Form | None = None) -> CustodyPage:
    poll, three = await queries.visible(actor, key), await custodians(key)
    case, here = poll.case(), f"{DESK}/{key}"
    return CustodyPage(
        poll=poll,
        custodians=three,
        name=offer(Voting.name_custodians, actor, case, f"{here}/custodia"),
        print=offer(Voting.print_custody_card, actor, case_of(actor, poll, three), f"{here}/custodia/tarjeta"),
        prove=offer(Voting.prove_custody, actor, case, f"{here}/custodia/probar"),
        open=offer(Voting.open_with_cards, actor, case, f"{here}/contar"),
        form=form or Form(),
    )


DOORS = [show_custody, name_custodians, print_custody_card, prove_custody, show_count, open_with_cards]
