"""The office's desk, the city's promises for everyone, and the children's faces."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.charter import Refused
from civic.core.clock import now
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.proposals.charter import assent_given
from civic.responses import acts, queries
from civic.responses.answers import ANSWERS, STEPS
from civic.responses.charter import Responses
from civic.responses.forms import hints, read_answer, read_evidence, read_promise
from civic.responses.pages import AnswerDesk, Choice, Desk, Dot, FacePage, PromiseDesk, PromisePage, Promises
from civic.responses.states import ANSWERED, UNANSWERED
from civic.responses.verdicts import ABOUT, FACES
from civic.safeguarding.adult_words import without_contact

DESK = "/mesa/oficina"
MANY = 20


@look(DESK)
async def desk_office(request: Request[Actor, Any, Any]) -> Response:
    Responses.see_desk.ask(request.user)
    return show("responses/desk_office.html", Desk(await queries.owed_by(request.user.office)))


@look(DESK + "/{key:uuid}/responder")
async def desk_answer(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    page = await _answer_desk(request.user, key, Form())
    if page.answer and page.answer.state not in UNANSWERED:
        return go(f"{DESK}/{key}/promesa")
    return show("responses/desk_answer.html", page)


@change(DESK + "/{key:uuid}/responder", Responses.give_answer)
async def give_answer(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """«Ver» shows how children will read it and changes nothing; «publicar» answers."""
    form = await read_form(request)
    page = await _answer_desk(request.user, key, form)
    said = read_answer(form)
    await without_contact(form, "reason", "instead", "passed_to")
    if not form.fits:
        return again("responses/desk_answer.html", page)
    if form.get("do") == "publish":
        await acts.give_answer(request.user, key, said)
        return go(f"{DESK}/{key}/promesa")
    preview = replace(
        page.answer,
        state=ANSWERED,
        answered_at=now(),
        verdict=said.verdict,
        kind=ANSWERS[said.verdict],
        reason=said.reason,
        instead=said.instead,
        next_on=said.next_on,
        passed_to=said.passed_to,
    )
    return show("responses/desk_answer.html", replace(page, preview=preview, hints=hints(form, "reason", "instead")))


@look(DESK + "/{key:uuid}/promesa")
async def desk_promise(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("responses/desk_promise.html", await _promise_desk(request.user, key, Form()))


@change(DESK + "/{key:uuid}/promesa", Responses.make_commitment)
async def make_commitment(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await _promise_desk(request.user, key, form)
    promise = read_promise(form)
    await without_contact(form, "title", *(f"step{n}" for n in range(1, STEPS + 1)))
    if promise is None or not form.fits:
        return again("responses/desk_promise.html", page)
    await acts.make_commitment(request.user, key, promise)
    return go(f"{DESK}/{key}/promesa")


@change(DESK + "/{key:uuid}/avance", Responses.report_milestone, picture=True)
async def report_milestone(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await _promise_desk(request.user, key, form)
    if page.commitment is None:
        raise NotThere
    step = form.choice("step", [str(each.id) for each in page.commitment.milestones], N_("Choose which step is done."))
    words, picture = await read_evidence(form)
    await without_contact(form, "words")
    if not form.fits:
        return again("responses/desk_promise.html", page)
    await acts.report_milestone(request.user, key, UUID(step), words, picture)
    return go(f"{DESK}/{key}/promesa")


@look("/compromisos")
async def list_commitments(request: Request[Actor, Any, Any], pagina: FromQuery[int] = 1) -> Response:
    number = min(max(pagina, 1), 1000)
    found = await queries.promises((number - 1) * MANY, MANY + 1)
    page = Promises(
        unanswered=await queries.unanswered() if number == 1 else [],
        promises=found[:MANY],
        newer=f"/compromisos?pagina={number - 1}" if number > 1 else "",
        older=f"/compromisos?pagina={number + 1}" if len(found) > MANY else "",
    )
    return show("responses/list_commitments.html", page)


@look("/compromisos/{key:uuid}")
async def show_commitment(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return show("responses/show_commitment.html", PromisePage(await queries.promise(key)))


@look("/evidencias/{key:uuid}")
async def show_evidence(key: FromPath[UUID], tam: FromQuery[str] = "") -> Response[bytes]:
    """The picture that shows a step done. `tam=s` is the small one. It never changes: evidence is only added."""
    body, kind = await queries.picture(key, small=tam == "s")
    headers = {
        "Cache-Control": "public, max-age=86400",
        "Content-Disposition": "inline; filename=evidencia",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(body, media_type=kind, headers=headers)


@look("/propuestas/{key:uuid}/caras")
async def faces(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    """To the first thing this child has not said yet."""
    return go(await _next_face(request.user, key, fallback=f"/propuestas/{key}/caras/{ABOUT['clear'].slug}"))


@look("/propuestas/{key:uuid}/caras/{slug:str}")
async def show_face(request: Request[Actor, Any, Any], key: FromPath[UUID], slug: FromPath[str]) -> Response:
    try:
        return show("responses/give_verdict.html", await _face_page(request.user, key, slug, Form()))
    except Refused as refused:
        if refused.refusal.name != assent_given.name:
            raise
        call = (await queries.judged(request.user, key, "clear")).call
        return go(f"/convocatorias/{call}/participar?volver=/propuestas/{key}/caras")


@change("/propuestas/{key:uuid}/caras/{slug:str}", Responses.give_verdict)
async def give_verdict(request: Request[Actor, Any, Any], key: FromPath[UUID], slug: FromPath[str]) -> Response:
    form = await read_form(request)
    page = await _face_page(request.user, key, slug, form)
    face = form.choice("face", FACES, N_("Choose a face."))
    if not form.fits:
        return again("responses/give_verdict.html", page)
    await acts.give_verdict(request.user, key, page.verdict.about, face)
    return go(await _next_face(request.user, key, fallback=f"/propuestas/{key}"))


async def _answer_desk(actor: Actor, key: UUID, form: Form) -> AnswerDesk:
    Responses.see_owed.ask(actor, await queries.owed(key))
    outcome = await queries.outcome(actor, key)
    return AnswerDesk(
        piles=await queries.owed_by(actor.office),
        here=key,
        answer=outcome.answer,
        idea=await queries.idea(actor, key),
        form=form,
        kinds=[Choice(value, _(kind.label), kind.picture) for value, kind in ANSWERS.items()],
    )


async def _promise_desk(actor: Actor, key: UUID, form: Form) -> PromiseDesk:
    case = await queries.owed(key)
    Responses.see_owed.ask(actor, case)
    outcome = await queries.outcome(actor, key)
    commitment = outcome.commitment
    return PromiseDesk(
        piles=await queries.owed_by(actor.office),
        here=key,
        answer=outcome.answer,
        asked=await queries.asked(key),
        commitment=commitment,
        form=form,
        open_steps=[Choice(str(each.id), each.title) for each in commitment.left] if commitment else [],
    )


async def _face_page(actor: Actor, key: UUID, slug: str, form: Form) -> FacePage:
    about = next((name for name, each in ABOUT.items() if each.slug == slug), None)
    if about is None:
        raise NotThere
    Responses.give_verdict.ask(actor, await queries.judged(actor, key, about))
    outcome = await queries.outcome(actor, key)
    listed = outcome.verdicts.each
    here = next(i for i, each in enumerate(listed) if each.about == about)
    return FacePage(
        answer=outcome.answer,
        commitment=outcome.commitment,
        verdict=listed[here],
        mine=_(FACES[listed[here].mine][0]) if listed[here].mine else "",
        steps=[
            Dot(
                each.asks,
                f"/propuestas/{key}/caras/{each.slug}",
                "past" if i < here else "here" if i == here else "ahead",
            )
            for i, each in enumerate(listed)
        ],
        form=form,
        options=[Choice(value, _(label), picture) for value, (label, picture) in FACES.items()],
    )


async def _next_face(actor: Actor, key: UUID, fallback: str) -> str:
    outcome = await queries.outcome(actor, key)
    if outcome is None:
        raise NotThere
    left = [each for each in outcome.verdicts.each if not each.mine]
    return f"/propuestas/{key}/caras/{left[0].slug}" if left else fallback


ROUTES = [
    desk_office,
    desk_answer,
    give_answer,
    desk_promise,
    make_commitment,
    report_milestone,
    list_commitments,
    show_commitment,
    show_evidence,
    faces,
    show_face,
    give_verdict,
]
