"""What the noticeboard says was decided."""

from datetime import timedelta

from civic.core import outbox
from civic.core.clock import now
from civic.home.board import decided
from civic.voting import acts, closing, queries
from civic.voting.acts import Rules
from tests.conftest import Town
from tests.voting import polls


async def test_a_vote_lists_what_it_chose_and_nothing_a_later_vote_chose(town: Town) -> None:
    first = await polls.opened(town, ("Árboles", "Cancha", "Bancas"))
    await polls.vote(town.amaranta, first, 0)
    await polls.closed(town, first)
    lost = [option.proposal for option in (await queries.visible(town.julian, first)).options][1:]
    with polls.after_the_close():
        second = await acts.draft_poll(town.julian, town.call)
        rules = Rules(polls.QUESTION, "choose_one;ties=lot", 1, now() + timedelta(days=5))
        await acts.keep_poll(town.julian, second, rules)
        for proposal in lost:
            await acts.put_option(town.julian, second, proposal)
        await acts.announce_poll(town.julian, second)
        await acts.draw_lot(town.teo, second, polls.DICE)
        await acts.sign_opening(town.julian, second)
        await acts.open_poll(town.teo, second)
        await polls.vote(town.amaranta, second, 1)
    with polls.after_the_close(20):
        await closing.sign_closing(town.julian, second)
        await closing.close_poll(town.teo, second)
        await outbox.drain()
        await polls.certified(town, second)
    assert [(vote.id, [one.title for one in vote.chosen]) for vote in await decided()] == [
        (second, ["Bancas"]),
        (first, ["Árboles"]),
    ]
