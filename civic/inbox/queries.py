import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from civic.core.database import rows
from civic.core.words import _, day
from civic.inbox.sentences import SENTENCES


@dataclass(frozen=True)
class Told:
    """A message as its reader sees it."""

    says: str
    picture: str
    link: str
    at: datetime
    is_new: bool


async def messages(person: UUID) -> list[Told]:
    """The newest fifty."""
    found = await rows(
        "SELECT kind, facts, link, at, read_at FROM message WHERE person = $1 ORDER BY at DESC, id LIMIT 50", person
    )
    told = []
    for each in found:
        sentence = SENTENCES[each["kind"]]
        facts = json.loads(each["facts"])
        if "day" in facts:
            facts["day"] = day(date.fromisoformat(facts["day"]))
        says = _(sentence.says, **facts)
        told.append(Told(says, sentence.picture, each["link"], each["at"], each["read_at"] is None))
    return told
