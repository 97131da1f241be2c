"""A chosen idea is owed an answer, by a day that nothing moves."""

import pytest

from civic.core import outbox
from civic.core.charter import Refused
from civic.core.clock import today, working_days_after
from civic.core.database import row, rows, value
from civic.proposals import acts as proposals
from civic.responses.acts import owe_answer
from tests.conftest import Town
from tests.responses.stage import PARKS, chosen, published


async def test_sg_63_a_chosen_idea_gets_an_office_and_twenty_working_days(town: Town) -> None:
    """SG-63."""
    key = await chosen(town)
    owed = await row("SELECT office, due_on, state FROM answer WHERE proposal = $1", key)
    assert dict(owed) == {
        "office": town.offices[PARKS],
        "due_on": working_days_after(today(), 20),
        "state": "owed",
    }


async def test_asked_twice_it_owes_one_and_the_children_are_told_once(town: Town) -> None:
    key = await chosen(town)
    await owe_answer(town.julian, key, town.offices[PARKS])
    await outbox.put("owe_answer", proposal=key, office=town.offices["Obras Públicas"])
    await outbox.drain()
    assert [each["office"] for each in await rows("SELECT office FROM answer")] == [town.offices[PARKS]]
    assert await value("SELECT count(*) FROM message WHERE kind = 'chosen' AND person = $1", town.amaranta.id) == 1


async def test_the_job_that_voting_leaves_asks_as_the_clock(town: Town) -> None:
    key = await published(town)
    await proposals.put_on_poll(town.julian, key)
    await proposals.choose_proposal(town.julian, key)
    await outbox.put("owe_answer", proposal=key, office=town.offices[PARKS])
    await outbox.drain()
    assert await value("SELECT role FROM entry WHERE act = 'responses.owe_answer'") == "clock"


async def test_an_idea_that_was_not_chosen_is_owed_nothing(town: Town) -> None:
    key = await published(town)
    with pytest.raises(Refused, match="was_chosen"):
        await owe_answer(town.julian, key, town.offices[PARKS])
    assert await value("SELECT count(*) FROM answer") == 0
