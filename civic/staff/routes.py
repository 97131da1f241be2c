"""The desk of the team: who may act and until when, what is missing, and what waits for a second person."""

from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.council.queries import offices
from civic.staff import accepting, acts, queries
from civic.staff.charter import Staff
from civic.staff.desk import DESK, Handed, desk, handed, naming
from civic.staff.forms import read_check, read_nominee

LIST, PERSON, NAME = "staff/desk_team.html", "staff/desk_person.html", "staff/desk_name.html"
ONE = DESK + "/{key:uuid}"


@look(DESK)
async def see_team(request: Request[Actor, Any, Any]) -> Response:
    Staff.see_team.ask(request.user)
    return show(LIST, await desk(request.user))


@look(DESK + "/nombrar")
async def name_somebody(request: Request[Actor, Any, Any]) -> Response:
    Staff.see_team.ask(request.user)
    return show(NAME, await naming(Form()))


@change(DESK + "/nombrar", Staff.ask_nomination)
async def ask_nomination(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    Staff.see_team.ask(request.user)
    found = [each["id"] for each in await offices()]
    nominee = read_nominee(form, found, await queries.administration_until())
    if nominee is None:
        return again(NAME, await naming(form))
    return go(f"{DESK}/{await acts.ask_nomination(request.user, nominee)}")


@look(ONE)
async def see_person(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Staff.see_team.ask(request.user)
    return show(PERSON, await desk(request.user, key))


@change(ONE + "/firmar", Staff.sign_nomination)
async def sign_nomination(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Not "go and see": the link is on the answer to this post and nowhere else."""
    return await _with_link(request.user, key, handed(await acts.sign_nomination(request.user, key)))


@change(ONE + "/firmar-enlace", Staff.sign_link)
async def sign_link(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return await _with_link(request.user, key, handed(await acts.sign_link(request.user, key)))


@look(ONE + "/firmar")
async def sign_nomination_again(key: FromPath[UUID]) -> Response:
    """Where the language switch or a reload lands after a signature."""
    return go(f"{DESK}/{key}")


@look(ONE + "/firmar-enlace")
async def sign_link_again(key: FromPath[UUID]) -> Response:
    return go(f"{DESK}/{key}")


@change(ONE + "/retirar", Staff.withdraw_request)
async def withdraw_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.withdraw_request(request.user, key)
    return go(DESK)


@change(ONE + "/revision", Staff.see_check)
async def see_check(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Staff.see_team.ask(request.user)
    check = read_check(form)
    if check is None:
        return again(PERSON, await desk(request.user, key, form))
    await acts.see_check(request.user, key, check)
    return go(f"{DESK}/{key}")


@change(ONE + "/confirmar", Staff.confirm_check)
async def confirm_check(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    await acts.confirm_check(request.user, key, str(form.get("what")), _id(form.get("read")))
    return go(f"{DESK}/{key}")


@change(ONE + "/trimestre", Staff.confirm_quarter)
async def confirm_quarter(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.confirm_quarter(request.user, key)
    return go(f"{DESK}/{key}")


@change(ONE + "/terminar", Staff.end_role)
async def end_role(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.end_role(request.user, key)
    return go(f"{DESK}/{key}")


@change(ONE + "/pedir-termino", Staff.ask_ending)
async def ask_ending(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.ask_ending(request.user, key)
    return go(f"{DESK}/{key}")


@change(ONE + "/firmar-termino", Staff.sign_ending)
async def sign_ending(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.sign_ending(request.user, key)
    return go(f"{DESK}/{key}")


@change(ONE + "/pedir-enlace", Staff.ask_link)
async def ask_link(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.ask_link(request.user, key)
    return go(f"{DESK}/{key}")


def _id(typed: object) -> UUID | None:
    try:
        return UUID(str(typed))
    except ValueError:
        return None


async def _with_link(actor: Actor, key: UUID, link: Handed) -> Response:
    return show(PERSON, await desk(actor, key, link=link))


ROUTES = [
    *(see_team, name_somebody, ask_nomination, see_person),
    *(sign_nomination, sign_nomination_again, sign_link, sign_link_again, withdraw_request),
    *(see_check, confirm_check, confirm_quarter, end_role, ask_ending, sign_ending, ask_link),
    *(accepting.accept_page, accepting.accept_nomination),
]
