"""The child's own answer to a consultation: told in at most five screens, and never an exam (SG-12, SG-13)."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.consent import acts, queries
from civic.consent.charter import Consent
from civic.consent.turns import ANSWERS, next_order
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.ways import own_path
from civic.core.words import N_, _

ABOUT, KEPT, NO_TOO, NAME, DECIDE = "1", "2", "3", "4", "5"

LABELS = {
    ABOUT: N_("What it is"),
    KEPT: N_("What is kept"),
    NO_TOO: N_("A question"),
    NAME: N_("Another question"),
    DECIDE: N_("You decide"),
}


@dataclass(frozen=True)
class Check:
    """A question whether it was well told. `right` is one of `answers`; whoever says otherwise is told once more."""

    asks: str
    answers: tuple[tuple[str, str, str], ...]
    right: str
    told: str


NOT_SURE = ("not_sure", N_("I am not sure"), "question")
CHECKS = {
    NO_TOO: Check(
        N_("Can you say no?"),
        (("yes", N_("Yes, I can"), "yes"), ("no", N_("No, I have to"), "no"), NOT_SURE),
        "yes",
        N_("You can say yes, no or later. All three are fine. Nobody gets angry. You can also stop on another day."),
    ),
    NAME: Check(
        N_("Which name do others see beside your idea?"),
        (("nickname", N_("My nickname"), "card"), ("name", N_("My real name"), "people"), NOT_SURE),
        "nickname",
        N_("Others see your nickname. Nobody sees your real name here. First an adult of the council reads your idea."),
    ),
}


@dataclass(frozen=True)
class Step:
    label: str
    url: str | None
    state: str


@dataclass(frozen=True)
class Choice:
    """An answer to a check, as the way it leads."""

    label: str
    picture: str
    url: str


@dataclass(frozen=True)
class Answer:
    value: str
    label: str


@dataclass(frozen=True)
class AssentPage:
    """`said` is the answer of before as words, or nothing. On a check `choices` lead on, or to `told` once more."""

    step: str
    question: str
    picture: str
    steps: list[Step]
    next: str
    decide: str
    back: str
    answers: list[Answer] = field(default_factory=list)
    said: str = ""
    asks: str = ""
    choices: list[Choice] = field(default_factory=list)
    told: str = ""
    form: Form = field(default_factory=Form)


@look("/convocatorias/{key:uuid}/participar")
async def show_assent(
    request: Request[Actor, Any, Any],
    key: FromPath[UUID],
    volver: FromQuery[str] = "",
    paso: FromQuery[str] = "",
    dije: FromQuery[str] = "",
) -> Response:
    if paso not in LABELS:
        paso = DECIDE if request.user.signed_in and await queries.was_asked(request.user.id) else ABOUT
    page = await _page(request.user, key, paso, Form({"volver": volver}), dije)
    Consent.answer_assent.ask(request.user)
    return show("consent/assent.html", page)


@change("/convocatorias/{key:uuid}/participar", Consent.answer_assent)
async def answer_assent(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    said = form.choice("said", ANSWERS, N_("Choose one of the three. All three are fine."))
    page = await _page(request.user, key, DECIDE, form)
    if not form.fits:
        Consent.answer_assent.ask(request.user)
        return again("consent/assent.html", page)
    await acts.answer_assent(request.user, key, said)
    call = f"/convocatorias/{key}"
    return go(own_path(page.back, call) if said == "yes" else call)


async def _page(actor: Actor, key: UUID, step: str, form: Form, heard: str = "") -> AssentPage:
    asked = await queries.consultation(key)
    if asked is None:
        raise NotThere
    back = str(form.get("volver"))

    def to(step: str, **more: str) -> str:
        kept = {"volver": back} if back else {}
        return f"/convocatorias/{key}/participar?" + urlencode({"paso": step} | more | kept)

    steps = [
        Step(_(label), to(name), "here" if name == step else "past" if name < step else "ahead")
        for name, label in LABELS.items()
    ]
    following = to(str(int(step) + 1)) if step != DECIDE else ""
    page = {"step": step, "question": asked["question"], "picture": asked["picture"], "steps": steps}
    page |= {"next": following, "decide": to(DECIDE), "back": back, "form": form}
    if check := CHECKS.get(step):
        choices = [
            Choice(_(label), picture, following if value == check.right else to(step, dije=value))
            for value, label, picture in check.answers
        ]
        known = {value for value, _label, _picture in check.answers} - {check.right}
        return AssentPage(**page, asks=_(check.asks), choices=choices, told=_(check.told) if heard in known else "")
    if step == DECIDE:
        before = await queries.said(actor.id, key) if actor.signed_in else ""
        answers = [Answer(value, _(ANSWERS[value])) for value in next_order()]
        return AssentPage(**page, answers=answers, said=_(ANSWERS[before]) if before else "")
    return AssentPage(**page)


DOORS = [show_assent, answer_assent]
