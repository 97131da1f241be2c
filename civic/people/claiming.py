"""The first time with a card: choose a secret, and once more to be sure. Also to choose anew, when adults agreed."""

from typing import Any

from litestar import Request, Response

from civic.core.actor import Actor
from civic.core.charter import Refused
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.words import N_
from civic.people import cards
from civic.people.acts import card_door
from civic.people.charter import People
from civic.people.chosen import PHRASE, PICTURES, PIN, as_kept, ways, why_not
from civic.people.coming_in import draw_card, rest, touched, welcome
from civic.people.cookies import held_card
from civic.people.pages import SoFar, draw_for, secret_page
from civic.people.queries import Card, reach_of

NOT_THE_SAME = {
    PICTURES: N_("The pictures were not the same both times. Choose again, slowly."),
    PIN: N_("The numbers were not the same both times. Choose again, slowly."),
    PHRASE: N_("The phrase was not the same both times. Write it again, slowly."),
}


@look("/entrar/estrenar")
async def show_first_time() -> Response:
    """Where the language switch or a reload lands in the middle of choosing."""
    return go("/entrar/tarjeta")


@change("/entrar/estrenar", People.claim_card)
async def claim_card(request: Request[Actor, Any, Any]) -> Response:
    form = await read_form(request)
    card = await held_card(request)
    if card is None:
        return go("/entrar")
    draw_for(reach_of(card))
    try:
        return await _choose(request.user, card, form)
    except Refused as refused:
        return rest(refused.refusal, await card_door(request.user, card))


async def _choose(actor: Actor, card: Card, form: Form) -> Response:
    await cards.ask_claim(actor, card)
    kind = form.choice("kind", ways(reach_of(card), card["role"] == "child"))
    so_far = SoFar.opened(form.get("so_far"), card) or (SoFar(kind) if kind else None)
    if so_far is None:
        return await draw_card(actor, card, form)
    if so_far.kind == PICTURES:
        so_far = touched(so_far, form)
        typed = " ".join(so_far.picked) if len(so_far.picked) >= reach_of(card).pictures_to_enter else ""
    else:
        typed = str(form.values.pop("secret", ""))
    secret = as_kept(so_far.kind, typed)
    if form.get("restart"):
        so_far, secret = SoFar(so_far.kind), ""
    if not secret:
        return _draw(card, so_far, form)
    if not so_far.first:
        problem = why_not(so_far.kind, secret, [card["name"]])
        then = SoFar(so_far.kind) if problem else SoFar(so_far.kind, first=secret)
        return _draw(card, then, form, problem or "")
    if secret != so_far.first:
        return _draw(card, SoFar(so_far.kind), form, NOT_THE_SAME[so_far.kind])
    return await welcome(await cards.claim(actor, card, so_far.kind, secret), form)


def _draw(card: Card, so_far: SoFar, form: Form, problem: str = "") -> Response:
    page = secret_page(card, so_far, "again" if so_far.first else "choose", form, problem)
    return again(page.template, page) if problem else show(page.template, page)


DOORS = [show_first_time, claim_card]
