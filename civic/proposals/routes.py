"""Writing an idea: one question a screen, kept at each, and sent when its author says so."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.images import PictureProblem, read_picture_async
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _, listed
from civic.council import queries as council
from civic.moderation import queries as moderation
from civic.moderation.charter import Moderation
from civic.moderation.flags import Points, points
from civic.moderation.reasons import REASONS
from civic.moderation.states import OPEN_TO_ITS_AUTHOR
from civic.proposals import acts, queries
from civic.proposals.categories import CATEGORIES, WISHES
from civic.proposals.charter import Proposals
from civic.proposals.queries import Draft
from civic.proposals.steps import Step, after, find, road
from civic.safeguarding.queries import Care, care_about


@dataclass(frozen=True)
class Dot:
    """A step on the road, as the layout draws it."""

    label: str
    url: str | None
    state: str


@dataclass(frozen=True)
class Part:
    """A line of the read-back, with the way to change it."""

    label: str
    words: str
    url: str


@dataclass(frozen=True)
class StepPage:
    draft: Draft
    step: Step
    question: str
    steps: list[Dot]
    form: Form
    longest: int
    send: Offer
    category: str = ""
    options: list[Choice] = field(default_factory=list)
    missing: str | None = None
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Help:
    """What the reader said of the last version, in child words."""

    reason: str
    tips: list[str]
    by: str


@dataclass(frozen=True)
class IdeaPage:
    """One's own idea: what it says, who has it and until when, what can be done now; `points` where it may lead to a person,
    `care` while it worries."""

    draft: Draft
    category: str
    where: str
    readers: str
    due_on: date | None
    said: Help | None
    send: Offer
    appeal: Offer
    withdraw: Offer
    edit: str | None
    points: Points | None
    care: Care | None


@change("/convocatorias/{call:uuid}/proponer", Proposals.start_proposal)
async def start_proposal(request: Request[Actor, Any, Any], call: FromPath[UUID]) -> Response:
    case = await queries.start_case(request.user, call)
    refusal = Proposals.start_proposal.refusal(request.user, case)
    if refusal and refusal.name == "assent_given":
        return go(f"/convocatorias/{call}/participar?volver=/convocatorias/{call}")
    key = await acts.start_proposal(request.user, call)
    return go(_address(key, road(request.user.reach)[0].name))


@look("/mis-ideas/{key:uuid}")
async def show_idea(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    actor = request.user
    draft = await queries.draft(actor, key)
    if draft.writing.state in OPEN_TO_ITS_AUTHOR and not draft.writing.words:
        return go(_address(key, road(actor.reach)[0].name))
    decided = await moderation.decisions(key)
    case = await moderation.reading(draft.writing)
    last = decided[0] if decided and decided[0].reason else None
    page = IdeaPage(
        draft=draft,
        category=_(CATEGORIES[draft.category]) if draft.category else "",
        where=draft.area_name,
        readers=listed(await moderation.readers(), "or"),
        due_on=draft.writing.due_on,
        said=Help(_(REASONS[last.reason].says), [_(REASONS[tip].tip) for tip in last.tips or [last.reason]], last.by)
        if last
        else None,
        send=offer(Proposals.send_proposal, actor, draft.case, f"/mis-ideas/{key}/enviar"),
        appeal=offer(Moderation.appeal_refusal, actor, case, f"/mis-ideas/{key}/apelar"),
        withdraw=offer(Moderation.withdraw_writing, actor, case, f"/mis-ideas/{key}/retirar"),
        points=points(draft.marks) if draft.case.points and draft.writing.state in OPEN_TO_ITS_AUTHOR else None,
        care=await care_about(key),
        edit=_address(key, road(actor.reach)[0].name) if Proposals.keep_draft.allows(actor, draft.case) else None,
    )
    return show("proposals/show_idea.html", page)


@look("/mis-ideas/{key:uuid}/{name:str}")
async def show_step(request: Request[Actor, Any, Any], key: FromPath[UUID], name: FromPath[str]) -> Response:
    draft = await queries.draft(request.user, key)
    Proposals.keep_draft.ask(request.user, draft.case)
    page = await _step_page(request.user, draft, name, Form(_as_typed(draft)))
    return show(f"proposals/step_{page.step.name}.html", page)


@change("/mis-ideas/{key:uuid}/{name:str}", Proposals.keep_draft, picture=True)
async def keep_draft(request: Request[Actor, Any, Any], key: FromPath[UUID], name: FromPath[str]) -> Response:
    actor = request.user
    draft = await queries.draft(actor, key)
    form = await read_form(request)
    page = await _step_page(actor, draft, name, form)
    kept = await _read_step(page)
    if not form.fits:
        return again(f"proposals/step_{name}.html", page)
    worries = await acts.keep_draft(actor, key, **kept)
    onward = _address(key, after(actor.reach, name).name)
    return go(f"/ayuda/contigo?volver={onward}" if worries else onward)


@change("/mis-ideas/{key:uuid}/enviar", Proposals.send_proposal)
async def send_proposal(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """What may lead to a person is not sent: the idea's own page shows where it stands, and the ways on."""
    nobodys = (await read_form(request)).get("nobodys") == "yes"
    draft = await queries.draft(request.user, key)
    refusal = Proposals.send_proposal.refusal(request.user, draft.case)
    if nobodys or refusal is None or refusal.name != "points_at_nobody":
        await acts.send_proposal(request.user, key, nobodys)
    return go(f"/mis-ideas/{key}")


