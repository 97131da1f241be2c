"""Saying something about an idea, one question a screen; one's own voice; and the adviser's desk."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _, listed
from civic.deliberation import acts, queries
from civic.deliberation.advising import ADVICE_ROUTES
from civic.deliberation.charter import QUESTION, Deliberation
from civic.deliberation.forms import apart, read_voice
from civic.deliberation.kinds import FIRST, KINDS, REPLY, Kind
from civic.deliberation.queries import About, Own
from civic.moderation import queries as moderation
from civic.moderation.charter import Moderation
from civic.moderation.flags import Points, points
from civic.moderation.reasons import REASONS
from civic.moderation.states import OPEN_TO_ITS_AUTHOR, PUBLISHED
from civic.proposals.states import DEBATED
from civic.safeguarding.queries import Care, care_about


@dataclass(frozen=True)
class Asked:
    """One question: which kind of voice, or what it says. `back` is where they came from, `steps` is no road."""

    about: About
    question: str
    picture: str
    action: str
    back: str
    form: Form = field(default_factory=Form)
    kinds: list[tuple[str, Kind]] = field(default_factory=list)
    starters: list[Choice] = field(default_factory=list)
    endings: list[Choice] = field(default_factory=list)
    longest: int = 0
    steps: tuple[()] = ()


@dataclass(frozen=True)
class Help:
    """What the reader said, in child words."""

    reason: str
    tips: list[str]
    by: str


@dataclass(frozen=True)
class OwnVoice:
    """One's own voice: what it says, who has it and until when, what can be done now. `ready` to be sent, or sent again:
    what came back is changed first. `points` where it may lead to a person, `care` while it worries."""

    voice: Own
    kind: Kind
    state: str
    readers: str
    due_on: date | None
    said: Help | None
    ready: bool
    send: Offer
    appeal: Offer
    withdraw: Offer
    edit: str | None
    points: Points | None
    care: Care | None


@look("/propuestas/{key:uuid}/voces/nueva")
async def choose_kind(request: Request[Actor, Any, Any], key: FromPath[UUID], tipo: FromQuery[str] = "") -> Response:
    about = await queries.about_proposal(request.user, key, tipo if tipo in FIRST else "")
    if stopped := _assent_first(request.user, about, request.url.path):
        return stopped
    Deliberation.start_argument.ask(request.user, about.talk)
    here = f"/propuestas/{key}"
    if not tipo and about.talk.state not in DEBATED:
        return go(f"{here}/voces/nueva?tipo={QUESTION}")
    if tipo in FIRST:
        return show("deliberation/say_voice.html", _asked(request.user, about, tipo, here))
    page = Asked(about, _(N_("What do you want to say?")), "talk", f"{here}/voces", here, kinds=list(FIRST.items()))
    return show("deliberation/choose_kind.html", page)


@change("/propuestas/{key:uuid}/voces", Deliberation.start_argument)
async def start_argument(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    kind = form.choice("kind", FIRST)
    about = await queries.about_proposal(request.user, key, kind)
    if not kind:
        return go(f"/propuestas/{key}/voces/nueva")
    words = read_voice(form, KINDS[kind], request.user)
    if not form.fits:
        Deliberation.start_argument.ask(request.user, about.talk)
        return again("deliberation/say_voice.html", _asked(request.user, about, kind, f"/propuestas/{key}", form))
    return go(f"/mis-voces/{await acts.start_argument(request.user, key, kind, words)}")


@look("/voces/{key:uuid}")
async def find_voice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """Where a voice can be read: among the others, or on its author's own page."""
    writing, proposal = await queries.page_of(request.user, key)
    if writing.state is PUBLISHED:
        return go(f"/propuestas/{proposal}#voz-{key}")
    return go(f"/mis-voces/{key}" if writing.author == request.user.id else f"/mesa/lectura/{key}")


@look("/voces/{key:uuid}/responder")
async def answer_voice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    about = await queries.about_voice(request.user, key)
    if stopped := _assent_first(request.user, about, request.url.path):
        return stopped
    Deliberation.start_argument.ask(request.user, about.talk)
    return show("deliberation/say_voice.html", _asked(request.user, about, REPLY, f"/voces/{key}"))


