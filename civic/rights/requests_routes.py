"""Asking for one's data in at most four screens; and the desk where it is answered by two."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.rights import asked, queries, requesting
from civic.rights.asked import Asked
from civic.rights.charter import Part, Requests
from civic.rights.kinds import CAUSES, DONE_BY, DONE_HOW, DOORS, EXTENSIONS, LONGEST, RIGHTS

DESK = "/mesa/derechos"


@dataclass(frozen=True)
class RightsPage:
    """The four rights, and what was asked before. `steps` is empty: it is one question."""

    rights: list[Choice]
    mine: list[Asked]
    base: str
    children: list[Choice] = field(default_factory=list)
    form: Form = field(default_factory=Form)
    longest: int = LONGEST


@dataclass(frozen=True)
class AskPage:
    kind: str
    says: str
    helps: str
    picture: str
    form: Form
    longest: int = LONGEST
    steps: tuple = ()


@dataclass(frozen=True)
class ReceiptPage:
    """`why` is the legal cause of a no, in plain words."""

    it: Asked
    says: str
    why: str
    home: str


@dataclass(frozen=True)
class DeskPage:
    waits: list[Asked]
    late: int
    it: Asked | None = None
    says: str = ""
    cause: str = ""
    offers: dict[str, Offer] = field(default_factory=dict)
    causes: list[Choice] = field(default_factory=list)
    reasons: list[Choice] = field(default_factory=list)
    hows: list[Choice] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@look("/mis-derechos")
async def see_rights(request: Request[Actor, Any, Any]) -> Response:
    Requests.ask_request.ask(request.user)
    rights = [
        Choice(door, _(RIGHTS[kind].asks), RIGHTS[kind].picture, _(RIGHTS[kind].helps)) for door, kind in DOORS.items()
    ]
    page = RightsPage(rights, await asked.requests_of(request.user.id), "/mis-derechos")
    return show("rights/rights.html", page)


@look("/mis-derechos/{right:str}")
async def before_asking(request: Request[Actor, Any, Any], right: FromPath[str]) -> Response:
    Requests.ask_request.ask(request.user)
    return show("rights/ask.html", _ask(right, Form()))


@change("/mis-derechos/{right:str}", Requests.ask_request)
async def ask_request(request: Request[Actor, Any, Any], right: FromPath[str]) -> Response:
    Requests.ask_request.ask(request.user)
    form = await read_form(request)
    page = _ask(right, form)
    words = form.text("words", LONGEST)
    if not form.fits:
        return again("rights/ask.html", page)
    receipt = await requesting.ask_request(request.user, page.kind, words)
    return go(f"/mis-derechos/recibo/{receipt}")


@look("/mis-derechos/recibo/{code:str}")
async def see_receipt(request: Request[Actor, Any, Any], code: FromPath[str]) -> Response:
    Requests.ask_request.ask(request.user)
    return show("rights/receipt.html", await _receipt(request.user, code, "/mis-derechos"))


def _ask(door: str, form: Form) -> AskPage:
    if door not in DOORS:
        raise NotThere
    right = RIGHTS[DOORS[door]]
    return AskPage(DOORS[door], _(right.asks), _(right.helps), right.picture, form)


async def _receipt(actor: Actor, code: str, home: str) -> ReceiptPage:
    it = await asked.by_receipt(actor.id, code)
    return ReceiptPage(it, _(RIGHTS[it.kind].helps), _(CAUSES[it.cause][1]) if it.cause else "", home)


@look("/familia/derechos")
async def see_family_rights(request: Request[Actor, Any, Any]) -> Response:
    Requests.ask_for_child.ask(request.user, Part(is_theirs=True))
    return show("rights/family_rights.html", await _family(request.user, Form()))


@change("/familia/derechos", Requests.ask_for_child)
async def ask_for_child(request: Request[Actor, Any, Any]) -> Response:
    Requests.ask_for_child.ask(request.user, Part(is_theirs=True))
    form = await read_form(request)
    page = await _family(request.user, form)
    child = form.choice("child", [each.value for each in page.children], N_("Choose the child."))
    kind = form.choice("kind", RIGHTS, N_("Choose what you ask for."))
    words = form.text("words", LONGEST)
    if not form.fits:
        return again("rights/family_rights.html", page)
    receipt = await requesting.ask_for_child(request.user, kind, words, UUID(child))
    return go(f"/familia/derechos/recibo/{receipt}")


@look("/familia/derechos/recibo/{receipt:str}")
async def see_family_receipt(request: Request[Actor, Any, Any], receipt: FromPath[str]) -> Response:
    Requests.ask_for_child.ask(request.user, Part(is_theirs=True))
    return show("rights/receipt.html", await _receipt(request.user, receipt, "/familia/derechos"))


async def _family(actor: Actor, form: Form) -> RightsPage:
    children = [Choice(str(each["id"]), each["name"]) for each in await queries.in_care(actor.id)]
    rights = [Choice(kind, _(each.family), each.picture, _(each.law)) for kind, each in RIGHTS.items()]
    return RightsPage(rights, await asked.requests_of(actor.id), "/familia/derechos", children, form)


@look(DESK)
async def desk_requests(request: Request[Actor, Any, Any]) -> Response:
    Requests.see_requests.ask(request.user)
    return show("rights/desk_requests.html", await _desk(request.user))


@look(DESK + "/{key:uuid}")
async def desk_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Requests.see_requests.ask(request.user)
    return show("rights/desk_requests.html", await _desk(request.user, key))


@change(DESK + "/{key:uuid}/ampliar", Requests.extend_request)
async def extend_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    reason = form.choice("reason", EXTENSIONS, N_("Choose why more days are needed."))
    if not form.fits:
        return await _again(request.user, key, form, Requests.extend_request)
    await requesting.extend_request(request.user, key, reason)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/responder", Requests.answer_request)
async def answer_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    verdict = form.choice("verdict", ("yes", "no"), N_("Choose yes or no."))
    wanted = N_("Choose the legal cause. Without one it cannot be refused.") if verdict == "no" else None
    cause = form.choice("cause", CAUSES, wanted)
    if not form.fits:
        return await _again(request.user, key, form, Requests.answer_request)
    await requesting.answer_request(request.user, key, verdict, cause)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/firmar", Requests.grant_request)
async def grant_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """A yes or a no, whichever the secretary left to be signed: `requesting` asks the rule of that one."""
    await requesting.sign_request(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/regresar", Requests.return_request)
async def return_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await requesting.return_request(request.user, key)
    return go(f"{DESK}/{key}")


@change(DESK + "/{key:uuid}/cumplir", Requests.comply_request)
async def comply_request(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Requests.see_requests.ask(request.user)
    kind = (await asked.request(key)).kind
    how = form.choice("how", DONE_BY[kind], N_("Choose how it was done."))
    if not form.fits:
        return await _again(request.user, key, form, Requests.comply_request)
    await requesting.comply_request(request.user, key, how)
    return go(DESK)


async def _again(actor: Actor, key: UUID, form: Form, rule: Any) -> Response:
    """Only who may do it is helped with the form."""
    rule.ask(actor, (await asked.request(key)).case)
    return again("rights/desk_requests.html", await _desk(actor, key, form))


async def _desk(actor: Actor, key: UUID | None = None, form: Form | None = None) -> DeskPage:
    waits = await asked.waiting()
    late = sum(each.late for each in waits)
    if key is None:
        return DeskPage(waits, late)
    it = await asked.request(key)
    url = f"{DESK}/{key}"
    doors = {
        "extend": (Requests.extend_request, "ampliar"),
        "answer": (Requests.answer_request, "responder"),
        "sign": (Requests.refuse_request if it.cause else Requests.grant_request, "firmar"),
        "return": (Requests.return_request, "regresar"),
        "comply": (Requests.comply_request, "cumplir"),
    }
    proven = replace(actor, proven=True)  # the button is there; the act asks for the second key
    offers = {name: offer(rule, proven, it.case, f"{url}/{door}") for name, (rule, door) in doors.items()}
    return DeskPage(
        waits,
        late,
        it,
        _(RIGHTS[it.kind].helps),
        _(CAUSES[it.cause][0]) if it.cause else "",
        {name: each for name, each in offers.items() if each.refusal != "not_now" and not each.hidden},
        [Choice(code, _(law)) for code, (law, _told) in CAUSES.items()],
        [Choice(code, _(why)) for code, why in EXTENSIONS.items()],
        [Choice(code, _(how)) for code, how in DONE_HOW.items() if code in DONE_BY[it.kind]],
        form or Form(),
    )


ROUTES = [
    see_rights,
    before_asking,
    ask_request,
    see_receipt,
    see_family_rights,
    ask_for_child,
    see_family_receipt,
    desk_requests,
    desk_request,
    extend_request,
    answer_request,
    grant_request,
    return_request,
    comply_request,
]
