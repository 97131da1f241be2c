"""Coming in: a card for children and guardians, a password for the team. And leaving."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.params import FromQuery

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import read_form
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.ways import START, own_path
from civic.core.words import N_
from civic.people import acts, claiming, coming_in
from civic.people.charter import People
from civic.people.cookies import with_sign_in, without_card
from civic.people.pages import EnterPage
from civic.people.pages import ResumePage as ResumePage


@look("/entrar/equipo")
async def enter_team(volver: FromQuery[str] = "") -> Response:
    if reading.get().signed_in:
        return go(own_path(volver, reading.get().home))
    return show("people/enter_team.html", EnterPage(back=volver))


@change("/entrar/equipo", People.enter_with_password)
async def enter_with_password(request: Request[Actor, Any, Any]) -> Response:
    """The team then shows a second key, at the door of keys."""
    form = await read_form(request)
    username = form.text("username", 60, N_("Write your user name."))
    # Never tidied, never shown again: a password is used as it was typed.
    typed = str(form.values.pop("password", ""))
    entered = await acts.enter_with_password(request.user, username, typed[:1000]) if form.fits else None
    if entered is None:
        form.wrong("username", N_("That user name and password do not go together. Try again."))
        return again("people/enter_team.html", EnterPage(form.get("back"), form.get("kept"), form=form))
    if entered.arriving and not form.get("kept"):
        form.values["back"] = f"/llaves/confirmar?volver={quote(own_path(form.get('back'), '/mesa'))}"
    return await coming_in.welcome(entered.token, form)


@change("/salir", People.leave)
async def leave(request: Request[Actor, Any, Any]) -> Response:
    """Nothing of this child stays on the device (SG-30)."""
    await acts.leave(request.user)
    response = without_card(with_sign_in(go(START if request.user.device else "/"), "", max_age=0))
    if request.user.device:
        response.delete_cookie("idioma")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


ROUTES = [*coming_in.DOORS, *claiming.DOORS, enter_team, enter_with_password, leave]
