"""The guardian's page of permissions, and the child's own answer to a consultation."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.consent import acts, queries
from civic.consent.charter import Child, Consent
from civic.consent.purposes import PURPOSES
from civic.consent.turns import ANSWERS, order_for
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import today
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.ways import own_path
from civic.core.words import N_, _


@dataclass(frozen=True)
class Permission:
    """One purpose for one child: what it says, whether it is allowed now, and the one act that changes it."""

    purpose: str
    says: str
    allowed: bool
    offer: Offer


@dataclass(frozen=True)
class InCare:
    key: UUID
    name: str
    permissions: list[Permission]


@dataclass(frozen=True)
class FamilyPage:
    children: list[InCare]


@dataclass(frozen=True)
class Answer:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class AssentPage:
    """`said` is the answer of before as words, or nothing. `steps` is empty: it is one question."""

    question: str
    picture: str
    answers: list[Answer]
    said: str
    back: str
    form: Form
    steps: tuple = ()


@look("/familia")
async def family(request: Request[Actor, Any, Any]) -> Response:
    Consent.see_permissions.ask(request.user)
    return show("consent/family.html", await _family(request.user))


@change("/familia/permitir", Consent.give_consent)
async def give_consent(request: Request[Actor, Any, Any]) -> Response:
    child, purpose = await _wanted(request)
    await acts.give_consent(request.user, child, purpose)
    return go("/familia")


@change("/familia/retirar", Consent.withdraw_consent)
async def withdraw_consent(request: Request[Actor, Any, Any]) -> Response:
    child, purpose = await _wanted(request)
    await acts.withdraw_consent(request.user, child, purpose)
    return go("/familia")


@look("/convocatorias/{key:uuid}/participar")
async def assent(request: Request[Actor, Any, Any], key: FromPath[UUID], volver: FromQuery[str] = "") -> Response:
    page = await _assent(request.user, key, Form({"volver": volver}))
    Consent.answer_assent.ask(request.user)
    return show("consent/assent.html", page)


@change("/convocatorias/{key:uuid}/participar", Consent.answer_assent)
async def answer_assent(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    said = form.choice("said", ANSWERS, N_("Choose one of the three. All three are fine."))
    page = await _assent(request.user, key, form)
    if not form.fits:
        Consent.answer_assent.ask(request.user)
        return again("consent/assent.html", page)
    await acts.answer_assent(request.user, key, said)
    call = f"/convocatorias/{key}"
    return go(own_path(page.back, call) if said == "yes" else call)


async def _wanted(request: Request[Actor, Any, Any]) -> tuple[UUID, str]:
    """Which child and purpose; what no button of the page sends is not there."""
    form = await read_form(request)
    try:
        child = UUID(str(form.get("child")))
    except ValueError:
        raise NotThere from None
    if form.get("purpose") not in PURPOSES:
        raise NotThere
    return child, form.get("purpose")


async def _family(actor: Actor) -> FamilyPage:
    children = []
    for each in await queries.children_of(actor.id):
        allowed = set(each["purposes"])
        listed = [_permission(actor, name, says, name in allowed) for name, says in PURPOSES.items()]
        children.append(InCare(each["id"], each["name"], listed))
    return FamilyPage(children)


def _permission(actor: Actor, purpose: str, says: str, allowed: bool) -> Permission:
    rule, url = (
        (Consent.withdraw_consent, "/familia/retirar") if allowed else (Consent.give_consent, "/familia/permitir")
    )
    return Permission(purpose, _(says), allowed, offer(rule, actor, Child(is_theirs=True), url))


async def _assent(actor: Actor, key: UUID, form: Form) -> AssentPage:
    asked = await queries.consultation(key)
    if asked is None:
        raise NotThere
    before = await queries.said(actor.id, key) if actor.signed_in else ""
    order = order_for(actor.id, today()) if actor.signed_in else tuple(ANSWERS)
    answers = [Answer(value, _(ANSWERS[value]), value == before) for value in order]
    said = _(ANSWERS[before]) if before else ""
    return AssentPage(asked["question"], asked["picture"], answers, said, str(form.get("volver")), form)


ROUTES = [family, give_consent, withdraw_consent, assent, answer_assent]
