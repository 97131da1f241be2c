"""The team's desk of polls: what is on the ballot, what is missing, and who signed first. Never a count (SG-52)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.ages import BANDS
from civic.core.charter import Rule
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Item, Offer, checklist, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.voting import acts, queries
from civic.voting.ballot_pages import how
from civic.voting.charter import Voting
from civic.voting.forms import APPROVAL, CHOOSE_ONE, COUNCIL, EVERYONE, LONGEST_QUESTION, Rules, read_dice, read_rules
from civic.voting.queries import Addable, Listed, Poll
from civic.voting.states import ANNOUNCED, DRAFT, SAID

DESK = "/mesa/votaciones"

#: More options than this are many for the youngest: told on the desk, forbidden nowhere.
FEW = min(reach.most_options for reach in BANDS.values())

METHODS = {CHOOSE_ONE: N_("Each child chooses one"), APPROVAL: N_("Each child may choose several")}
WHOM = {
    COUNCIL: N_("The council’s own"),
    EVERYONE: N_("Every child of the town, with booth cards for those without an account"),
}


@dataclass(frozen=True)
class Desk:
    """What waits, and the poll looked at, if any. `offers` by the name of their rule."""

    waits: list[tuple[Listed, str]]
    calls: list[Choice]
    draft: Offer
    form: Form
    poll: Poll | None = None
    state: tuple[str, str, str] = ("", "", "")
    offers: dict[str, Offer] = field(default_factory=dict)
    missing: list[Item] = field(default_factory=list)
    addable: list[Addable] = field(default_factory=list)
    methods: list[Choice] = field(default_factory=list)
    whom: list[Choice] = field(default_factory=list)
    how: str = ""
    signed: list[str] = field(default_factory=list)
    too_many: int = 0
    longest_question: int = LONGEST_QUESTION


#: The doors of one poll by their rule: where each posts to.
PLACES: dict[Rule, str] = {
    Voting.keep_poll: "",
    Voting.put_option: "/poner",
    Voting.take_option: "/quitar",
    Voting.announce_poll: "/anunciar",
    Voting.recall_poll: "/retomar",
    Voting.sign_opening: "/firmar-apertura",
    Voting.open_poll: "/abrir",
    Voting.sign_closing: "/firmar-cierre",
    Voting.close_poll: "/cerrar",
    Voting.sign_result: "/firmar-resultado",
    Voting.certify_result: "/certificar",
    Voting.draw_lot: "/sorteo",
}


@look(DESK)
async def show_polls_desk(request: Request[Actor, Any, Any]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    return show("voting/desk_polls.html", await _desk(request.user))


@change(DESK, Voting.draft_poll)
async def draft_poll(request: Request[Actor, Any, Any]) -> Response:
    Voting.draft_poll.ask(request.user)
    form = await read_form(request)
    call = form.choice("call", [str(each["id"]) for each in await queries.calls()], N_("Choose the call it is about."))
    if not form.fits:
        return again("voting/desk_polls.html", await _desk(request.user, form=form))
    key = await acts.draft_poll(request.user, UUID(call))
    return go(f"{DESK}/{key}")


@look(DESK + "/{key:uuid}")
async def show_poll_on_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Voting.see_polls_desk.ask(request.user)
    return show("voting/desk_polls.html", await _desk(request.user, await queries.visible(request.user, key)))


@change(DESK + "/{key:uuid}", Voting.keep_poll)
async def keep_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await queries.visible(request.user, key)
    Voting.keep_poll.ask(request.user, poll.case())
    form = await read_form(request)
    rules = read_rules(form)
    if rules is None:
        return again("voting/desk_polls.html", await _desk(request.user, poll, form))
    await acts.keep_poll(request.user, key, rules)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/poner", Voting.put_option)
async def put_option(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.put_option(request.user, key, await _proposal(request))
    return go(f"{DESK}/{key}#options")


@change(DESK + "/{key:uuid}/quitar", Voting.take_option)
async def take_option(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.take_option(request.user, key, await _proposal(request))
    return go(f"{DESK}/{key}#options")


@change(DESK + "/{key:uuid}/anunciar", Voting.announce_poll)
async def announce_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.announce_poll(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/retomar", Voting.recall_poll)
async def recall_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.recall_poll(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/firmar-apertura", Voting.sign_opening)
async def sign_opening(request: Request[Actor, Any, Any], key: FromPath[UUID], reglas: FromQuery[str] = "") -> Response:
    await acts.sign_opening(request.user, key, reglas)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/abrir", Voting.open_poll)
async def open_poll(request: Request[Actor, Any, Any], key: FromPath[UUID], reglas: FromQuery[str] = "") -> Response:
    await acts.open_poll(request.user, key, reglas)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/firmar-cierre", Voting.sign_closing)
async def sign_closing(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.sign_closing(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cerrar", Voting.close_poll)
async def close_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.close_poll(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/firmar-resultado", Voting.sign_result)
async def sign_result(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.sign_result(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/certificar", Voting.certify_result)
async def certify_result(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.certify_result(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/sorteo", Voting.draw_lot)
async def draw_lot(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await queries.visible(request.user, key)
    Voting.draw_lot.ask(request.user, poll.case())
    form = await read_form(request)
    dice = read_dice(form)
    if dice is None:
        return again("voting/desk_polls.html", await _desk(request.user, poll, form))
    await acts.draw_lot(request.user, key, dice)
    return go(f"{DESK}/{key}")


def _place(poll: Poll, rule: Rule) -> str:
    """Where the form of a rule posts to. What is opened is what was seen: its mark travels in the address."""
    seen = f"?reglas={poll.seen}" if rule in (Voting.sign_opening, Voting.open_poll) else ""
    return f"{DESK}/{poll.id}{PLACES[rule]}{seen}"


async def _proposal(request: Request[Actor, Any, Any]) -> UUID:
    """What a button of the page sends; anything else is not there."""
    try:
        return UUID(str((await read_form(request)).get("proposal")))
    except ValueError:
        raise NotThere from None


async def _desk(actor: Actor, poll: Poll | None = None, form: Form | None = None) -> Desk:
    waits = [(each, _waits_for(each)) for each in await queries.desk()]
    calls = [Choice(str(each["id"]), each["question"]) for each in await queries.calls()] if poll is None else []
    draft = offer(Voting.draft_poll, actor, None, DESK)
    if poll is None:
        return Desk(waits, calls, draft, form or Form())
    case = poll.case()
    label, kind, picture = SAID[poll.state]
    may_put = Voting.put_option.allows(actor, case)
    return Desk(
        waits=waits,
        calls=[],
        draft=draft,
        form=form or Form(_as_typed(poll)),
        poll=poll,
        state=(_(label), kind, picture),
        offers={rule.name: offer(rule, actor, case, _place(poll, rule)) for rule in PLACES},
        missing=checklist(Voting.sign_opening if poll.state is ANNOUNCED else Voting.announce_poll, actor, case)
        if poll.state in (DRAFT, ANNOUNCED)
        else [],
        addable=await queries.addable(poll) if may_put else [],
        methods=[Choice(value, _(says)) for value, says in METHODS.items()],
        whom=[Choice(value, _(says)) for value, says in WHOM.items()],
        how=how(poll),
        signed=[each.name for each in poll.signatures if each.act == poll.signing],
        too_many=FEW if poll.state in (DRAFT, ANNOUNCED) and len(poll.options) > FEW else 0,
    )


def _waits_for(listed: Listed) -> str:
    """The line below a poll's name: what it waits for."""
    if listed.signed:
        return _(N_("Waits for a second person"))
    return _(SAID[listed.state][0])


def _as_typed(poll: Poll) -> dict[str, Any]:
    return Rules(poll.question, poll.rule, poll.seats, poll.closes_at, poll.city_wide).as_typed()


DOORS = [
    show_polls_desk,
    draft_poll,
    show_poll_on_desk,
    keep_poll,
    put_option,
    take_option,
    announce_poll,
    recall_poll,
    sign_opening,
    open_poll,
    sign_closing,
    close_poll,
    sign_result,
    certify_result,
    draw_lot,
]
