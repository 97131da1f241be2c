"""The help page, open to everyone always; and the desk of the two people who read what it brings."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import CHILD, Actor
from civic.core.doors import change, look
from civic.core.forgery import FIELD, Forged
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import _
from civic.safeguarding import acts, queries
from civic.safeguarding.charter import ATTENDED, Case, Safeguarding
from civic.safeguarding.forms import LONGEST, read_help, read_outcome, read_step
from civic.safeguarding.queries import Letter, Opened, Phone, Waiting
from civic.safeguarding.steps import OUTCOMES, SOMEWHERE_ELSE, STEPS

DESK = "/mesa/cuidado"


@dataclass(frozen=True)
class HelpPage:
    """`readers` are names; `may_say_who` when a child could add that it is them."""

    phones: list[Phone]
    readers: list[str]
    exit: str = SOMEWHERE_ELSE
    longest: int = LONGEST
    may_say_who: bool = False
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class StepRow:
    """A step of care, said; `offer` while it can still be done."""

    name: str
    sentence: str
    must: bool
    done: bool


@dataclass(frozen=True)
class Desk:
    """What waits; the message looked at, if any; and its words only on the look that has just been written down."""

    waits: list[Waiting]
    unread: int
    concern: Opened | None = None
    letter: Letter | None = None
    steps: list[StepRow] = field(default_factory=list)
    offers: dict[str, Offer] = field(default_factory=dict)
    outcomes: list[Choice] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class OnceMorePage:
    """What was typed on a help page that waited too long, to be sent again with one touch."""

    fields: list[tuple[str, str]]
    phones: list[Phone]
    exit: str = SOMEWHERE_ELSE

    @property
    def typed(self) -> list[str]:
        return [value for name, value in self.fields if name in ("words", "answer_to") and value.strip()]


@look("/ayuda")
async def help_page(request: Request[Actor, Any, Any]) -> Response:
    return show("safeguarding/help.html", await _help_page(request.user))


def ask_once_more(request: Request, problem: Forged) -> Response:
    """Nobody who asks for help is told to begin again: the words stay, under a fresh mark.

    What another site sent is not among the fields: the page then only leads to the true one.
    """
    fields = [pair for pair in problem.fields if pair[0] != FIELD]
    return show("safeguarding/once_more.html", OnceMorePage(fields, []), 403)


@change("/ayuda", Safeguarding.ask_for_help, exception_handlers={Forged: ask_once_more})
async def ask_for_help(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    asked = read_help(form)
    if not form.fits:
        return again("safeguarding/help.html", await _help_page(request.user, form))
    await acts.ask_for_help(request.user, asked)
    return go("/ayuda/recibido")


@look("/ayuda/recibido")
async def help_received(request: Request[Actor, Any, Any]) -> Response:
    return show("safeguarding/received.html", await _help_page(request.user))


@look(DESK)
async def desk_concerns(request: Request[Actor, Any, Any]) -> Response:
    return show("safeguarding/desk_concerns.html", await _desk(request.user))


@look(DESK + "/{key:uuid}")
async def desk_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("safeguarding/desk_concerns.html", await _desk(request.user, key))


@change(DESK + "/{key:uuid}/leer", Safeguarding.read_concern)
async def read_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Not "go and see": the words are on the answer to this post and nowhere else, so no look goes unwritten."""
    letter = await acts.read_concern(request.user, key)
    return show("safeguarding/desk_concerns.html", await _desk(request.user, key, letter))


@look(DESK + "/{key:uuid}/leer")
async def read_concern_again(key: FromPath[UUID]) -> Response:
    """Where the language switch or a reload lands after a reading."""
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/paso", Safeguarding.take_step)
async def take_step(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    step = read_step(form)
    if not form.fits:
        return again("safeguarding/desk_concerns.html", await _desk(request.user, key, form=form))
    await acts.take_step(request.user, key, step)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/atender", Safeguarding.attend_concern)
async def attend_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.attend_concern(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/pedir-cierre", Safeguarding.ask_to_close)
async def ask_to_close(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    outcome = read_outcome(form)
    if not form.fits:
        return again("safeguarding/desk_concerns.html", await _desk(request.user, key, form=form))
    await acts.ask_to_close(request.user, key, outcome)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/dejar-abierto", Safeguarding.keep_open)
async def keep_open(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.keep_open(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cerrar", Safeguarding.close_concern)
async def close_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    await acts.close_concern(request.user, key, str(form.get("outcome")))
    return go(f"{DESK}/{key}")


async def _help_page(actor: Actor, form: Form | None = None) -> HelpPage:
    return HelpPage(
        phones=await queries.phones(),
        readers=await queries.readers(),
        may_say_who=bool(actor.role & CHILD),
        form=form or Form(),
    )


async def _desk(actor: Actor, key: UUID | None = None, letter: Letter | None = None, form: Form | None = None) -> Desk:
    waits = await queries.waiting(actor)
    unread = sum(each.kind == "stopped" for each in waits)
    if key is None:
        return Desk(waits, unread)
    concern = await queries.opened(actor, key)
    return Desk(
        waits,
        unread,
        concern,
        letter,
        [StepRow(each.name, _(each.sentence), each.must, each.name in concern.case.steps) for each in STEPS],
        _offers(actor, concern.case, f"{DESK}/{key}"),
        [Choice(name, _(sentence)) for name, sentence in OUTCOMES.items()],
        form or Form(),
    )


def _offers(actor: Actor, case: Case, url: str) -> dict[str, Offer]:
    reading = Safeguarding.reread_concern if case.state is ATTENDED else Safeguarding.read_concern
    return {
        "read": offer(reading, actor, case, f"{url}/leer"),
        "step": offer(Safeguarding.take_step, actor, case, f"{url}/paso"),
        "attend": offer(Safeguarding.attend_concern, actor, case, f"{url}/atender"),
        "ask": offer(Safeguarding.ask_to_close, actor, case, f"{url}/pedir-cierre"),
        "keep": offer(Safeguarding.keep_open, actor, case, f"{url}/dejar-abierto"),
        "close": offer(Safeguarding.close_concern, actor, case, f"{url}/cerrar"),
    }


ROUTES = [
    help_page,
    ask_for_help,
    help_received,
    desk_concerns,
    desk_concern,
    read_concern,
    read_concern_again,
    take_step,
    attend_concern,
    ask_to_close,
    keep_open,
    close_concern,
]
