"""One's own inbox: what became of what one wrote."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.offers import Offer, offer
from civic.core.pages import go, show
from civic.inbox import acts, queries
from civic.inbox.charter import Inbox
from civic.inbox.queries import Told


@dataclass(frozen=True)
class InboxPage:
    """`offer` is to mark them as read, while there is something new."""

    messages: list[Told]
    offer: Offer | None


@look("/avisos")
async def messages(request: Request[Actor, Any, Any]) -> Response:
    Inbox.read_inbox.ask(request.user)
    told = await queries.messages(request.user.id)
    new = any(each.is_new for each in told)
    mark = offer(Inbox.read_inbox, request.user, None, "/avisos/leidos") if new else None
    return show("inbox/messages.html", InboxPage(told, mark))


@change("/avisos/leidos", Inbox.read_inbox)
async def read_inbox(request: Request[Actor, Any, Any]) -> Response:
    await acts.read_inbox(request.user)
    return go("/avisos")


ROUTES = [messages, read_inbox]
