"""SG-66: every child who contributed is told what became of the idea, once."""

from uuid import UUID

from civic.core import outbox
from civic.core.database import row, rows, value
from civic.deliberation.telling import tell_contributors
from civic.moderation.acts import withdraw_writing
from civic.responses.acts import give_answer
from tests.conftest import Town
from tests.responses.stage import chosen, published, said, voice

CONTRIBUTORS = """
SELECT p.id AS proposal, w.author AS child FROM proposal p JOIN writing w ON w.id = p.id WHERE w.state = 'published'
UNION SELECT a.proposal, w.author FROM argument a JOIN writing w ON w.id = a.id WHERE w.state = 'published'"""


async def without_a_message(kinds: list[str]) -> int:
    """Contributions whose child has no message of these kinds about that idea: none may be left."""
    return await value(
        f"""SELECT count(*) FROM ({CONTRIBUTORS}) c WHERE NOT EXISTS (SELECT FROM message m WHERE m.person = c.child
            AND m.link = '/propuestas/' || c.proposal AND m.kind = ANY($1))""",
        kinds,
    )


async def told(person: UUID, kind: str) -> int:
    return await value("SELECT count(*) FROM message WHERE person = $1 AND kind = $2", person, kind)


async def test_sg_66_after_the_close_nobody_who_contributed_is_without_a_message(town: Town) -> None:
    """SG-66: also when it was not chosen."""
    won = await chosen(town, "Sombra en el parque")
    lost = await published(town, "Un cine", town.nicolas)
    reason = await voice(town, town.mateo, won)
    await voice(town, town.lupita, won, reply_to=reason)
    await voice(town, town.amaranta, lost)
    await tell_contributors("not_chosen", lost, poll=UUID(int=70))
    assert await without_a_message(["chosen", "not_chosen"]) == 5
    await outbox.drain()
    assert await without_a_message(["chosen", "not_chosen"]) == 0
    assert await told(town.lupita.id, "chosen") == 1 and await told(town.amaranta.id, "not_chosen") == 1


async def test_sg_66_after_an_answer_nobody_who_contributed_is_without_a_message(town: Town) -> None:
    """SG-66."""
    key = await chosen(town)
    await voice(town, town.mateo, key)
    await voice(town, town.mateo, key)
    await give_answer(town.pilar, key, said("no"))
    await outbox.drain()
    assert await without_a_message(["answered_no"]) == 0
    assert await told(town.mateo.id, "answered_no") == 1


async def test_sg_66_the_same_job_twice_tells_once(town: Town) -> None:
    key = await published(town)
    poll = UUID(int=70)
    for _again in range(2):
        await tell_contributors("on_poll", key, poll=poll)
    await outbox.drain()
    await tell_contributors("on_poll", key, poll=poll)
    await outbox.drain()
    assert await told(town.amaranta.id, "on_poll") == 1
    await tell_contributors("on_poll", key, poll=UUID(int=71))  # another vote is other news
    await outbox.drain()
    assert await told(town.amaranta.id, "on_poll") == 2


async def test_who_came_later_is_told_and_nobody_hears_it_again(town: Town) -> None:
    key = await published(town)
    await tell_contributors("on_poll", key, poll=UUID(int=70))
    await outbox.drain()
    await voice(town, town.mateo, key)
    await tell_contributors("on_poll", key, poll=UUID(int=70))
    await outbox.drain()
    assert [await told(each.id, "on_poll") for each in (town.amaranta, town.mateo)] == [1, 1]


async def test_a_voice_nobody_may_read_tells_nobody(town: Town) -> None:
    key = await published(town)
    await voice(town, town.mateo, key, public=False)
    gone = await voice(town, town.nicolas, key)
    await withdraw_writing(town.nicolas, gone)
    await tell_contributors("on_poll", key, poll=UUID(int=70))
    await outbox.drain()
    assert await told(town.mateo.id, "on_poll") == 0 and await told(town.nicolas.id, "on_poll") == 0


async def test_what_its_author_took_back_is_nobody_s_news(town: Town) -> None:
    key = await published(town)
    await withdraw_writing(town.amaranta, key)
    await tell_contributors("not_chosen", key, poll=UUID(int=70))
    await outbox.drain()
    assert not await rows("SELECT 1 FROM message WHERE kind = 'not_chosen'")
    assert not await rows("SELECT 1 FROM job")


async def test_a_message_holds_title_and_day_and_no_names(town: Town) -> None:
    key = await chosen(town)
    await outbox.drain()
    found = await row("SELECT facts::text, link FROM message WHERE kind = 'chosen'")
    assert town.amaranta.name not in found["facts"] and found["link"] == f"/propuestas/{key}"
