"""The guardian's page: for each child in their care every purpose apart, each answer one act, and what they said before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record
from litestar import Request, Response

from civic.consent import acts, queries
from civic.consent.charter import Child, Consent
from civic.consent.purposes import PURPOSES, TAKE_PART, VERSION
from civic.consent.queries import Term
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import read_form
from civic.core.offers import Offer, offer
from civic.core.pages import go, show
from civic.core.words import N_, _

#: By whether they allowed it, and whether on paper.
SAID = {
    (True, False): N_("You said yes: “%(about)s”"),
    (False, False): N_("You said no: “%(about)s”"),
    (True, True): N_("You said yes on paper: “%(about)s”"),
    (False, True): N_("You said no on paper: “%(about)s”"),
}
YES, NO, RENEW, NOTHING = "yes", "no", "renew", ""


@dataclass(frozen=True)
class Permission:
    """One purpose for one child. `now` is "yes", "no", "renew" (a yes for another text or term) or ""; `at` when that was
    said; `optional`: without it they take part just the same."""

    purpose: str
    says: str
    now: str
    at: datetime | None
    optional: bool
    allow: Offer
    refuse: Offer


@dataclass(frozen=True)
class Line:
    """Something they said before: when, and as a sentence."""

    at: datetime
    says: str


@dataclass(frozen=True)
class InCare:
    """`renew` says why something is to be renewed; `paper`: a form of theirs waits for its second reading."""

    key: UUID
    name: str
    verified: bool
    paper: bool
    renew: str
    permissions: list[Permission]
    history: list[Line]
    published: list[tuple[str, str]]


@dataclass(frozen=True)
class FamilyPage:
    children: list[InCare]
    term: Term | None
    version: str = VERSION


@look("/familia")
async def show_family(request: Request[Actor, Any, Any]) -> Response:
    Consent.see_permissions.ask(request.user)
    return show("consent/family.html", await _family(request.user))


@change("/familia/permitir", Consent.give_consent)
async def give_consent(request: Request[Actor, Any, Any]) -> Response:
    child, purpose = await _wanted(request)
    await acts.give_consent(request.user, child, purpose)
    return go(f"/familia#{purpose}-{child}")


@change("/familia/retirar", Consent.withdraw_consent)
async def withdraw_consent(request: Request[Actor, Any, Any]) -> Response:
    child, purpose = await _wanted(request)
    await acts.withdraw_consent(request.user, child, purpose)
    return go(f"/familia#{purpose}-{child}")


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
    term = await queries.term()
    return FamilyPage([await _child(actor, each, term) for each in await queries.children_of(actor.id)], term)


async def _child(actor: Actor, found: Record, term: Term | None) -> InCare:
    said = await queries.history(actor.id, found["id"])
    listed = [_permission(actor, purpose, said, term is not None) for purpose in PURPOSES]
    published = await queries.published_of(found["id"]) if found["verified"] else []
    return InCare(
        found["id"],
        found["name"],
        found["verified"],
        found["paper"],
        _why_renew(said) if any(each.now == RENEW for each in listed) else "",
        listed,
        [Line(each["given_at"], _said(each)) for each in said],
        [(f"/propuestas/{each['id']}", each["title"]) for each in published],
    )


def _permission(actor: Actor, purpose: str, said: list[Record], has_term: bool) -> Permission:
    last = next((each for each in said if each["purpose"] == purpose and each["stands"]), None)
    case = Child(is_theirs=True, has_term=has_term)
    return Permission(
        purpose,
        _(PURPOSES[purpose]),
        _now(last),
        last["given_at"] if last else None,
        purpose != TAKE_PART,
        offer(Consent.give_consent, actor, case, "/familia/permitir"),
        offer(Consent.withdraw_consent, actor, case, "/familia/retirar"),
    )


def _now(last: Record | None) -> str:
    if last is None:
        return NOTHING
    if last["same_text"] and last["same_term"]:
        return YES if last["allows"] else NO
    return RENEW if last["allows"] else NOTHING


def _why_renew(said: list[Record]) -> str:
    if any(each["stands"] and each["allows"] and not each["same_text"] for each in said):
        return _(N_("The words of the permissions changed."))
    return _(N_("A new term of the council began."))


def _said(line: Record) -> str:
    purpose, allows, how = line["purpose"], line["allows"], line["how"]
    about = _(PURPOSES[purpose]).rstrip(".")
    return _(SAID[allows, how == "paper"], about=about)


DOORS = [show_family, give_consent, withdraw_consent]
