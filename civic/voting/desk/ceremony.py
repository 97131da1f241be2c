"""The desk of what two people do with a poll: the lot, opening, more time, closing, certifying, or that it does not
count. Each signs what was read, and nothing else."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.charter import Rule
from civic.core.doors import change
from civic.core.forms import Form, read_form
from civic.core.pages import go
from civic.voting import acts, closing
from civic.voting.changes import acts as changing
from civic.voting.changes.acts import ANNUL, EXTEND
from civic.voting.charter import Voting
from civic.voting.desk.page import DESK
from civic.voting.desk.typed import pressed, typed
from civic.voting.forms import Asked, read_asked, read_dice, read_why
from civic.voting.seen import Poll


@change(DESK + "/{key:uuid}/sorteo", Voting.draw_lot)
async def draw_lot(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await typed(request, key, Voting.draw_lot, lambda form, _poll: read_dice(form), acts.draw_lot, "#lot")


@change(DESK + "/{key:uuid}/firmar-apertura", Voting.sign_opening)
async def sign_opening(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.sign_opening(request.user, key, await _read(request))
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/abrir", Voting.open_poll)
async def open_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.open_poll(request.user, key, await _read(request))
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/firmar-cierre", Voting.sign_closing)
async def sign_closing(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await closing.sign_closing(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cerrar", Voting.close_poll)
async def close_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await closing.close_poll(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/firmar-resultado", Voting.sign_result)
async def sign_result(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await typed(request, key, Voting.sign_result, _why_unread, closing.sign_result)


@change(DESK + "/{key:uuid}/certificar", Voting.certify_result)
async def certify_result(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await typed(request, key, Voting.certify_result, _why_unread, closing.certify_result)


@change(DESK + "/{key:uuid}/pedir-tiempo", Voting.ask_extension)
async def ask_extension(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _asked(request, key, Voting.ask_extension, EXTEND, changing.ask_extension)


@change(DESK + "/{key:uuid}/dar-tiempo", Voting.extend_poll)
async def extend_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await changing.extend_poll(request.user, key, await pressed(request, "change"))
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/pedir-anular", Voting.ask_annulment)
async def ask_annulment(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _asked(request, key, Voting.ask_annulment, ANNUL, changing.ask_annulment)


@change(DESK + "/{key:uuid}/anular", Voting.annul_poll)
async def annul_poll(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await changing.annul_poll(request.user, key, await pressed(request, "change"))
    return go(f"{DESK}/{key}")


async def _asked(
    request: Request[Actor, Any, Any], key: UUID, rule: Rule, kind: str, act: Callable[..., Awaitable[None]]
) -> Response:
    def read(form: Form, poll: Poll) -> Asked | None:
        asked = read_asked(form, kind == EXTEND)
        if asked and kind == EXTEND and (refusal := rule.refusal(request.user, poll.changing(kind, asked.until))):
            form.wrong("closes_on", refusal.sentence)
        return asked if form.fits else None

    return await typed(request, key, rule, read, act, f"#{kind}", lambda poll: poll.changing(kind, poll.soon))


async def _read(request: Request[Actor, Any, Any]) -> str:
    """The mark of the rules that were read, as the form carries it; none is the mark of no rules."""
    return str((await read_form(request)).get("reglas"))


def _why_unread(form: Form, poll: Poll) -> str | None:
    return read_why(form, "unread") if poll.unreadable else ""


DOORS = [
    draw_lot,
    sign_opening,
    open_poll,
    sign_closing,
    close_poll,
    sign_result,
    certify_result,
    ask_extension,
    extend_poll,
    ask_annulment,
    annul_poll,
]
