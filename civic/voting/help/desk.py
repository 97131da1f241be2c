"""The desk of help: who may help children at a booth today, and how many had help, ten and more together (SG-56)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.council.queries import place_choices
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.help import acts as help_acts
from civic.voting.help import queries as help_queries
from civic.voting.help.charter import RELATIONS, Helping
from civic.voting.help.queries import Today
from civic.voting.results.plain import K
from civic.voting.seen import Poll

DESK = "/mesa/votaciones/{key:uuid}/ayudantes"
LONGEST_NAME = 80
#: Children of one place who voted with help.
MOST = 999


@dataclass(frozen=True)
class HelpDesk:
    """`supported`: places with ten or more, and how many. `adding`: the second form came back, else the first."""

    poll: Poll
    name: Offer
    add: Offer
    helpers: list[tuple[Today, str]]
    supported: list[tuple[str, int]]
    places: list[Choice]
    relations: list[Choice]
    form: Form = field(default_factory=Form)
    adding: Form = field(default_factory=Form)


@look(DESK)
async def show_help_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("voting/desk_help.html", await _desk(request.user, key, Form(), Form()))


@change(DESK, Voting.name_helper)
async def name_helper(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """A relation that is none is told on the page, so that another person can be named."""
    form = await read_form(request)
    page = await _desk(request.user, key, form, Form())
    Voting.name_helper.ask(request.user, Helping(page.poll.state, page.poll.city_wide))
    place = form.choice("place", [each.value for each in page.places], N_("Choose the place of the booth."))
    name = form.text("name", LONGEST_NAME, N_("Write the name of who helps."))
    relation = form.choice("relation", list(RELATIONS), N_("Say what this person is to the children."))
    if relation:
        refusal = Voting.name_helper.refusal(request.user, await help_queries.case(page.poll, None, relation))
        if refusal:
            form.wrong("relation", refusal.sentence)
    if not form.fits:
        return again("voting/desk_help.html", page)
    await help_acts.name_helper(request.user, key, UUID(place), name, relation)
    return go(f"/mesa/votaciones/{key}/ayudantes")


@change(DESK + "/contar", Voting.add_support)
async def add_support(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await _desk(request.user, key, Form(), form)
    Voting.add_support.ask(request.user, Helping(page.poll.state, page.poll.city_wide))
    place = form.choice("at", [each.value for each in page.places], N_("Choose the place of the booth."))
    helped = form.whole("helped", MOST)
    if helped is not None and place:
        case = await help_queries.case(page.poll, UUID(place), helped=helped)
        if refusal := Voting.add_support.refusal(request.user, case):
            form.wrong("helped", refusal.sentence)
    if helped is None or not form.fits:
        return again("voting/desk_help.html", page)
    await help_acts.add_support(request.user, key, UUID(place), helped)
    return go(f"/mesa/votaciones/{key}/ayudantes")


async def _desk(actor: Actor, key: UUID, form: Form, adding: Form) -> HelpDesk:
    Voting.see_polls_desk.ask(actor)
    poll, here = await queries.visible(actor, key), f"/mesa/votaciones/{key}/ayudantes"
    case = Helping(poll.state, poll.city_wide, helped=K)
    return HelpDesk(
        poll=poll,
        name=offer(Voting.name_helper, actor, case, here),
        add=offer(Voting.add_support, actor, case, f"{here}/contar"),
        helpers=[(each, _(RELATIONS[each.relation][0])) for each in await help_queries.helpers(key)],
        supported=await help_queries.supported(key),
        places=await place_choices(),
        relations=[Choice(name, _(says)) for name, (says, _may) in RELATIONS.items()],
        form=form,
        adding=adding,
    )


DOORS = [show_help_desk, name_helper, add_support]
