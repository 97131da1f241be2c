"""The desk of permissions: forms on paper, typed by one and read again by another, and who takes care of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from asyncpg import Record
from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.consent import acts, care, letters, printing, queries
from civic.consent.charter import Consent, Pause, Tie
from civic.consent.purposes import PURPOSES, VERSION
from civic.core.actor import Actor
from civic.core.clock import CITY, today
from civic.core.doors import change, look
from civic.core.forms import Choice, Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.council.queries import open_places, place_choices

DESK = "/mesa/permisos"
ONE = DESK + "/{key:uuid}"
PAUSES = "/mesa/cuidado/pausas"
LIST, TIE = "consent/desk_permissions.html", "consent/desk_tie.html"

METHODS = {
    "person": N_("In person"),
    "list": N_("With the list of the school or centre"),
    "call": N_("By calling the number that the school or centre has"),
}
KINDS = {"family": N_("Family"), "institution": N_("Institution that takes care of the child")}
#: A form may be signed while the lists of a term are made, before it begins.
BEFORE_TERM = timedelta(days=60)


@dataclass(frozen=True)
class Waiting:
    """Something in the list. `mine` when this reader may do it; `due` the day of the signature."""

    url: str
    alias: str
    says: str
    mine: bool
    here: bool


@dataclass(frozen=True)
class DeskPage:
    """`found` are ties to the nickname looked for (None: nobody looked)."""

    waits: list[Waiting]
    places: list[Choice]
    form: Form
    found: list[tuple[str, str, str]] | None = None


@dataclass(frozen=True)
class Row:
    """One purpose: its sentence, how the form calls it, and what stands now ("", "yes" or "no")."""

    purpose: str
    says: str
    now: str


@dataclass(frozen=True)
class TiePage:
    waits: list[Waiting]
    tie: Record
    kind: str
    method: str
    paper_waits: bool
    rows: list[Row]
    yes_no: list[Choice]
    kinds: list[Choice]
    methods: list[Choice]
    offers: dict[str, Offer]
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class Paused:
    alias: str
    why: str
    at: datetime | None
    end: Offer


@dataclass(frozen=True)
class PausesPage:
    children: list[Paused]


@look(DESK)
async def show_permissions(request: Request[Actor, Any, Any], apodo: FromQuery[str] = "") -> Response:
    Consent.see_papers.ask(request.user)
    form = Form({"apodo": apodo})
    found = await queries.ties_by_alias(form.text("apodo", 80)) if apodo.strip() else None
    if found and len(found) == 1:
        return go(f"{DESK}/{found[0]['id']}")
    return show(LIST, await _desk(request.user, form, found))


@change(DESK + "/formatos", Consent.print_forms)
async def print_forms(request: Request[Actor, Any, Any]) -> Response:
    """Of a place: for those whose family has not said yes."""
    form = await read_form(request)
    Consent.see_papers.ask(request.user)
    known = {str(each["id"]): each["id"] for each in await open_places()}
    place = form.choice("place", known, N_("Choose a school or centre."))
    if form.fits and (aliases := await queries.without_permission(known[place])):
        return await printing.print_forms(request.user, aliases, known[place])
    if form.fits:
        form.wrong("place", N_("Every family of this place has given its permission already."))
    return again(LIST, await _desk(request.user, form))


@look(ONE)
async def show_tie(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Consent.see_papers.ask(request.user)
    return show(TIE, await _tie(request.user, key))


@change(ONE + "/formato", Consent.print_forms)
async def print_form(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Consent.see_papers.ask(request.user)
    tie = await queries.tie(key)
    return await printing.print_forms(request.user, [tie["alias"]], tie["child"])


@change(ONE + "/capturar", Consent.type_paper)
async def type_paper(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Consent.see_papers.ask(request.user)
    answers = _answers(form)
    if form.text("version", 20, N_("Copy the mark of the text from the foot of the form.")).casefold() != VERSION:
        form.wrong("version", N_("This form has the words of before. Print a new one and ask the family again."))
    signed = form.day("signed", N_("Write the day of the signature."))
    term = await queries.term()
    if signed and term and not term.begins_on - BEFORE_TERM <= signed <= today():
        form.wrong("signed", N_("It was signed for another term, or on a day still to come. Look at it again."))
    if not form.fits or signed is None:
        return again(TIE, await _tie(request.user, key, form))
    await acts.type_paper(request.user, key, answers, datetime.combine(signed, time(), CITY))
    return go(f"{DESK}/{key}")


@change(ONE + "/revisar", Consent.check_paper)
async def check_paper(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Consent.see_papers.ask(request.user)
    answers = _answers(form)
    if form.fits and not await acts.check_paper(request.user, key, answers):
        form.wrong(
            next(iter(PURPOSES)), N_("The first person read something else. Look at the form once more, or begin anew.")
        )
    return go(f"{DESK}/{key}") if form.fits else again(TIE, await _tie(request.user, key, form))


@change(ONE + "/olvidar", Consent.drop_paper)
async def drop_paper(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.drop_paper(request.user, key)
    return go(f"{DESK}/{key}")


@change(ONE + "/comprobar", Consent.verify_tie)
async def verify_tie(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Consent.see_papers.ask(request.user)
    method = form.choice("method", METHODS, N_("Choose how you made sure."))
    if not form.fits:
        return again(TIE, await _tie(request.user, key, form))
    await acts.verify_tie(request.user, key, method)
    return go(f"{DESK}/{key}")


@change(ONE + "/otra-persona", Consent.add_guardian)
async def add_guardian(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    Consent.see_papers.ask(request.user)
    kind = form.choice("kind", KINDS, N_("Choose who it is."))
    if not form.fits:
        return again(TIE, await _tie(request.user, key, form))
    return go(f"{DESK}/{await letters.add_guardian(request.user, key, kind)}")


@change(ONE + "/carta", Consent.print_letter)
async def print_letter(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    body = await letters.print_letter(request.user, key)
    headers = {"content-disposition": 'attachment; filename="carta.pdf"'}
    return Response(body, media_type="application/pdf", headers=headers)


@change(ONE + "/riesgo", Consent.flag_risk)
async def flag_risk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.flag_risk(request.user, key)
    return go(f"{DESK}/{key}")


@look(PAUSES)
async def show_pauses(request: Request[Actor, Any, Any]) -> Response:
    Consent.end_care_pause.ask(request.user, Pause("care"))
    found = await queries.paused_for_care()
    return show("consent/desk_pauses.html", PausesPage([_paused(request.user, each) for each in found]))


@change(PAUSES + "/{key:uuid}/terminar", Consent.end_care_pause)
async def end_care_pause(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await acts.end_care_pause(request.user, key)
    return go(PAUSES)


def _answers(form: Form) -> dict[str, bool]:
    """Yes or no for each purpose the form marks; what is left open stays unsaid. At least one is marked."""
    said = {purpose: form.choice(purpose, ("yes", "no")) for purpose in PURPOSES}
    answers = {purpose: answer == "yes" for purpose, answer in said.items() if answer}
    if not answers:
        form.wrong(next(iter(PURPOSES)), N_("Mark what the form says, at least in one row."))
    return answers


async def _desk(actor: Actor, form: Form, found: list[Record] | None = None) -> DeskPage:
    listed = await place_choices()
    ties = None if found is None else [(f"{DESK}/{each['id']}", each["alias"], _kind(each)) for each in found]
    return DeskPage(await _waits(actor), listed, form, ties)


async def _waits(actor: Actor, key: UUID | None = None) -> list[Waiting]:
    """What this reader can do first, then what waits for others."""
    papers = [
        (each["id"], each["alias"], _(N_("A form to read again")), each["typed_by"] != actor.id)
        for each in await queries.papers_waiting()
    ]
    ties = [
        (each["id"], each["alias"], _(N_("Who takes care of them?")), actor.id not in (each["issued_by"], *(each["handed_by"] or ())))
        for each in await queries.unverified()
    ]
    listed = [Waiting(f"{DESK}/{id}", alias, says, mine, id == key) for id, alias, says, mine in papers + ties]
    return sorted(listed, key=lambda each: not each.mine)


async def _tie(actor: Actor, key: UUID, form: Form | None = None) -> TiePage:
    tie = await queries.tie(key)
    case = await queries.tie_case(tie)
    now = await queries.standing_words(tie)
    return TiePage(
        await _waits(actor, key),
        tie,
        _kind(tie),
        _method(tie),
        bool(case.paper.answers),
        [Row(purpose, _(says), _word(now, purpose)) for purpose, says in PURPOSES.items()],
        [Choice("yes", _(N_("The form says yes"))), Choice("no", _(N_("The form says no")))],
        [Choice(name, _(says)) for name, says in KINDS.items()],
        [Choice(name, _(says)) for name, says in METHODS.items()],
        _offers(actor, case, f"{DESK}/{key}"),
        form or Form(),
    )


def _kind(tie: Record) -> str:
    kind = tie["kind"]
    return _(KINDS[kind])


def _method(tie: Record) -> str:
    method = METHODS.get(tie["method"], "")
    return _(method) if method else ""


def _word(now: Mapping[str, bool], purpose: str) -> str:
    return {True: "yes", False: "no"}.get(now.get(purpose), "")


def _offers(actor: Actor, case: Tie, url: str) -> dict[str, Offer]:
    """What can be done now; what makes no sense is not offered at all."""
    made = {
        "print": offer(Consent.print_forms, actor, case, f"{url}/formato"),
        "add": offer(Consent.add_guardian, actor, case, f"{url}/otra-persona"),
        "risk": offer(Consent.flag_risk, actor, case, f"{url}/riesgo"),
    }
    if not case.verified:
        made["letter"] = offer(Consent.print_letter, actor, case, f"{url}/carta")
        made["verify"] = offer(Consent.verify_tie, actor, case, f"{url}/comprobar")
    if case.paper.answers:
        made["check"] = offer(Consent.check_paper, actor, case, f"{url}/revisar")
        made["drop"] = offer(Consent.drop_paper, actor, case, f"{url}/olvidar")
    else:
        made["type"] = offer(Consent.type_paper, actor, case, f"{url}/capturar")
    return made


def _paused(actor: Actor, found: Record) -> Paused:
    why = care.WHY.get(found["why"], "")
    end = offer(Consent.end_care_pause, actor, Pause("care"), f"{PAUSES}/{found['id']}/terminar")
    return Paused(found["name"], _(why) if why else "", found["at"], end)


DOORS = [
    *(show_permissions, print_forms, show_tie, print_form, type_paper, check_paper, drop_paper, verify_tie),
    *(add_guardian, print_letter, flag_risk),
    *(show_pauses, end_care_pause),
]
