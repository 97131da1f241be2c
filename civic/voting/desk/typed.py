"""What somebody sends from the desk of one poll."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Request, Response

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.charter import Rule
from civic.core.forms import Form, read_form
from civic.core.pages import again, go
from civic.voting import queries
from civic.voting.desk.page import DESK, POLL, desk_page
from civic.voting.seen import Poll


async def typed(
    request: Request[Actor, Any, Any],
    key: UUID,
    rule: Rule,
    read: Callable[[Form, Poll], Any],
    act: Callable[..., Awaitable[None]],
    anchor: str = "",
    case: Callable[[Poll], Any] = Poll.case,
) -> Response:
    """What was typed goes to its act; or back to whoever typed it, where `read` finds something to mend."""
    poll = await queries.visible(request.user, key)
    rule.ask(request.user, case(poll))
    form = await read_form(request)
    found = read(form, poll)
    if found is None:
        return again(POLL, await desk_page(request.user, poll, form, rule))
    await act(request.user, key, found)
    return go(f"{DESK}/{key}{anchor}")


async def pressed(request: Request[Actor, Any, Any], name: str) -> UUID:
    """What a button of the page sends; anything else is not there."""
    try:
        return UUID(str((await read_form(request)).get(name)))
    except ValueError:
        raise NotThere from None
