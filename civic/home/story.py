"""The whole story of one idea: what it says, its road, what was said of it, and what the city answered and did."""

import json
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from civic.core.actor import CHILD, Actor
from civic.core.acts import NotThere
from civic.core.clock import CITY, today
from civic.core.offers import Offer, offer
from civic.core.words import N_, _
from civic.deliberation import queries as deliberation
from civic.deliberation.charter import QUESTION, Deliberation
from civic.deliberation.queries import AdviceShown, Voice
from civic.home import queries
from civic.home.paths import Stone, path
from civic.moderation.masks import covered
from civic.moderation.signing import signed
from civic.proposals.categories import CATEGORIES
from civic.proposals.states import DEBATED, SAID
from civic.proposals.states import State as Road
from civic.responses.outcomes import Outcome
from civic.responses.queries import outcome

#: From here on the city owes an answer.
OWED = {Road.CHOSEN, Road.ANSWERED, Road.PROMISED, Road.HAPPENED}

#: What a vote came to, for one idea.
VOTED = {
    Road.ON_POLL: N_("It is being voted on now: “%(question)s”"),
    Road.NOT_CHOSEN: N_("It was not chosen in the vote “%(question)s”. Other ideas had more votes."),
}
CHOSEN = N_("It was chosen in the vote “%(question)s”.")


@dataclass(frozen=True)
class StoryPage:
    """`said` are the paragraphs as they may be shown, masks and all. `poll` is where its vote is, or None."""

    id: UUID
    title: str
    said: list[str]
    drawing: str | None
    author: str
    area: str
    category: str
    category_label: str
    state: tuple[str, str, str]
    day: date
    call: str
    question: str
    path: list[Stone]
    voted: str
    poll: str | None
    voices: list[Voice]
    advice: list[AdviceShown]
    speak: Offer | None
    outcome: Outcome | None


async def story_page(actor: Actor, key: UUID) -> StoryPage:
    """Four statements whatever was said of it (performance goal G9). Raises NotThere."""
    found = await queries.story(key)
    if found is None:
        raise NotThere
    words = covered(json.loads(found["words"]), json.loads(found["masks"]))
    voices, advice = await deliberation.voices(actor, key)
    standing, about = Road(found["standing"]), found["category"]
    label, kind, picture = SAID[standing]
    polled = found["poll"] is not None and standing is not Road.TALKED
    return StoryPage(
        id=key,
        title=words.get("title") or found["title"],
        said=[words[name] for name in ("problem", "help") if words.get(name)],
        drawing=f"/dibujos/{found['picture']}" if found["picture"] else None,
        author=signed(actor, found),
        area=found["area"] or "",
        category=about,
        category_label=_(CATEGORIES.get(about, "")) if about else "",
        state=(_(label), kind, picture),
        day=found["published_at"].astimezone(CITY).date(),
        call=f"/convocatorias/{found['call']}",
        question=found["question"],
        path=path(queries.facts_of(found)),
        voted=_(VOTED.get(standing, CHOSEN), question=found["poll_question"]) if polled else "",
        poll=f"/votaciones/{found['poll']}" if polled else None,
        voices=voices,
        advice=advice,
        speak=await _speak(actor, key, standing, found["questions_until"]),
        outcome=await outcome(actor, key) if standing in OWED else None,
    )


async def _speak(actor: Actor, key: UUID, standing: Road, questions_until: date | None) -> Offer | None:
    """For children: say something, or why not. Who has not been asked whether they take part is asked on the way."""
    if not actor.role & CHILD:
        return None
    door = f"/propuestas/{key}/voces/nueva"
    if standing not in DEBATED:
        # The city's answer opens one round of questions; its door asks the charter (SG-64).
        return Offer(f"{door}?tipo={QUESTION}", None, "") if questions_until and today() <= questions_until else None
    about = await deliberation.about_proposal(actor, key)
    made = offer(Deliberation.start_argument, actor, about.talk, door)
    return replace(made, refusal=None, sentence="") if made.refusal == "assent_given" else made
