"""The officers' desk of identities and looks; and, for children and families, who looked."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import CHILD, Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.vault import acts, queries
from civic.vault.charter import Vault
from civic.vault.forms import LONGEST, read_alias, read_asked, read_review
from civic.vault.queries import Behind, Count, Found, OfChild, Seen
from civic.vault.reasons import REASONS

IDENTITY, LOOKS = "/mesa/cuidado/identidad", acts.DESK

#: What the vault may know, said. Whatever else a list brought is shown by its own name.
FIELDS = {"name": N_("Name"), "guardian": N_("Who takes care of them"), "contact": N_("How to reach them")}


@dataclass(frozen=True)
class FindPage:
    """`found` is None before a search."""

    looks: list[Seen]
    found: list[Found] | None = None
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class IdentityPage:
    """`identity` holds names only in the answer to the post that asked for them; None: not asked."""

    looks: list[Seen]
    child: Behind
    reasons: list[Choice]
    open: Offer
    read: Offer
    identity: list[tuple[str, str]] | None = None
    longest: int = LONGEST
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class LooksPage:
    looks: list[Seen]
    counts: list[Count]
    look: Seen | None = None
    review: Offer | None = None
    answers: list[Choice] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class WhoLookedPage:
    """`own` for a child, who reads of themselves alone."""

    children: list[OfChild]
    own: bool


@look(IDENTITY)
async def show_search(request: Request[Actor, Any, Any]) -> Response:
    return show("vault/desk_find.html", FindPage(await queries.looks(request.user)))


@change(IDENTITY, Vault.find_child)
async def find_child(request: Request[Actor, Any, Any]) -> Response:
    """The answer to the post holds what was found, so that each search is written down."""
    form = await read_form(request)
    looks = await queries.looks(request.user)
    alias = read_alias(form)
    if not form.fits:
        return again("vault/desk_find.html", FindPage(looks, form=form))
    return show("vault/desk_find.html", FindPage(looks, await acts.find_child(request.user, alias), form))


@look(IDENTITY + "/{child:uuid}")
async def show_identity(request: Request[Actor, Any, Any], child: FromPath[UUID]) -> Response:
    return show("vault/desk_identity.html", await _identity(request.user, child))


@change(IDENTITY + "/{child:uuid}", Vault.open_identity)
async def open_identity(request: Request[Actor, Any, Any], child: FromPath[UUID]) -> Response:
    form = await read_form(request)
    asked = read_asked(form)
    if not form.fits:
        return again("vault/desk_identity.html", await _identity(request.user, child, form))
    await acts.open_identity(request.user, child, asked)
    return go(f"{IDENTITY}/{child}")


@change(IDENTITY + "/{child:uuid}/leer", Vault.read_identity)
async def read_identity(request: Request[Actor, Any, Any], child: FromPath[UUID]) -> Response:
    """Not "go and see": the names are in this answer and nowhere else."""
    known = await acts.read_identity(request.user, child)
    said = [(_(FIELDS[name]) if name in FIELDS else name, value) for name, value in known.items()]
    return show("vault/desk_identity.html", await _identity(request.user, child, identity=said))


@look(IDENTITY + "/{child:uuid}/leer")
async def read_identity_again(child: FromPath[UUID]) -> Response:
    """Where the language switch or a reload lands after a reading."""
    return go(f"{IDENTITY}/{child}")


@look(LOOKS)
async def show_looks(request: Request[Actor, Any, Any]) -> Response:
    return show("vault/desk_looks.html", await _looks(request.user))


@look(LOOKS + "/{key:uuid}")
async def show_look(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("vault/desk_looks.html", await _looks(request.user, key))


@change(LOOKS + "/{key:uuid}", Vault.review_look)
async def review_look(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    was_right = read_review(form)
    if not form.fits:
        return again("vault/desk_looks.html", await _looks(request.user, key, form))
    await acts.review_look(request.user, key, was_right)
    return go(f"{LOOKS}/{key}")


@look("/quien-miro")
async def show_who_looked(request: Request[Actor, Any, Any]) -> Response:
    page = WhoLookedPage(await queries.who_looked(request.user), bool(request.user.role & CHILD))
    return show("vault/who_looked.html", page)


async def _identity(
    actor: Actor, key: UUID, form: Form | None = None, identity: list[tuple[str, str]] | None = None
) -> IdentityPage:
    child = await queries.behind(actor, key)
    url = f"{IDENTITY}/{key}"
    return IdentityPage(
        await queries.looks(actor),
        child,
        [Choice(name, _(sentence)) for name, sentence in REASONS.items()],
        offer(Vault.open_identity, actor, child.case, url),
        offer(Vault.read_identity, actor, child.case, f"{url}/leer"),
        identity,
        form=form or Form(),
    )


async def _looks(actor: Actor, key: UUID | None = None, form: Form | None = None) -> LooksPage:
    one = await queries.look(actor, key) if key else None
    looks, counts = await queries.looks(actor), await queries.counts()
    if one is None:
        return LooksPage(looks, counts)
    review = offer(Vault.review_look, actor, one.case, f"{LOOKS}/{key}")
    answers = [Choice("yes", _(N_("Yes"))), Choice("no", _(N_("No")), note=_(N_("The secretary is told, without the child.")))]
    return LooksPage(looks, counts, one, review, answers, form or Form())


ROUTES = [
    show_search,
    find_child,
    show_identity,
    open_identity,
    read_identity,
    read_identity_again,
    show_looks,
    show_look,
    review_look,
    show_who_looked,
]