@change("/voces/{key:uuid}/responder", Deliberation.start_argument)
async def start_reply(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    about = await queries.about_voice(request.user, key)
    form = await read_form(request)
    words = read_voice(form, KINDS[REPLY], request.user)
    refusal = Deliberation.start_argument.refusal(request.user, about.talk)
    if refusal and refusal.name == "one_level_deep":
        form.wrong("words", refusal.sentence)
    elif refusal:
        Deliberation.start_argument.ask(request.user, about.talk)
    if not form.fits:
        return again("deliberation/say_voice.html", _asked(request.user, about, REPLY, f"/voces/{key}", form))
    return go(f"/mis-voces/{await acts.start_reply(request.user, key, words)}")


@look("/mis-voces/{key:uuid}")
async def show_own_voice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    actor = request.user
    voice = await queries.own(actor, key)
    decided = await moderation.decisions(key)
    case = await moderation.reading(voice.writing)
    last = decided[0] if decided and decided[0].reason else None
    tips = [_(REASONS[tip].tip) for tip in last.tips or [last.reason]] if last else []
    page = OwnVoice(
        voice=voice,
        kind=KINDS[voice.kind],
        state=voice.writing.state.value,
        readers=listed(await moderation.readers(), "or"),
        due_on=voice.writing.due_on,
        said=Help(_(REASONS[last.reason].says), tips, last.by) if last else None,
        ready=not decided or decided[0].version < voice.writing.version,
        send=offer(Deliberation.send_argument, actor, voice.case, f"/mis-voces/{key}/enviar"),
        appeal=offer(Moderation.appeal_refusal, actor, case, f"/mis-voces/{key}/apelar"),
        withdraw=offer(Moderation.withdraw_writing, actor, case, f"/mis-voces/{key}/retirar"),
        points=points(voice.marks) if voice.case.points and voice.writing.state in OPEN_TO_ITS_AUTHOR else None,
        care=await care_about(key),
        edit=f"/mis-voces/{key}/cambiar" if Deliberation.keep_argument.allows(actor, voice.case) else None,
    )
    return show("deliberation/show_own_voice.html", page)


@look("/mis-voces/{key:uuid}/cambiar")
async def change_own_voice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    voice = await queries.own(request.user, key)
    Deliberation.keep_argument.ask(request.user, voice.case)
    form = Form(apart(voice.writing.words.get("words", ""), KINDS[voice.kind], request.user))
    return show("deliberation/say_voice.html", _changed(request.user, voice, form))


@change("/mis-voces/{key:uuid}/cambiar", Deliberation.keep_argument)
async def keep_argument(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    voice = await queries.own(request.user, key)
    form = await read_form(request)
    words = read_voice(form, KINDS[voice.kind], request.user)
    if not form.fits:
        Deliberation.keep_argument.ask(request.user, voice.case)
        return again("deliberation/say_voice.html", _changed(request.user, voice, form))
    await acts.keep_argument(request.user, key, words)
    return go(f"/mis-voces/{key}")


@change("/mis-voces/{key:uuid}/enviar", Deliberation.send_argument)
async def send_argument(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """What may lead to a person is not sent: the voice's own page shows where it stands, and the ways on."""
    nobodys = (await read_form(request)).get("nobodys") == "yes"
    voice = await queries.own(request.user, key)
    refusal = Deliberation.send_argument.refusal(request.user, voice.case)
    if nobodys or refusal is None or refusal.name != "points_at_nobody":
        await acts.send_argument(request.user, key, nobodys)
    return go(f"/mis-voces/{key}")


def _assent_first(actor: Actor, about: About, here: str) -> Response | None:
    """Who has not yet said whether they take part is asked first, and comes back here."""
    refusal = Deliberation.start_argument.refusal(actor, about.talk)
    if refusal and refusal.name == "assent_given":
        return go(f"/convocatorias/{about.call}/participar?volver={here}")
    return None


def _asked(actor: Actor, about: About, name: str, back: str, form: Form | None = None) -> Asked:
    kind = KINDS[name]
    action = f"{back}/responder" if name == REPLY else f"{back}/voces"
    return _question(actor, about, kind, action, back, form or Form({"kind": name}), list(kind.starters.items()))


def _changed(actor: Actor, voice: Own, form: Form) -> Asked:
    here = f"/mis-voces/{voice.writing.id}"
    return _question(actor, voice.about, KINDS[voice.kind], f"{here}/cambiar", here, form, [])


def _question(
    actor: Actor, about: About, kind: Kind, action: str, back: str, form: Form, starters: list[tuple[str, Any]]
) -> Asked:
    free, own = actor.reach.writes_freely, Choice("", _(N_("With my own words")))
    return Asked(
        about,
        _(kind.asks),
        kind.picture,
        action,
        back,
        form,
        starters=[*(Choice(code, _(each.says)) for code, each in starters), own] if free and starters else [],
        endings=[] if free else [Choice(code, _(each.label), each.picture) for code, each in kind.endings.items()],
        longest=actor.reach.longest_text,
    )


ROUTES = [
    choose_kind,
    start_argument,
    find_voice,
    answer_voice,
    start_reply,
    show_own_voice,
    change_own_voice,
    keep_argument,
    send_argument,
    *ADVICE_ROUTES,
]
