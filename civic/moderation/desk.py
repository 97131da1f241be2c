"""The doors of the facilitator's desk, and of the public count of what is decided there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import read_form
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.moderation import acts, queries
from civic.moderation.charter import Moderation
from civic.moderation.kinds import KINDS
from civic.moderation.queries import Counts
from civic.moderation.reading import DESK, desk, desk_with
from civic.moderation.reasons import REASONS, REFUSES, RETURNS

PAGE = "moderation/desk_reading.html"
NO_REASON = N_("Choose a reason, so that the child knows what to do next.")


@dataclass(frozen=True)
class CountsPage:
    """`rows` has every reason, also those nobody has used: (sentence, returned, refused)."""

    counts: Counts
    rows: list[tuple[str, int, int]]
    refused: int
    returned: int
    readers: list[str]


@look(DESK)
async def desk_reading(request: Request[Actor, Any, Any]) -> Response:
    Moderation.see_waiting.ask(request.user)
    return show(PAGE, desk(request.user, await queries.queue()))


@look(DESK + "/{key:uuid}")
async def desk_text(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show(PAGE, await desk_with(request.user, key))


@change(DESK + "/{key:uuid}/publicar", Moderation.publish_writing)
async def publish_writing(
    request: Request[Actor, Any, Any], key: FromPath[UUID], version: FromQuery[int | None] = None
) -> Response:
    await acts.publish_writing(request.user, key, version, await _nobodys(request))
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/devolver", Moderation.return_writing)
async def return_writing(
    request: Request[Actor, Any, Any], key: FromPath[UUID], version: FromQuery[int | None] = None
) -> Response:
    form = await read_form(request)
    reason = form.choice("return_reason", RETURNS, NO_REASON)
    tips = form.several("tips", RETURNS)
    if not form.fits:
        return again(PAGE, await desk_with(request.user, key, form))
    await acts.return_writing(request.user, key, reason, tips, version)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/no-publicar", Moderation.refuse_writing)
async def refuse_writing(
    request: Request[Actor, Any, Any], key: FromPath[UUID], version: FromQuery[int | None] = None
) -> Response:
    form = await read_form(request)
    reason = form.choice("refuse_reason", REFUSES, NO_REASON)
    if not form.fits:
        return again(PAGE, await desk_with(request.user, key, form))
    await acts.refuse_writing(request.user, key, reason, version)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/tapar", Moderation.mask_writing)
async def mask_writing(
    request: Request[Actor, Any, Any], key: FromPath[UUID], version: FromQuery[int | None] = None
) -> Response:
    actor = request.user
    writing = await queries.visible(actor, key)
    form = await read_form(request)
    name = form.choice("field", KINDS[writing.kind].fields, N_("Choose which part it is in."))
    piece = form.text("piece", 200, N_("Copy here the piece to cover, exactly as it is written."))
    if form.fits and not await acts.mask_writing(actor, key, name, piece, version):
        form.wrong("piece", N_("That piece is not in this part, or it is all of it. Copy it exactly as it is written."))
    if not form.fits:
        return again(PAGE, await desk_with(actor, key, form))
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/publicar-tras-apelacion", Moderation.publish_on_appeal)
async def publish_on_appeal(
    request: Request[Actor, Any, Any], key: FromPath[UUID], version: FromQuery[int | None] = None
) -> Response:
    await acts.publish_on_appeal(request.user, key, version, await _nobodys(request))
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/mantener", Moderation.uphold_refusal)
async def uphold_refusal(
    request: Request[Actor, Any, Any], key: FromPath[UUID], version: FromQuery[int | None] = None
) -> Response:
    form = await read_form(request)
    reason = form.choice("uphold_reason", REFUSES, NO_REASON)
    if not form.fits:
        return again(PAGE, await desk_with(request.user, key, form))
    await acts.uphold_refusal(request.user, key, reason, version)
    return go(f"{DESK}/{key}")


async def _nobodys(request: Request[Actor, Any, Any]) -> bool:
    return (await read_form(request)).get("nobodys") == "yes"


@change("/mesa/cuidado/{key:uuid}/soltar", Moderation.release_writing)
async def release_writing(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """On the care team's desk, by the message about the text; the text itself is this room's."""
    await acts.release_writing(request.user, key)
    return go(f"/mesa/cuidado/{key}")


@look("/transparencia/lectura")
async def show_counts(request: Request[Actor, Any, Any]) -> Response:
    counts = await queries.counts()
    page = CountsPage(
        counts=counts,
        rows=[
            (_(reason.says), counts.returned.get(code, 0), counts.refused.get(code, 0))
            for code, reason in REASONS.items()
        ],
        refused=sum(counts.refused.values()),
        returned=sum(counts.returned.values()),
        readers=await queries.readers(),
    )
    return show("moderation/show_counts.html", page)


ROUTES = [
    desk_reading,
    desk_text,
    publish_writing,
    return_writing,
    refuse_writing,
    mask_writing,
    publish_on_appeal,
    uphold_refusal,
    release_writing,
    show_counts,
]
