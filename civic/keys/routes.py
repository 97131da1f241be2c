"""Second keys: shown at the door and again before what matters, added and taken away by their owner alone."""

from typing import Any
from urllib.parse import quote

from litestar import MediaType, Request, Response
from litestar.params import FromQuery

from civic.core.actor import ARRIVING, Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.ways import own_path
from civic.core.words import N_
from civic.keys import acts, codes, passkeys, queries
from civic.keys.acts import Added
from civic.keys.charter import Keys, of_age
from civic.keys.forms import LONGEST_LABEL, read_answer, read_code
from civic.keys.pages import RecoveryPage, app_page, carried, keys_page, ring_of, show_key_page
from civic.people.coming_in import welcome
from civic.people.cookies import with_sign_in
from civic.people.pages import TEENAGERS, EnterPage, draw_for
from civic.settings import current

DID_NOT_FIT = N_("That code does not fit. Wait for the next one and try again.")
DID_NOT_FIT_OR_USED = N_("That recovery code does not fit, or it was used already. Try another one.")
KEY_DID_NOT_FIT = N_("That key does not fit here. Try again, or choose another way.")
MAKE_AGAIN = N_("The key could not be kept. Try once more.")


@look("/llaves")
async def see_keys(request: Request[Actor, Any, Any], volver: FromQuery[str] = "") -> Response:
    Keys.see_keys.ask(request.user)
    page = await keys_page(request.user, Form(values={"back": volver}))
    if request.user.role is ARRIVING and not page.first:
        return go(_confirm(volver))
    return show("keys/see_keys.html", page)


@look("/llaves/confirmar")
async def show_key_again(request: Request[Actor, Any, Any], volver: FromQuery[str] = "") -> Response:
    Keys.see_keys.ask(request.user)
    page = await show_key_page(request.user, Form(values={"back": volver}))
    if not page.held.ring.keys:
        return go(f"/llaves?volver={quote(volver)}" if volver else "/llaves")
    return show("keys/show_key.html", page)


@change("/llaves/confirmar", Keys.show_key)
async def show_key(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    token = None
    if "answer" in form.values:
        raw = read_answer(form)
        token = await acts.show_passkey(request.user, reading.get().tie, raw) if form.fits else None
        form.wrong("passkey", KEY_DID_NOT_FIT)
    else:
        recovery = "recovery" in form.values
        name = "recovery" if recovery else "code"
        typed = read_code(form, name)
        token = await acts.show_code(request.user, typed, recovery) if form.fits else None
        form.wrong(name, DID_NOT_FIT_OR_USED if recovery else DID_NOT_FIT)
    if token is None:
        Keys.see_keys.ask(request.user)
        return again("keys/show_key.html", await show_key_page(request.user, form))
    return await welcome(token, form)


@change("/llaves/entrar", Keys.come_in_with_passkey)
async def come_in_with_passkey(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    raw = read_answer(form)
    entered = await acts.come_in_with_passkey(request.user, reading.get().tie, raw) if form.fits else None
    if entered is None:
        form.wrong("passkey", KEY_DID_NOT_FIT)
        door = "people/enter_team.html"
        if form.get("door") == "/entrar/frase":
            draw_for(TEENAGERS)
            door = "people/phrase.html"
        return again(door, EnterPage(form.get("back"), form.get("kept"), form=form))
    return await welcome(entered.token, form)


@change("/llaves/reto", Keys.ask_challenge)
async def ask_challenge(request: Request[Actor, Any, Any]) -> Response:
    """For passkey.js: what the browser's `credentials.get`, or `.create` for who is in, must be asked."""
    form = await read_form(request)
    actor, origin = request.user, current().origin
    if form.get("to") != "make":
        nonce = await acts.ask_challenge(actor, reading.get().tie)
        return Response(passkeys.to_sign(origin, nonce), media_type=MediaType.JSON)
    if actor.id is None or not Keys.see_keys.allows(actor) or not of_age(actor, None):
        raise NotThere
    nonce = await acts.ask_challenge(actor, reading.get().tie)
    name = await queries.username(actor.id) or actor.name
    have = await queries.passkey_ids(actor.id)
    return Response(passkeys.to_make(origin, nonce, actor.id, name, have), media_type=MediaType.JSON)


@change("/llaves/passkey", Keys.add_passkey)
async def add_passkey(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    label = form.text("label", LONGEST_LABEL)
    raw = read_answer(form)
    added = await acts.add_passkey(request.user, reading.get().tie, raw, label) if form.fits else None
    if added is None:
        form.wrong("passkey", MAKE_AGAIN)
        Keys.see_keys.ask(request.user)
        return again("keys/see_keys.html", await keys_page(request.user, form))
    return _added(added, form)


@look("/llaves/codigo")
async def see_app(request: Request[Actor, Any, Any], volver: FromQuery[str] = "") -> Response:
    Keys.add_app.ask(request.user, await ring_of(request.user))
    return show("keys/add_app.html", await app_page(request.user, codes.new_secret(), Form(values={"back": volver})))


@change("/llaves/codigo", Keys.add_app)
async def add_app(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    secret = carried(request.user, str(form.values.pop("sealed", "")))
    typed = read_code(form, "code")
    added = await acts.add_app(request.user, secret, typed) if form.fits and secret else None
    if added is None:
        Keys.add_app.ask(request.user, await ring_of(request.user))
        form.wrong("code", DID_NOT_FIT)
        return again("keys/add_app.html", await app_page(request.user, secret or codes.new_secret(), form))
    return _added(added, form)


@change("/llaves/recuperacion", Keys.renew_recovery)
async def renew_recovery(request: Request[Actor, Any, Any]) -> Response:
    return show("keys/recovery.html", RecoveryPage(await acts.renew_recovery(request.user), "/llaves"))


@change("/llaves/quitar", Keys.remove_key)
async def remove_key(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    key = form.text("key", 1500, N_("Choose which key."))
    if not form.fits:
        Keys.see_keys.ask(request.user)
        return again("keys/see_keys.html", await keys_page(request.user, form))
    await acts.remove_key(request.user, key)
    return go("/llaves")


def _added(added: Added, form: Form) -> Response:
    """The recovery codes if they were made now, else on to where they were going."""
    back = own_path(form.get("back"), "/llaves")
    reading.get().tie = added.token
    response = show("keys/recovery.html", RecoveryPage(added.recovery, back)) if added.recovery else go(back)
    return with_sign_in(response, added.token)


def _confirm(back: str) -> str:
    return f"/llaves/confirmar?volver={quote(back)}" if back else "/llaves/confirmar"


ROUTES = [
    see_keys,
    show_key_again,
    show_key,
    come_in_with_passkey,
    ask_challenge,
    add_passkey,
    see_app,
    add_app,
    renew_recovery,
    remove_key,
]
