"""The help page, open to everyone always."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from litestar import Request, Response
from litestar.params import FromQuery

from civic.core.actor import CHILD, Actor
from civic.core.doors import change, look
from civic.core.forgery import FIELD, Forged
from civic.core.forms import Choice, Form, read_form
from civic.core.pages import again, go, show
from civic.core.ways import own_path
from civic.safeguarding import acts, queries
from civic.safeguarding.charter import Safeguarding
from civic.safeguarding.desk import DESK_ROUTES
from civic.safeguarding.forms import read_help
from civic.safeguarding.queries import OUTSIDE, Care, Phone
from civic.safeguarding.steps import SOMEWHERE_ELSE

#: The address says that somebody does not read it, and never who: it stays in the browser's history.
WITHOUT = {"one": "?sin=una", "all": "?sin=todas"}


@dataclass(frozen=True)
class HelpPage:
    """`officers` who read can be told apart, so that none reads what is about them; `outside` is called then. `may_say_who`
    when a child could add that it is them; `without` when "one" or "all" of the officers do not read what was sent."""

    phones: list[Phone]
    officers: list[Choice]
    outside: list[Phone]
    read_from: datetime | None
    without: str = ""
    exit: str = SOMEWHERE_ELSE
    may_say_who: bool = False
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class WithYouPage:
    """What a child sees when their words may speak of danger. `back` is where they were going."""

    care: Care
    back: str


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
    asked = read_help(form, await queries.officers())
    if not form.fits:
        return again("safeguarding/help.html", await _help_page(request.user, form))
    without = await acts.ask_for_help(request.user, asked)
    return go("/ayuda/recibido" + WITHOUT.get(without, ""))


@look("/ayuda/recibido")
async def help_received(request: Request[Actor, Any, Any], sin: FromQuery[str] = "") -> Response:
    without = next((each for each, query in WITHOUT.items() if query == f"?sin={sin}"), "")
    return show("safeguarding/received.html", await _help_page(request.user, without=without))


@look("/ayuda/contigo")
async def with_you(request: Request[Actor, Any, Any], volver: FromQuery[str] = "/") -> Response:
    """Where keeping a draft leads once, when its words may speak of danger."""
    return show("safeguarding/with_you.html", WithYouPage(await queries.care(), own_path(volver)))


async def _help_page(actor: Actor, form: Form | None = None, without: str = "") -> HelpPage:
    care = await queries.care()
    return HelpPage(
        phones=care.phones,
        officers=[Choice(str(key), name) for key, name in (await queries.officers()).items()],
        outside=await queries.phones(OUTSIDE),
        read_from=care.read_from,
        without=without,
        may_say_who=bool(actor.role & CHILD),
        form=form or Form(),
    )


ROUTES = [help_page, ask_for_help, help_received, with_you, *DESK_ROUTES]
