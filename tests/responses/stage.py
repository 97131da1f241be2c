"""How the city comes to owe an answer, told through the acts: shared by the tests of this room."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from civic.core.actor import Actor
from civic.core.clock import today
from civic.deliberation.tables import Argument
from civic.moderation.acts import begin_writing, keep_words, publish_writing
from civic.moderation.queries import own
from civic.moderation.tables import Writing
from civic.proposals import acts as proposals
from civic.responses.acts import give_answer, make_commitment, owe_answer, report_milestone
from civic.responses.answers import Promise, Said, Step
from civic.responses.queries import outcome
from tests.conftest import Town

PARKS = "Parques y Jardines"
TITLE = "Árboles con sombra en el parque"
WHY = "El parque no tiene sombra. Ya medimos el lugar y caben diez árboles."
INSTEAD = "Mientras crecen, ponemos dos lonas."


async def published(town: Town, title: str = TITLE, author: Actor | None = None) -> UUID:
    author = author or town.amaranta
    key = await proposals.start_proposal(author, town.call)
    await proposals.keep_draft(author, key, {"title": title, "problem": "Al mediodía nos quemamos."}, "parks")
    await proposals.send_proposal(author, key)
    await publish_writing(town.teo, key)
    return key


async def voice(town: Town, author: Actor, proposal: UUID, reply_to: UUID | None = None, public: bool = True) -> UUID:
    """A voice on a proposal as it stands in the records; writing one has its own tests (deliberation)."""
    key = await begin_writing(author.id, "argument")
    await keep_words(await own(author, key), {"words": "Así jugamos más tiempo."})
    await Argument.insert(Argument(id=key, writing=key, proposal=proposal, kind="reason", reply_to=reply_to))
    await Writing.update({Writing.state: "submitted"}).where(Writing.id == key)
    if public:
        await publish_writing(town.teo, key)
    return key


async def chosen(town: Town, title: str = TITLE, author: Actor | None = None) -> UUID:
    """A proposal that won its vote: the parks office owes an answer."""
    key = await published(town, title, author)
    await proposals.put_on_poll(town.julian, key)
    await proposals.choose_proposal(town.julian, key)
    await owe_answer(town.julian, key, town.offices[PARKS])
    return key


def soon(days: int = 40) -> date:
    return today() + timedelta(days=days)


def said(verdict: str = "yes") -> Said:
    dated = verdict in ("yes", "partly")
    return Said(
        verdict,
        WHY,
        "" if verdict == "yes" else INSTEAD,
        soon() if dated else None,
        "Obras Públicas del estado" if verdict == "not_ours" else "",
    )


async def answered(town: Town, verdict: str = "yes", title: str = TITLE) -> UUID:
    key = await chosen(town, title)
    await give_answer(town.pilar, key, said(verdict))
    return key


def a_promise() -> Promise:
    steps = (Step("Comprar diez árboles", soon(10)), Step("Plantarlos con quien quiera ayudar", soon(30)))
    return Promise("Plantar diez árboles en el parque", soon(40), steps)


async def promised(town: Town, title: str = TITLE) -> UUID:
    key = await answered(town, title=title)
    await make_commitment(town.pilar, key, a_promise())
    return key


async def happened(town: Town, title: str = TITLE) -> UUID:
    key = await promised(town, title)
    for step in (await outcome(town.pilar, key)).commitment.left:
        await report_milestone(town.pilar, key, step.id, "Ya se puede ver en el parque.")
    return key


@dataclass(frozen=True)
class Form:
    """An answer as the desk posts it."""

    verdict: str = "yes"
    reason: str = WHY
    instead: str = ""
    next_on: str = ""
    passed_to: str = ""
    do: str = "publish"

    @property
    def data(self) -> dict[str, str]:
        return vars(self)


def typed(**changed: str) -> dict[str, str]:
    return Form(**{"next_on": soon().isoformat(), **changed}).data
