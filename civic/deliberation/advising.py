"""The adviser's desk: ideas whose first round is over, what children said of each, and the one advice."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath

from civic.core.actor import Actor
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.deliberation import acts, queries
from civic.deliberation.charter import Deliberation
from civic.deliberation.forms import LONGEST_ADVICE, read_advice
from civic.deliberation.queries import AdviceShown, ToAdvise, Voice
from civic.moderation import queries as moderation
from civic.moderation.kinds import KINDS
from civic.safeguarding.adult_words import without_contact

DESK = "/mesa/consejo"
PAGE = "deliberation/desk_advice.html"


@dataclass(frozen=True)
class Idea:
    """A published idea on the adviser's desk. `words` in the order they are read, under their labels."""

    id: UUID
    title: str
    words: list[tuple[str, str]]
    picture: UUID | None
    voices: list[Voice]
    advice: list[AdviceShown]
    offer: Offer


@dataclass(frozen=True)
class AdviceDesk:
    waits: list[ToAdvise]
    pending: int
    idea: Idea | None = None
    longest: int = LONGEST_ADVICE
    form: Form = field(default_factory=Form)


@look(DESK)
async def desk_advice(request: Request[Actor, Any, Any]) -> Response:
    Deliberation.see_advising.ask(request.user)
    return show(PAGE, _desk(await queries.to_advise(request.user)))


@look(DESK + "/{key:uuid}")
async def desk_idea(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    Deliberation.see_advising.ask(request.user)
    return show(PAGE, await _desk_with(request.user, key, Form()))


@change("/propuestas/{key:uuid}/consejo", Deliberation.give_advice)
async def give_advice(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    actor = request.user
    Deliberation.give_advice.ask(actor, await queries.advising(actor, key))
    form = await read_form(request)
    words = read_advice(form)
    await without_contact(form, "words")
    if not form.fits:
        return again(PAGE, await _desk_with(actor, key, form))
    await acts.give_advice(actor, key, words)
    return go(f"{DESK}/{key}")


def _desk(waits: list[ToAdvise], **more: Any) -> AdviceDesk:
    return AdviceDesk(waits, sum(not each.advised for each in waits), **more)


async def _desk_with(actor: Actor, key: UUID, form: Form) -> AdviceDesk:
    case = await queries.advising(actor, key)
    writing = await moderation.visible(actor, key)
    voices, advice = await queries.voices(actor, key)
    labels = KINDS["proposal"].fields
    idea = Idea(
        key,
        writing.title,
        [(labels[name], writing.shown[name]) for name in labels if name != "title" and writing.shown.get(name)],
        writing.picture,
        voices,
        advice,
        offer(Deliberation.give_advice, actor, case, f"/propuestas/{key}/consejo"),
    )
    return _desk(await queries.to_advise(actor), idea=idea, form=form)


ADVICE_ROUTES = [desk_advice, desk_idea, give_advice]
