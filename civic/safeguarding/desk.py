"""The desk of those who read what asks for help; for everybody else there is no such place (SG-81, SG-82)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import _
from civic.safeguarding import acts, queries
from civic.safeguarding.charter import ATTENDED, Case, Safeguarding
from civic.safeguarding.forms import read_outcome, read_report, read_step
from civic.safeguarding.queries import AUTHORITY, OUTSIDE, Letter, Opened, Phone, Waiting
from civic.safeguarding.steps import NOTHING_TO_TELL, OUTCOMES, STEPS

DESK = "/mesa/cuidado"
PAGE = "safeguarding/desk_concerns.html"


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
    authorities: list[Phone] = field(default_factory=list)
    outside: list[Phone] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@look(DESK)
async def desk_concerns(request: Request[Actor, Any, Any]) -> Response:
    return show(PAGE, await _desk(request.user))


@look(DESK + "/{key:uuid}")
async def desk_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show(PAGE, await _desk(request.user, key))


@change(DESK + "/{key:uuid}/leer", Safeguarding.read_concern)
async def read_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Not "go and see": the words are on the answer to this post and nowhere else, so no look goes unwritten."""
    letter = await acts.read_concern(request.user, key)
    return show(PAGE, await _desk(request.user, key, letter))


@look(DESK + "/{key:uuid}/leer")
async def read_concern_again(key: FromPath[UUID]) -> Response:
    """Where the language switch or a reload lands after a reading."""
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/paso", Safeguarding.take_step)
async def take_step(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _typed(request, key, read_step, acts.take_step)


@change(DESK + "/{key:uuid}/aviso", Safeguarding.tell_authority)
async def tell_authority(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _typed(request, key, read_report, acts.tell_authority)


@change(DESK + "/{key:uuid}/atender", Safeguarding.attend_concern)
async def attend_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.attend_concern(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/pedir-cierre", Safeguarding.ask_to_close)
async def ask_to_close(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _typed(request, key, read_outcome, acts.ask_to_close)


@change(DESK + "/{key:uuid}/dejar-abierto", Safeguarding.keep_open)
async def keep_open(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.keep_open(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cerrar", Safeguarding.close_concern)
async def close_concern(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    await acts.close_concern(request.user, key, str(form.get("outcome")))
    return go(f"{DESK}/{key}")


async def _typed(
    request: Request[Actor, Any, Any], key: UUID, read: Callable[[Form], Any], act: Callable[..., Awaitable[None]]
) -> Response:
    """What was typed about a message goes to its act; or back to whoever typed it, with what is asked."""
    form = await read_form(request)
    typed = read(form)
    if not form.fits:
        return again(PAGE, await _desk(request.user, key, form=form))
    await act(request.user, key, typed)
    return go(f"{DESK}/{key}")


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
        await queries.phones(AUTHORITY),
        await queries.phones(OUTSIDE) if concern.aside else [],
        form or Form(),
    )


def _offers(actor: Actor, case: Case, url: str) -> dict[str, Offer]:
    reading = Safeguarding.reread_concern if case.state is ATTENDED else Safeguarding.read_concern
    return {
        "read": offer(reading, actor, case, f"{url}/leer"),
        "step": offer(Safeguarding.take_step, actor, case, f"{url}/paso"),
        "attend": offer(Safeguarding.attend_concern, actor, case, f"{url}/atender"),
        "tell": offer(Safeguarding.tell_authority, actor, case, f"{url}/aviso"),
        # How it ended is chosen in the form.
        "ask": offer(Safeguarding.ask_to_close, actor, replace(case, outcome=NOTHING_TO_TELL), f"{url}/pedir-cierre"),
        "keep": offer(Safeguarding.keep_open, actor, case, f"{url}/dejar-abierto"),
        "close": offer(Safeguarding.close_concern, actor, case, f"{url}/cerrar"),
    }


DESK_ROUTES = [
    desk_concerns,
    desk_concern,
    read_concern,
    read_concern_again,
    take_step,
    tell_authority,
    attend_concern,
    ask_to_close,
    keep_open,
    close_concern,
]
