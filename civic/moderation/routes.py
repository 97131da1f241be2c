"""What an author may do with their own text once it was read; and pictures, through who may see them."""

from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.pages import go
from civic.moderation import acts, desk, queries
from civic.moderation.charter import Moderation
from civic.moderation.kinds import KINDS


@look("/dibujos/{key:uuid}")
async def show_picture(request: Request[Actor, Any, Any], key: FromPath[UUID], tam: FromQuery[str] = "") -> Response[bytes]:
    """`tam=s` is the small one. Only what everyone may see may be kept by a proxy, and for a minute: it may be taken back."""
    body, kind, public = await queries.picture(request.user, key, small=tam == "s")
    headers = {
        "Cache-Control": "public, max-age=60" if public else "no-store",
        "Content-Disposition": "inline; filename=dibujo",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(body, media_type=kind, headers=headers)


@change("/mis-ideas/{key:uuid}/apelar", Moderation.appeal_refusal)
async def appeal_refusal(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _appeal(request.user, key)


@change("/mis-voces/{key:uuid}/apelar", Moderation.appeal_refusal)
async def appeal_refusal_of_voice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _appeal(request.user, key)


@change("/mis-ideas/{key:uuid}/retirar", Moderation.withdraw_writing)
async def withdraw_writing(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.withdraw_writing(request.user, key)
    return go("/mi-pagina")


@change("/mis-voces/{key:uuid}/retirar", Moderation.withdraw_writing)
async def withdraw_voice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.withdraw_writing(request.user, key)
    return go("/mi-pagina")


async def _appeal(actor: Actor, key: UUID) -> Response:
    kind = await queries.own(actor, key)
    await acts.appeal_refusal(actor, key)
    return go(KINDS[kind.kind].draft.format(key))


ROUTES = [
    show_picture,
    appeal_refusal,
    appeal_refusal_of_voice,
    withdraw_writing,
    withdraw_voice,
    *desk.ROUTES,
]
