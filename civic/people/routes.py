"""Coming in: a card and pictures for children, a password for the team. And leaving."""

import re
from dataclasses import dataclass, field
from typing import Any

from asyncpg import Record
from litestar import Request, Response
from litestar.params import FromQuery

from civic.core import keep
from civic.core.actor import Actor
from civic.core.ages import BANDS, band
from civic.core.clock import today
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.secrets import fingerprint
from civic.core.ways import own_path
from civic.core.words import N_, _
from civic.people import acts, queries
from civic.people.charter import People
from civic.people.code_words import plain
from civic.people.pictures import SEQUENCE, offered_to_nobody
from civic.settings import current

MACHINE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/\S*")


@dataclass(frozen=True)
class EnterPage:
    """`kept` is a sealed form that waits for its person, `back` the page that sent them here."""

    back: str = ""
    kept: str = ""
    came_in_first: bool = False
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class Figure:
    name: str
    label: str
    picked: bool


@dataclass(frozen=True)
class FiguresPage:
    """Twelve pictures; `picked` so far, of `wanted`."""

    code: str
    figures: list[Figure]
    picked: list[str]
    wanted: int
    back: str
    kept: str
    problem: str = ""


@dataclass(frozen=True)
class ResumePage:
    """What was typed before the sign-in ended, to be sent again by its person."""

    url: str
    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """What a person wrote, to show it: not the ids and addresses machines say to each other."""
        return [value for _name, value in self.fields if value.strip() and not MACHINE.fullmatch(value)]


@look("/entrar")
async def enter(volver: FromQuery[str] = "") -> Response:
    return _door("people/enter.html", volver)


@look("/entrar/equipo")
async def enter_team(volver: FromQuery[str] = "") -> Response:
    return _door("people/enter_team.html", volver)


@change("/entrar/tarjeta", People.enter_with_card)
async def enter_with_card(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    code = form.text("code", 40, N_("Write the letters and numbers of your card."))
    if not code:
        return again("people/enter.html", EnterPage(form.get("back"), form.get("kept"), form=form))
    card = await acts.find_card(words=code)
    page = _figures(card, code, form)
    if form.get("restart"):
        return show("people/figures.html", page(picked=[]))
    picked = [name for name in str(form.get("picked")).split() if name in SEQUENCE]
    if form.get("pick") in SEQUENCE:
        picked.append(form.get("pick"))
    if len(picked) < page().wanted:
        return show("people/figures.html", page(picked=picked))
    token = await acts.enter_with_card(request.user, card, " ".join(picked[: page().wanted]), plain(code))
    if token is None:
        problem = _(N_("Those pictures are not the ones of this card. Try again or ask for help."))
        return again("people/figures.html", page(picked=[], problem=problem))
    return await _welcome(token, form)


@look("/entrar/tarjeta")
async def enter_with_card_anew() -> Response:
    """Where the language switch or a reload lands in the middle of the pictures."""
    return go("/entrar")


@change("/entrar/equipo", People.enter_with_password)
async def enter_with_password(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    username = form.text("username", 60, N_("Write your user name."))
    # Never tidied, never shown again: a password is used as it was typed.
    typed = str(form.values.pop("password", ""))
    entered = await acts.enter_with_password(request.user, username, typed[:1000]) if form.fits else None
    if entered is None:
        form.wrong("username", N_("That user name and password do not go together. Try again."))
        return again("people/enter_team.html", EnterPage(form.get("back"), form.get("kept"), form=form))
    return await _welcome(entered.token, form)


@change("/salir", People.leave)
async def leave(request: Request[Actor, Any, Any]) -> Response:
    """Nothing of this child stays on the device (SG-30)."""
    await acts.leave(request.user)
    response = go("/")
    with_sign_in(response, "", max_age=0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _door(template: str, back: str) -> Response:
    """For who is in already the door leads on, to their own page."""
    if reading.get().signed_in:
        return go(own_path(back, reading.get().home))
    return show(template, EnterPage(back=back))


def _figures(card: Record | None, code: str, form: Form) -> Any:
    if card:
        reach = BANDS[band(card["birth_year"], card["birth_month"], today())]
        names = card["offered"][: reach.pictures_offered]
        wanted = reach.pictures_to_enter
    else:
        names = offered_to_nobody(plain(code))
        wanted = 3 + fingerprint(plain(code))[0] % 2

    def page(picked: list[str] | None = None, problem: str = "") -> FiguresPage:
        chosen = picked or []
        figures = [Figure(name, _(SEQUENCE[name]), name in chosen) for name in names]
        return FiguresPage(code, figures, chosen, wanted, form.get("back"), form.get("kept"), problem)

    return page


async def _welcome(token: str, form: Form) -> Response:
    """In: to what they had typed if it was theirs, else to where they were going, else to the door, which knows each
    one's own page."""
    back = form.get("back")
    response = go(own_path(back, "/entrar"))
    if form.get("kept"):
        person = await queries.signed_in(fingerprint(token), "")
        kept = keep.open_kept(form.get("kept"), person["id"])
        if kept:
            reading.get().tie = token
            response = show("people/resume.html", ResumePage(kept.url, kept.fields))
    return with_sign_in(response, token)


def with_sign_in(response: Response, token: str, max_age: int | None = None) -> Response:
    """The cookie, and its end too: a `__Host-` cookie without `Secure` is not heeded."""
    response.set_cookie(
        current().cookie, token, max_age=max_age, httponly=True, secure=current().https, samesite="lax", path="/"
    )
    return response


ROUTES = [enter, enter_team, enter_with_card, enter_with_card_anew, enter_with_password, leave]
