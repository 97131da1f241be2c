"""The doors of cards: show the card, then the secret that only its owner knows."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core import keep
from civic.core.actor import Actor
from civic.core.charter import Refusal, Refused
from civic.core.doors import change, look
from civic.core.envelope import WITH_CAMERA
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.reader import reading
from civic.core.secrets import fingerprint
from civic.core.ways import own_path
from civic.core.words import N_
from civic.people import acts, cards, queries
from civic.people.acts import card_door
from civic.people.charter import Door, People
from civic.people.chosen import PICTURES, PIN, as_kept, ways
from civic.people.cookies import card_cookie, held_card, with_card, with_sign_in, without_card
from civic.people.pages import (
    TEENAGERS,
    EnterPage,
    HelloPage,
    ResumePage,
    SoFar,
    carried,
    draw_for,
    rest_page,
    secret_page,
)
from civic.people.pictures import SEQUENCE
from civic.people.queries import Card, reach_of

DO_NOT_FIT = {
    PICTURES: N_("Those pictures are not the ones of this card. Try again or ask for help."),
    PIN: N_("Those numbers are not the ones of this card. Try again or ask for help."),
    "phrase": N_("That phrase is not the one of this card. Try again or ask for help."),
}


@look("/entrar")
async def enter(request: Request[Actor, Any, Any], volver: FromQuery[str] = "") -> Response:
    """The door. A card that was shown before is forgotten here. For who is in it leads on, to their own page."""
    if reading.get().signed_in:
        return go(own_path(volver, reading.get().home))
    response = show("people/enter.html", _enter_page(carried(volver)))
    if request.user.device:
        response.headers.update(WITH_CAMERA)
    return without_card(response) if card_cookie() in request.cookies else response


@look("/t/{token:str}")
async def show_card(token: FromPath[str]) -> Response:
    """The QR of a card. Nothing changes, and the address is left at once: no page, no history, no log has it."""
    return with_card(go("/entrar/tarjeta"), await queries.card_by_token(token.lower()[:100]))


@change("/entrar", People.enter_with_card)
async def enter_code(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    code = form.text("code", 300, N_("Copy the six words of your card."))
    if not form.fits:
        return again("people/enter.html", _enter_page(form))
    # A tablet of the council counts for itself: who guesses elsewhere behind a school's address does not stop it.
    where = request.user.device or (request.client.host if request.client else "")
    card = await cards.find_card(code, str(where))
    if form.get("kept"):  # too long for an address: it goes on from page to page
        return with_card(await draw_card(request.user, card, form), card)
    back = own_path(form.get("back"), "")
    return with_card(go("/entrar/tarjeta" + (f"?volver={quote(back)}" if back else "")), card)


@look("/entrar/tarjeta")
async def show_held_card(request: Request[Actor, Any, Any], volver: FromQuery[str] = "") -> Response:
    card = await held_card(request)
    if card is None or card["person"] == request.user.id:
        return go("/entrar")
    return await draw_card(request.user, card, carried(volver))


async def draw_card(actor: Actor, card: Card, form: Form) -> Response:
    """What this card asks for: to be used the first time, its secret, or patience."""
    draw_for(reach_of(card))
    case = await card_door(actor, card)
    refusal = (People.claim_card if is_new(card) else People.enter_with_card).refusal(actor, case)
    if refusal:
        return rest(refusal, case)
    if not is_new(card):
        page = secret_page(card, SoFar(card["kind"]), "enter", form)
        return show(page.template, page)
    is_child = card["role"] == "child"
    reach = reach_of(card)
    page = HelloPage(
        alias=card["name"] if is_child else "",
        ways=ways(reach, is_child),
        anew=card["anew"],
        pictures=reach.pictures_to_enter,
        back=form.get("back"),
        kept=form.get("kept"),
    )
    return show("people/hello.html", page)


def is_new(card: Card) -> bool:
    return card["claimed_at"] is None or card["anew"]


def rest(refusal: Refusal, case: Door) -> Response:
    """Calm words, and the way on; 410 where it will never be different (SG-06)."""
    page = rest_page(refusal, case)
    return show("people/rest.html", page, 410 if page.over else 403)


@change("/entrar/tarjeta", People.enter_with_card)
async def enter_with_card(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    card = await held_card(request)
    if card is None:
        return show("people/enter.html", _enter_page(form)) if form.get("kept") else go("/entrar")
    if is_new(card):
        return go("/entrar/tarjeta")
    draw_for(reach_of(card))
    so_far = SoFar.opened(form.get("so_far"), card) or SoFar(card["kind"])
    if card["kind"] == PICTURES:
        so_far = touched(so_far, form)
        typed = " ".join(so_far.picked) if len(so_far.picked) >= reach_of(card).pictures_to_enter else ""
    else:
        # Never tidied, never shown again: a secret is used as it was typed.
        typed = str(form.values.pop("secret", ""))
    return await _try(request.user, card, typed, form, so_far)


def touched(so_far: SoFar, form: Form) -> SoFar:
    """The pictures with the one that was just touched, or none if they start again."""
    if form.get("restart"):
        return SoFar(so_far.kind, (), so_far.first)
    more = (form.get("pick"),) if form.get("pick") in SEQUENCE else ()
    return SoFar(so_far.kind, so_far.picked + more, so_far.first)


async def _try(actor: Actor, card: Card, typed: str, form: Form, so_far: SoFar) -> Response:
    """In, or why not; while it waits that is told at the first touch and not after the last."""
    case = await card_door(actor, card)
    if refusal := People.enter_with_card.refusal(actor, case):
        return rest(refusal, case)
    if not as_kept(card["kind"], typed):
        page = secret_page(card, so_far, "enter", form)
        return show(page.template, page)
    try:
        token = await acts.enter_with_card(actor, card, typed)
    except Refused as refused:
        return rest(refused.refusal, await card_door(actor, card))
    if token:
        return await welcome(token, form)
    case = await card_door(actor, card)
    if refusal := People.enter_with_card.refusal(actor, case):
        return rest(refusal, case)
    page = secret_page(card, SoFar(card["kind"]), "enter", form, DO_NOT_FIT[card["kind"]])
    return again(page.template, page)


@look("/entrar/frase")
async def show_phrase(volver: FromQuery[str] = "") -> Response:
    """For teenagers who chose a phrase: at home, without the card."""
    if reading.get().signed_in:
        return go(own_path(volver, reading.get().home))
    draw_for(TEENAGERS)
    return show("people/phrase.html", _enter_page(carried(volver)))


@change("/entrar/frase", People.enter_with_card)
async def enter_with_phrase(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    draw_for(TEENAGERS)
    alias = form.text("alias", 80, N_("Write your nickname here."))
    phrase = str(form.values.pop("secret", ""))
    if form.fits and not phrase.strip():
        form.wrong("secret", N_("Write your phrase."))
    if not form.fits:
        return again("people/phrase.html", _enter_page(form))
    card = await queries.card_by_alias(alias)
    try:
        token = await acts.enter_with_card(request.user, card, phrase, by_nickname=True)
    except Refused as refused:
        return rest(refused.refusal, await card_door(request.user, card, by_nickname=True))
    if token:
        return await welcome(token, form)
    form.wrong("alias", N_("That nickname and that phrase do not go together. Try again or ask for help."))
    return again("people/phrase.html", _enter_page(form))


async def welcome(token: str, form: Form) -> Response:
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
    return without_card(with_sign_in(response, token))


def _enter_page(form: Form) -> EnterPage:
    return EnterPage(form.get("back"), form.get("kept"), form=form)


DOORS = [enter, show_card, enter_code, show_held_card, enter_with_card, show_phrase, enter_with_phrase]
