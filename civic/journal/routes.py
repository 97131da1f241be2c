"""The journal's two pages: its lines, for safeguarding officers; and that it is whole, for the secretary."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromQuery

from civic.core.actor import Actor
from civic.core.doors import look
from civic.core.forms import Choice, Form
from civic.core.pages import show
from civic.journal import queries, reading
from civic.journal.chain import Checked
from civic.journal.charter import Journal
from civic.journal.reading import Lines, Wanted

LINES, CHAIN = "/mesa/cuidado/bitacora", "/mesa/bitacora"


@dataclass(frozen=True)
class LinesPage:
    """`older` and `newest` are addresses that keep what is looked for, or ""."""

    found: Lines
    acts: list[Choice]
    team: list[Choice]
    older: str
    newest: str
    form: Form


@dataclass(frozen=True)
class ChainPage:
    """`until` is the moment of the newest line with a link, None while there is none."""

    checked: Checked
    until: datetime | None


@look(LINES)
async def read_journal(
    request: Request[Actor, Any, Any],
    acto: FromQuery[str] = "",
    persona: FromQuery[str] = "",
    dia: FromQuery[str] = "",
    antes: FromQuery[str] = "",
) -> Response:
    form = Form(values={"acto": acto, "persona": persona, "dia": dia})
    wanted = Wanted(acto, _key(persona), form.day("dia"), _key(antes))
    found = await reading.lines(request.user, wanted)
    kept = {name: value for name, value in form.values.items() if value}
    page = LinesPage(
        found,
        [Choice(*each) for each in reading.acts()],
        [Choice(str(key), name) for key, name in await reading.team()],
        f"{LINES}?{urlencode(kept | {'antes': str(found.older)})}" if found.older else "",
        (f"{LINES}?{urlencode(kept)}" if kept else LINES) if wanted.before else "",
        form,
    )
    return show("journal/desk_journal.html", page)


@look(CHAIN)
async def see_chain(request: Request[Actor, Any, Any]) -> Response:
    Journal.see_chain.ask(request.user)
    return show("journal/desk_chain.html", ChainPage(await queries.checked(), await queries.linked_until()))


def _key(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


ROUTES = [read_journal, see_chain]
