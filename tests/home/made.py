"""Ideas put straight into the town, for pages that only read: how one is written and read has tests of its own."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from civic.core.clock import now
from civic.core.forms import fold
from civic.deliberation.tables import Advice, Argument
from civic.moderation.queries import band_of
from civic.moderation.tables import Version, Writing
from civic.proposals.tables import Proposal


async def idea(
    author: UUID,
    call: UUID,
    title: str,
    problem: str = "",
    help: str = "",
    reading: str = "published",
    standing: str = "talked",
    category: str = "parks",
    area: UUID | None = None,
    at: datetime | None = None,
) -> UUID:
    key, moment = uuid4(), at or now()
    words = {name: text for name, text in (("title", title), ("problem", problem), ("help", help)) if text}
    await Writing.insert(
        Writing(
            id=key,
            kind="proposal",
            author=author,
            band=await band_of(author),
            state=reading,
            title=title[:120],
            excerpt=problem[:200],
            search=fold(f"{title} {problem} {help}"),
            submitted_at=None if reading == "draft" else moment,
            due_on=None if reading == "draft" else (moment + timedelta(days=2)).date(),
            published_at=moment if reading == "published" else None,
        )
    )
    await Version.insert(Version(writing=key, number=1, words=words, masks={}, sent_at=moment))
    await Proposal.insert(Proposal(id=key, writing=key, call=call, state=standing, category=category, area=area))
    return key


async def ideas(author: UUID, call: UUID, number: int) -> list[UUID]:
    """Oldest first, a minute apart."""
    start = now() - timedelta(days=2)
    return [await idea(author, call, f"Idea número {n}", at=start + timedelta(minutes=n)) for n in range(number)]


async def said(author: UUID, proposal: UUID, words: str, kind: str = "reason", reply_to: UUID | None = None) -> UUID:
    key = uuid4()
    await Writing.insert(
        Writing(
            id=key,
            kind="argument",
            author=author,
            band=await band_of(author),
            state="published",
            title=words[:120],
            published_at=now(),
        )
    )
    await Version.insert(Version(writing=key, number=1, words={"words": words}, masks={}, sent_at=now()))
    await Argument.insert(Argument(id=key, writing=key, proposal=proposal, kind=kind, reply_to=reply_to))
    return key


async def advise(adviser: UUID, proposal: UUID, words: str) -> None:
    await Advice.insert(Advice(proposal=proposal, adviser=adviser, words=words, at=now()))
