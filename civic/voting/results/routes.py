"""The published result of a vote: for children, for adults and for programs; and the proof, to be checked by anybody.

Everything here is fixed: an address has no parameters, and whoever adds one is told so (SG-61).
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.exceptions import ClientException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import look
from civic.core.pages import show
from civic.core.sheets import sheet
from civic.settings import current
from civic.voting import bundles, queries
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.minutes import Minutes, minutes
from civic.voting.box import keys
from civic.voting.box.keyring import keys_destroyed
from civic.voting.charter import Voting
from civic.voting.help import queries as help_queries
from civic.voting.proof import bundle, verify
from civic.voting.proof.compose import Kind
from civic.voting.proof.receipts import Fingerprint, fingerprint
from civic.voting.results import exports, turnout
from civic.voting.results.shown import Shown, shown
from civic.voting.results.who_voted import WhoVoted, who_voted
from civic.voting.seen import Poll
from civic.voting.tablets import queries as tablet_queries

RESULT = "/votaciones/{key:uuid}/resultado"
#: The program that counts again, byte for byte the one that is here.
VERIFY = Path(verify.__file__).read_bytes()


@dataclass(frozen=True)
class ResultPage:
    """`bundle`: bytes of what proves it, 0 where there is none; `signer`: who signed that, in hexadecimal."""

    poll: Poll
    shown: Shown
    keys_destroyed: bool
    cards: Minutes
    who: WhoVoted
    bundle: int
    signer: str


@dataclass(frozen=True)
class FiguresPage:
    poll: Poll
    tables: list[exports.Table]


@dataclass(frozen=True)
class KeyPage:
    """The council's key, in hexadecimal and as pictures and words; both empty before anything was signed."""

    key: str
    fingerprint: Fingerprint | None


def nothing_asked(connection: ASGIConnection, _handler: BaseRouteHandler | None) -> None:
    """A guard: 400 for a result with anything asked of it. There are no other cuts of a result than the one (SG-61)."""
    if connection.query_params:
        raise ClientException("a result has no parameters")


FIXED: dict[str, Any] = {"guards": [nothing_asked]}


@look(RESULT, **FIXED)
async def show_result(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await result_page(await _published(request, key))


@look("/votaciones/{key:uuid}/cifras", **FIXED)
async def show_figures(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await _published(request, key)
    return show("voting/show_figures.html", FiguresPage(poll, exports.tables(poll)))


@look(RESULT + ".json", **FIXED)
async def show_result_data(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return Response(exports.open_data(await _published(request, key)), media_type="application/json")


@look(RESULT + ".csv", **FIXED)
async def show_result_sheet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await _published(request, key)
    return Response(sheet(*exports.flat(poll)), media_type="text/csv", headers=_named(poll, ".csv"))


@look(RESULT + ".pb", **FIXED)
async def show_result_pabulib(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Of a budget: what the research on participatory budgets reads."""
    poll = await _published(request, key)
    if poll.budget is None:
        raise NotThere
    signed = await bundles.whole(poll.id, Kind.PUBLIC)
    ballots = bundle.read(signed)["ballots"] if signed else None
    return Stream(_encoded(exports.pabulib(poll, ballots)), media_type="text/plain", headers=_named(poll, ".pb"))


@look(RESULT + bundle.SUFFIX, **FIXED)
async def show_result_bundle(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """What proves the count, signed."""
    poll = await _published(request, key)
    return await bundle_file(poll.id, Kind.PUBLIC)


@look("/votaciones/verify.py", **FIXED)
async def show_verifier(request: Request[Actor, Any, Any]) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="verify.py"'}
    return Response(VERIFY, media_type="text/x-python", headers=headers)


@look("/votaciones/llave", **FIXED)
async def show_key(request: Request[Actor, Any, Any]) -> Response:
    key = keys.council_key(current().keys)
    return show("voting/show_key.html", KeyPage(key.hex() if key else "", fingerprint(key) if key else None))


async def result_page(poll: Poll) -> Response:
    sheets = await booth_queries.sheets(poll.id) if poll.city_wide else []
    who = who_voted(poll, await turnout.kept(poll.id), sheets)
    helped, lost = await help_queries.supported(poll.id), await tablet_queries.lost(poll.id)
    cards = minutes(sheets, who.voted if who.exact else None, who.roll, helped, lost)
    size, signer = await bundles.size(poll.id, Kind.PUBLIC), await bundles.signer(poll.id)
    page = ResultPage(poll, shown(poll), keys_destroyed(poll.id), cards, who, size, signer)
    return show("voting/show_result.html", page)


async def bundle_file(poll: UUID, kind: Kind) -> Response:
    """In pieces: a big city's is 115 MB. Raises NotThere."""
    size = await bundles.size(poll, kind)
    if not size:
        raise NotThere
    name = f"{poll}{bundle.SUFFIX}" if kind is Kind.PUBLIC else f"{poll}-{kind}{bundle.SUFFIX}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return Stream(bundles.pieces(poll, kind), media_type="application/octet-stream", headers=headers)


async def _published(request: Request[Actor, Any, Any], key: UUID) -> Poll:
    poll = await queries.visible(request.user, key)
    Voting.see_result.ask(request.user, poll)
    return poll


def _named(poll: Poll, suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{poll.id}{suffix}"'}


async def _encoded(lines: Iterator[str]) -> AsyncIterator[bytes]:
    """In pieces of many lines."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) >= 10_000:
            yield "".join(piece).encode()
            piece = []
    yield "".join(piece).encode()


DOORS = [
    show_result,
    show_figures,
    show_result_data,
    show_result_sheet,
    show_result_pabulib,
    show_result_bundle,
    show_verifier,
    show_key,
]
