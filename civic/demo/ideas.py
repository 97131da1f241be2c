"""A question of the city, and what children write and say to it."""

from uuid import UUID

from civic.calls import acts as calls
from civic.calls.forms import Parts
from civic.consent.acts import answer_assent
from civic.core.database import rows
from civic.core.images import read_picture
from civic.deliberation import acts as deliberation
from civic.demo.days import Year
from civic.demo.drawings import drawing
from civic.demo.people import cast
from civic.demo.story import Ask, Idea
from civic.moderation import acts as moderation
from civic.proposals import acts as proposals


async def tell_call(year: Year, ask: Ask, office: str) -> UUID:
    """Opened by Julián; every child says yes; each idea is written, read and talked about."""
    julian, teo = await cast("julian"), await cast("teo")
    async with year.on(ask.opened):
        key = await calls.draft_call(julian)
        await calls.keep_call(
            julian,
            key,
            Parts(
                question=ask.question,
                can_change=ask.can_change,
                money=ask.money,
                decides=ask.decides,
                data=ask.data,
                office=year.offices[office],
                answer_by=year.day(ask.answer_by),
                proposals_until=year.day(ask.ideas_until),
                first_round_until=year.day(ask.round_until),
                picture=ask.picture,
            ),
        )
        await calls.open_call(julian, key)
    async with year.on(ask.opened - 1, 9):
        for child in await year.children:
            await answer_assent(child, key, "yes")
    for number, idea in enumerate(ask.ideas):
        ago = max(ask.opened - 2 - number, 3)
        async with year.on(ago, 10):
            made = await write_draft(year, key, idea)
            await proposals.send_proposal(await year.person(idea.who), made)
        async with year.on(ago - 1, 12):
            await moderation.publish_writing(teo, made)
        async with year.on(max(ago - 2, ask.round_until), 16):
            await _talk(year, made, idea)
    return key


async def found_ideas(call: UUID) -> dict[str, UUID]:
    """The published ideas of a call by title."""
    found = await rows(
        """SELECT w.title, p.id FROM proposal p JOIN writing w ON w.id = p.id
           WHERE p.call = $1 AND w.state = 'published' ORDER BY w.published_at""",
        call,
    )
    return {each["title"]: each["id"] for each in found}


async def write_draft(year: Year, call: UUID, idea: Idea) -> UUID:
    author = await year.person(idea.who)
    key = await proposals.start_proposal(author, call)
    await proposals.keep_draft(
        author,
        key,
        {"title": idea.title, "problem": idea.problem, "help": idea.help},
        idea.category,
        year.areas[idea.area],
        read_picture(drawing(idea.drawing)) if idea.drawing else None,
    )
    return key


async def _talk(year: Year, proposal: UUID, idea: Idea) -> None:
    ines = await cast("ines")
    said = []
    for who, kind, words in idea.voices:
        speaker = await year.person(who)
        key = await deliberation.start_argument(speaker, proposal, kind, words)
        await deliberation.send_argument(speaker, key)
        await moderation.publish_writing(ines, key)
        said.append(key)
    for who, words in idea.replies:
        speaker = await year.person(who)
        key = await deliberation.start_reply(speaker, said[0], words)
        await deliberation.send_argument(speaker, key)
        await moderation.publish_writing(ines, key)
