"""A child's own page: what happened with my ideas, and what I can do now."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from asyncpg import Record

from civic.calls import queries as calls
from civic.calls.states import OPEN
from civic.consent.purposes import TAKE_PART
from civic.core.actor import Actor
from civic.core.offers import Offer, offer
from civic.core.words import N_, _, listed
from civic.home import queries
from civic.home.paths import Stone, path
from civic.home.queries import OpenPoll
from civic.moderation import queries as moderation
from civic.moderation.states import OPEN_TO_ITS_AUTHOR, SAID
from civic.moderation.states import State as Reading
from civic.proposals import queries as proposals
from civic.proposals.charter import Proposals


@dataclass(frozen=True)
class Idea:
    """One of the child's ideas. `go_on` is where it can be worked on."""

    url: str
    title: str
    picture: str
    drawing: str | None
    path: list[Stone]
    go_on: str | None


@dataclass(frozen=True)
class Voice:
    url: str
    words: str
    picture: str
    state: str
    kind: str


@dataclass(frozen=True)
class Asked:
    """An open call with the act of proposing, or why not."""

    url: str
    question: str
    picture: str
    until: date | None
    propose: Offer


@dataclass(frozen=True)
class MyPage:
    """`ideas`: those the child can go on with first, then the newest."""

    asked: list[Asked]
    polls: list[OpenPoll]
    ideas: list[Idea]
    voices: list[Voice] = field(default_factory=list)


async def my_page(actor: Actor) -> MyPage:
    readers = listed(await moderation.readers(), "or")
    found = await queries.writings_of(actor.id)
    ideas = [each for each in found if each["kind"] == "proposal"]
    return MyPage(
        asked=[await _asked(actor, call) for call in await calls.published(OPEN, 5)],
        polls=await queries.open_polls(actor.id) if TAKE_PART in actor.consents else [],
        ideas=sorted((_idea(each, readers) for each in ideas), key=lambda idea: idea.go_on is None),
        voices=[_voice(each) for each in found if each["kind"] == "argument"][:20],
    )


async def _asked(actor: Actor, call: calls.Call) -> Asked:
    propose = await propose_offer(actor, call.id)
    parts = call.parts
    return Asked(f"/convocatorias/{call.id}", parts.question, parts.picture, parts.proposals_until, propose)


async def propose_offer(actor: Actor, call: UUID) -> Offer:
    """The big act of a call. Who has not been asked whether they want to take part is asked on the way."""
    made = offer(
        Proposals.start_proposal, actor, await proposals.start_case(actor, call), f"/convocatorias/{call}/proponer"
    )
    return replace(made, refusal=None, sentence="") if made.refusal == "assent_given" else made


def _idea(found: Record, readers: str) -> Idea:
    key, state = found["id"], Reading(found["reading"])
    writes_on = state in OPEN_TO_ITS_AUTHOR
    return Idea(
        url=f"/propuestas/{key}" if state is Reading.PUBLISHED else f"/mis-ideas/{key}",
        title=found["title"] or _(N_("My new idea")),
        picture=found["category"] or "propose",
        drawing=f"/dibujos/{found['picture']}?tam=s" if found["picture"] else None,
        path=path(queries.facts_of(found, readers)),
        go_on=f"/mis-ideas/{key}" if writes_on else None,
    )


def _voice(found: Record) -> Voice:
    label, kind, picture = SAID[Reading(found["reading"])]
    return Voice(f"/mis-voces/{found['id']}", found["title"] or _(N_("What I began to say")), picture, _(label), kind)
