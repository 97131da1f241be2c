"""What the pages of keys show."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from litestar import Response

from civic.core import keep
from civic.core.actor import ARRIVING, Actor
from civic.core.forms import Form
from civic.core.offers import Offer, offer
from civic.core.pages import Later, go, show
from civic.keys import codes, passkeys, queries
from civic.keys.charter import Keys, Ring

#: How long somebody has to put the picture into their app.
TO_READ_IT = timedelta(minutes=30)


@dataclass(frozen=True)
class ShowKeyPage:
    """`held` is what they can show; `back` where it leads after, `kept` a sealed form that waits meanwhile."""

    held: queries.Holding
    arriving: bool
    code_of_the_demo: str = ""
    back: str = ""
    kept: str = ""
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class KeysPage:
    """`first` while there is none: the page then leads to the first one."""

    keys: list[queries.Kept]
    recovery: int
    first: bool
    add_passkey: Offer
    add_app: Offer
    remove: Offer
    renew: Offer
    proven: bool
    back: str = ""
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class AppPage:
    """`sealed` carries the secret from the picture to the check: nothing is kept before it was."""

    picture: str
    secret: str
    sealed: str
    add: Offer
    back: str = ""
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class RecoveryPage:
    """Shown once: they are kept as fingerprints only."""

    codes: list[str]
    back: str


def first_shown(actor: Actor, path: str, back: str, typed: list[tuple[str, str]]) -> Response:
    """In the place of a page that a second key has not opened yet: it is asked for, and what was typed waits, sealed."""
    kept = keep.seal(path, actor.id, typed) if typed and actor.id else ""

    async def draw() -> Response:
        page = await show_key_page(actor, Form(values={"back": back, "kept": kept}))
        if not page.held.ring.keys:
            return go(f"/llaves?volver={quote(back)}")
        return show("keys/show_key.html", page, 403)

    return Later(draw)


async def show_key_page(actor: Actor, form: Form) -> ShowKeyPage:
    return ShowKeyPage(
        held=await queries.holding(actor.id),
        arriving=actor.role is ARRIVING,
        code_of_the_demo=await queries.code_of_the_demo(actor),
        back=form.get("back"),
        kept=form.get("kept"),
        form=form,
    )


async def keys_page(actor: Actor, form: Form) -> KeysPage:
    held = await queries.holding(actor.id)
    ring = held.ring
    return KeysPage(
        keys=await queries.kept(actor.id),
        recovery=held.recovery,
        first=not ring.keys,
        add_passkey=offer(Keys.add_passkey, actor, ring, "/llaves/passkey"),
        add_app=offer(Keys.add_app, actor, ring, "/llaves/codigo"),
        remove=offer(Keys.remove_key, actor, ring, "/llaves/quitar"),
        renew=offer(Keys.renew_recovery, actor, ring, "/llaves/recuperacion"),
        proven=actor.proven,
        back=form.get("back"),
        form=form,
    )


async def app_page(actor: Actor, secret: str, form: Form) -> AppPage:
    ring = await ring_of(actor)
    who = await queries.username(actor.id) or actor.name
    return AppPage(
        picture=codes.picture(secret, who, passkeys.HOUSE),
        secret=codes.grouped(secret),
        sealed=keep.pack(f"app of codes/{actor.id}", secret),
        add=offer(Keys.add_app, actor, ring, "/llaves/codigo"),
        back=form.get("back"),
        form=form,
    )


async def ring_of(actor: Actor) -> Ring:
    return (await queries.holding(actor.id)).ring


def carried(actor: Actor, sealed: str) -> str | None:
    return keep.unpack(f"app of codes/{actor.id}", sealed, TO_READ_IT)