def _address(key: UUID, name: str) -> str:
    return f"/mis-ideas/{key}/{name}"


async def _step_page(actor: Actor, draft: Draft, name: str, form: Form) -> StepPage:
    step = find(actor.reach, name)
    if step is None:
        raise NotThere
    names = [each.name for each in road(actor.reach)]
    here = names.index(name)
    dots = [
        Dot(
            _(each.label),
            _address(draft.writing.id, each.name),
            "past" if i < here else "here" if i == here else "ahead",
        )
        for i, each in enumerate(road(actor.reach))
    ]
    key, words = draft.writing.id, draft.writing.words
    said = {
        "titulo": words.get("title", ""),
        "deseo": words.get("title", "") and " ".join([words["title"], words.get("problem", "")]),
        "problema": words.get("problem", ""),
        "ayuda": words.get("help", ""),
        "lugar": draft.area_name,
    }
    send = offer(Proposals.send_proposal, actor, draft.case, _address(key, "enviar"))
    missing = {"says_what": "titulo" if actor.reach.writes_freely else "deseo", "says_about": "tema"}.get(
        send.refusal or ""
    )
    return StepPage(
        draft=draft,
        step=step,
        question=_(step.question),
        steps=dots,
        form=form,
        longest=actor.reach.longest_text,
        send=send,
        missing=_address(key, missing) if missing else None,
        category=_(CATEGORIES[draft.category]) if draft.category else "",
        options=await _options(name),
        parts=[
            Part(_(each.label), said[each.name], _address(key, each.name))
            for each in road(actor.reach)
            if each.name in said
        ],
    )


async def _options(name: str) -> list[Choice]:
    if name == "tema":
        return [Choice(value, _(label), value) for value, label in CATEGORIES.items()]
    if name == "deseo":
        return [Choice(value, _(label), picture) for value, (label, picture) in WISHES.items()]
    if name == "lugar":
        return [Choice(str(area["id"]), area["name"]) for area in await council.areas()]
    return []


def _as_typed(draft: Draft) -> dict[str, Any]:
    words = draft.writing.words
    return {
        **words,
        "category": draft.category,
        "area": str(draft.area or ""),
        "words": words.get("problem", ""),
    }


async def _read_step(page: StepPage) -> dict[str, Any]:
    """What this step keeps, as keyword arguments of the act; problems go to the form."""
    form, longest = page.form, page.longest
    match page.step.name:
        case "titulo":
            return {"words": {"title": form.text("title", 120, N_("Say what you want. It can be very short."))}}
        case "problema":
            return {"words": {"problem": form.text("problem", longest)}}
        case "ayuda":
            return {"words": {"help": form.text("help", longest)}}
        case "tema":
            return {"category": form.choice("category", CATEGORIES, N_("Choose what it is about."))}
        case "lugar":
            area = form.choice("area", [option.value for option in page.options])
            return {"area": UUID(area) if area else None}
        case "deseo":
            return _read_wish(page)
        case "dibujo":
            return await _read_drawing(form)
    return {}


def _read_wish(page: StepPage) -> dict[str, Any]:
    """A wish by picture, with a few words if the child wants: together they are the title."""
    wish = page.form.choice("wish", WISHES, N_("Choose what you want."))
    said = page.form.text("words", page.longest)
    if not wish:
        return {}
    about = _(CATEGORIES[page.draft.category]) if page.draft.category else ""
    title = f"{_(WISHES[wish][0])}: {about}" if about else _(WISHES[wish][0])
    return {"words": {"wish": wish, "title": title, "problem": said}}


async def _read_drawing(form: Form) -> dict[str, Any]:
    if form.get("without"):
        return {"without_picture": True}
    if "drawing" not in form.files:
        return {}
    try:
        return {"picture": await read_picture_async(form.files["drawing"])}
    except PictureProblem as problem:
        form.wrong("drawing", problem.msgid)
        return {}


ROUTES = [start_proposal, show_idea, show_step, keep_draft, send_proposal]
