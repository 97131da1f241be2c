"""Resting, leaving, being forgotten, and taking one's things along. One touch from every page of a child."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from litestar import MediaType, Request, Response
from litestar.params import FromPath

from civic.consent.purposes import PURPOSES
from civic.core.actor import ROLE_NAMES, Actor, Role
from civic.core.clock import now
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _, month
from civic.inbox.queries import Told, messages
from civic.moderation.kinds import KINDS
from civic.moderation.reasons import REASONS
from civic.moderation.states import SAID
from civic.moderation.states import State as Reading
from civic.people.routes import with_sign_in
from civic.rights import acts, queries
from civic.rights.charter import Leaving, Part
from civic.rights.mine import things_of

#: What happens with published words when an account is erased: the child's own choice.
WORDS = {
    "kept": (N_("Leave my ideas published, without my nickname"), "publish"),
    "gone": (N_("Take my ideas away too"), "eraser"),
}


@dataclass(frozen=True)
class LeavingPage:
    """`rest` and `back` are the two ways of a pause; `paused` says who paused it, in words, or nothing."""

    rest: Offer
    back: Offer
    paused: str


@dataclass(frozen=True)
class LastPage:
    """The one page before the act. `steps` is empty: it is one question."""

    form: Form
    choices: list[Choice] = field(default_factory=list)
    name: str = ""
    steps: tuple = ()


@dataclass(frozen=True)
class ThingsPage:
    """`mine` is the structure of `mine.py`; the rest says its codes."""

    mine: dict[str, Any]
    born: str
    permissions: list[tuple[str, bool]]
    writings: list[dict[str, Any]]
    news: list[Told]
    looks: list[tuple[datetime, str]]


@dataclass(frozen=True)
class InCare:
    key: UUID
    name: str
    paused: str
    pause: Offer
    end_pause: Offer
    end: str


@dataclass(frozen=True)
class FamilyPage:
    children: list[InCare]


@dataclass(frozen=True)
class Left:
    name: str
    at: datetime
    offer: Offer


@dataclass(frozen=True)
class LeftPage:
    left: list[Left]


PAUSED = {
    "self": N_("You are resting. You can come back when you want."),
    "family": N_("Your family paused your part. They can end the pause."),
    "care": N_("The care team paused your part, to look after you. They can end the pause."),
}
#: Of a pause for care nothing is told at home: the harm may be there (SG-11).
PAUSED_FOR_FAMILY = {
    "self": N_("They are resting by their own choice."),
    "family": N_("You or your family paused it."),
    "care": N_("It is paused for now."),
}


@look("/salirme")
async def see_ways_out(request: Request[Actor, Any, Any]) -> Response:
    Leaving.leave_council.ask(request.user)
    case = await queries.part(request.user.id)
    page = LeavingPage(
        offer(Leaving.pause_self, request.user, case, "/salirme/descansar"),
        offer(Leaving.come_back, request.user, case, "/salirme/volver"),
        _(PAUSED[case.paused]) if case.paused else "",
    )
    return show("rights/leaving.html", page)


@change("/salirme/descansar", Leaving.pause_self)
async def pause_self(request: Request[Actor, Any, Any]) -> Response:
    await acts.pause_self(request.user)
    return go("/salirme")


@change("/salirme/volver", Leaving.come_back)
async def come_back(request: Request[Actor, Any, Any]) -> Response:
    await acts.come_back(request.user)
    return go("/mi-pagina")


@look("/salirme/cuenta")
async def before_leaving(request: Request[Actor, Any, Any]) -> Response:
    Leaving.leave_council.ask(request.user)
    return show("rights/leave.html", LastPage(Form()))


@change("/salirme/cuenta", Leaving.leave_council)
async def leave_council(request: Request[Actor, Any, Any]) -> Response:
    await acts.leave_council(request.user)
    return _out("/salirme/listo")


@look("/salirme/borrar")
async def before_erasing(request: Request[Actor, Any, Any]) -> Response:
    Leaving.erase_self.ask(request.user)
    return show("rights/erase.html", _erasing(Form()))


@change("/salirme/borrar", Leaving.erase_self)
async def erase_self(request: Request[Actor, Any, Any]) -> Response:
    Leaving.erase_self.ask(request.user)
    form = await read_form(request)
    words = form.choice("words", WORDS, N_("Choose what happens with your ideas. Both are fine."))
    if not form.fits:
        return again("rights/erase.html", _erasing(form))
    await acts.erase_self(request.user, words == "kept")
    return _out("/salirme/listo")


def _erasing(form: Form) -> LastPage:
    return LastPage(form, [Choice(value, _(label), picture) for value, (label, picture) in WORDS.items()])


def _out(url: str) -> Response:
    """Nothing of them stays on the device (SG-30)."""
    response = with_sign_in(go(url), "", max_age=0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@look("/salirme/listo")
async def gone(request: Request[Actor, Any, Any]) -> Response:
    return show("rights/gone.html", None)


@look("/mis-cosas")
async def see_things(request: Request[Actor, Any, Any]) -> Response:
    Leaving.leave_council.ask(request.user)
    mine = await things_of(request.user.id)
    latest: dict[str, bool] = {}
    for each in mine["permissions"]:
        latest[each["purpose"]] = each["allows"] and each["withdrawn_at"] is None
    page = ThingsPage(
        mine,
        month(date.fromisoformat(mine["profile"]["born"] + "-01")),
        [(_(PURPOSES[purpose]), given) for purpose, given in latest.items() if purpose in PURPOSES],
        [_writing(each) for each in mine["writings"]],
        await messages(request.user.id),
        [(datetime.fromisoformat(each["at"]), _role(each["role"])) for each in mine["looks"]],
    )
    return show("rights/things.html", page)


@look("/mis-cosas.json")
async def take_things(request: Request[Actor, Any, Any]) -> Response:
    Leaving.leave_council.ask(request.user)
    mine = await things_of(request.user.id)
    headers = {"Content-Disposition": 'attachment; filename="mis-cosas.json"', "Cache-Control": "no-store"}
    return Response(mine, media_type=MediaType.JSON, headers=headers)


def _role(name: str) -> str:
    said = ROLE_NAMES[Role[name.upper()]]
    return _(said)


def _writing(found: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS[found["kind"]]
    versions = [
        [(_(label), each["texts"][name]) for name, label in kind.fields.items() if each["texts"].get(name)]
        for each in found["versions"]
    ]
    reasons = [_(REASONS[code].says) for code in (each["reason"] for each in found["decisions"]) if code in REASONS]
    return {"kind": _(kind.label), "state": SAID[Reading(found["state"])], "versions": versions, "reasons": reasons}


@look("/familia/descanso")
async def see_pauses(request: Request[Actor, Any, Any]) -> Response:
    """Named by what a guardian may do there at any time: the rule of the page is that of the act with fewest needs."""
    Leaving.end_part.ask(request.user, Part(is_theirs=True))
    children = [_in_care(request.user, each) for each in await queries.in_care(request.user.id)]
    return show("rights/family.html", FamilyPage(children))


def _in_care(actor: Actor, found: Any) -> InCare:
    key, case = found["id"], Part(found["paused"], now=now(), is_theirs=True)
    return InCare(
        key,
        found["name"],
        _(PAUSED_FOR_FAMILY[case.paused]) if case.paused else "",
        offer(Leaving.pause_child, actor, case, f"/familia/descanso/{key}/pausar"),
        offer(Leaving.end_pause, actor, case, f"/familia/descanso/{key}/reanudar"),
        f"/familia/descanso/{key}/terminar",
    )


@change("/familia/descanso/{key:uuid}/pausar", Leaving.pause_child)
async def pause_child(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.pause_child(request.user, key)
    return go("/familia/descanso")


@change("/familia/descanso/{key:uuid}/reanudar", Leaving.end_pause)
async def end_pause(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.end_pause(request.user, key)
    return go("/familia/descanso")


@look("/familia/descanso/{key:uuid}/terminar")
async def before_ending(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Leaving.end_part.ask(request.user, await queries.part(key, request.user.id))
    name = next((each["name"] for each in await queries.in_care(request.user.id) if each["id"] == key), "")
    return show("rights/end_part.html", LastPage(Form(), name=name))


@change("/familia/descanso/{key:uuid}/terminar", Leaving.end_part)
async def end_part(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.end_part(request.user, key)
    return go("/familia/descanso")


@look("/mesa/regresos")
async def see_left(request: Request[Actor, Any, Any]) -> Response:
    Leaving.see_left.ask(request.user)
    left = [
        Left(name, at, offer(Leaving.bring_back, request.user, Part(left_at=at, now=now()), f"/mesa/regresos/{key}"))
        for key, name, at in await queries.left_lately()
    ]
    return show("rights/desk_left.html", LeftPage(left))


@change("/mesa/regresos/{key:uuid}", Leaving.bring_back)
async def bring_back(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.bring_back(request.user, key)
    return go("/mesa/regresos")


ROUTES = [
    see_ways_out,
    pause_self,
    come_back,
    before_leaving,
    leave_council,
    before_erasing,
    erase_self,
    gone,
    see_things,
    take_things,
    see_pauses,
    pause_child,
    end_pause,
    before_ending,
    end_part,
    see_left,
    bring_back,
]
