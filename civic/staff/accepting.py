"""The one-time link: somebody who was named takes their place, with a name and a passphrase of their own."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from asyncpg import UniqueViolationError
from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import ROLE_NAMES, Actor
from civic.core.charter import FASTER, Refused
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.people.cookies import with_sign_in
from civic.staff import acts, queries
from civic.staff.charter import Staff, link_lives
from civic.staff.forms import read_passphrase, read_username
from civic.staff.queries import Invited


@dataclass(frozen=True)
class AcceptPage:
    """`is_new`: they join; otherwise they come back with new keys."""

    name: str
    role: str
    until: date
    is_new: bool
    action: str
    form: Form = field(default_factory=Form)


@look("/equipo/aceptar/{token:str}")
async def accept_page(request: Request[Actor, Any, Any], token: FromPath[str]) -> Response:
    invited = await _invited(request.user, token)
    if invited is None:
        return _over()
    Staff.accept_nomination.ask(request.user, invited.case)
    return show("staff/accept.html", _page(invited, token))


@change("/equipo/aceptar/{token:str}", Staff.accept_nomination)
async def accept_nomination(request: Request[Actor, Any, Any], token: FromPath[str]) -> Response:
    invited = await _invited(request.user, token)
    if invited is None:
        return _over()
    form = await read_form(request)
    username, passphrase = read_username(form), read_passphrase(form)
    if form.fits:
        try:
            return with_sign_in(
                go("/llaves"), await acts.accept_nomination(request.user, invited, username, passphrase)
            )
        except UniqueViolationError:
            form.wrong("username", N_("Somebody has that user name already. Choose another."))
        except Refused as problem:
            if problem.refusal is FASTER:
                return _over()
            raise
    return again("staff/accept.html", _page(invited, token, form))


async def _invited(actor: Actor, token: str) -> Invited | None:
    """Unknown, used, taken back and over are told alike."""
    invited = await queries.invited(token)
    return invited if invited and link_lives(actor, invited.case) else None


def _page(invited: Invited, token: str, form: Form | None = None) -> AcceptPage:
    return AcceptPage(
        invited.name,
        _(ROLE_NAMES[invited.role]),
        invited.until,
        invited.kind == "join",
        f"/equipo/aceptar/{token}",
        form or Form(),
    )


def _over() -> Response:
    return show("staff/link_over.html", None, 410)
