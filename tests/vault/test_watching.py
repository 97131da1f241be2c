"""An account that looks at too many children is told to the officers (SG-77, threat 12)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from civic.core.clock import now, pretend
from civic.core.database import row, rows, value
from civic.demo.people import SCHOOL
from civic.due import chores
from civic.invitations.classroom import see_class
from civic.people.cards import unlock_card
from civic.vault import acts
from civic.vault.counting import MOST_CHILDREN, MOST_PLACES, View, too_many
from civic.vault.watching import watch_views

ME, OTHER, HERE = uuid4(), uuid4(), uuid4()


def of_children(number: int, own: bool = False, by: UUID = ME) -> list[View]:
    return [View(by, uuid4(), 1, HERE, own) for _n in range(number)]


@pytest.mark.parametrize(
    ("views", "many"),
    [
        ([], None),
        (of_children(MOST_CHILDREN), None),
        (of_children(MOST_CHILDREN + 1), MOST_CHILDREN + 1),
        (of_children(1) * 50, None),
        (of_children(15) + of_children(15, by=OTHER), None),
        (of_children(90, own=True), None),
        (of_children(90, own=True) + of_children(20), None),
        ([View(ME, None, 12, HERE, False)] * 9, None),
        ([View(ME, None, 21, HERE, False)], 21),
        ([View(ME, None, 12, HERE, False), *of_children(9)], 21),
        ([View(ME, None, 35, HERE, True)] * 9, None),
        ([View(ME, None, 5, None, False)] * 4, None),
        ([View(ME, None, 5, None, False)] * 4 + [View(ME, None, 1, None, False)], 21),
        ([View(ME, None, 3, uuid4(), False) for _n in range(MOST_PLACES)], None),
        ([View(ME, None, 3, uuid4(), False) for _n in range(MOST_PLACES + 1)], 9),
        ([View(ME, uuid4(), 1, uuid4(), False) for _n in range(MOST_PLACES + 1)], 3),
    ],
)
def test_when_it_is_too_many(views: list[View], many: int | None) -> None:
    """SG-77: more than 20 children an hour, or of places that have nothing to do with each other."""
    assert too_many(views) == ({ME: many} if many else {})


async def concerns() -> list:
    return await rows("SELECT * FROM concern WHERE source = 'alert' ORDER BY received_at")


async def test_sg_77_the_21st_view_raises_an_alert(town, browser):
    """SG-77, threat 12: by the journal's own lines; told once an hour, and read on the officers' desk."""
    await row("DELETE FROM duty")
    children = await town.children(21)
    for child in children[:20]:
        await _unlock(town, child.id)
    assert await watch_views() == 0 and not await concerns()
    await _unlock(town, children[20].id)
    await chores()
    await chores()
    (alert,) = await concerns()
    assert "Teodoro Ríos" in alert["words"] and "21" in alert["words"]
    assert await value("SELECT count(*) FROM entry WHERE act = 'vault.watch_views' AND subject = $1", town.teo.id) == 1
    await browser.come_in(town.carmen)
    (await browser.post(f"/mesa/cuidado/{alert['id']}/leer", status=200)).see("Teodoro Ríos")
    with pretend(now() + timedelta(minutes=61)):
        assert await watch_views() == 0
        for child in children:
            await _unlock(town, child.id)
        assert await watch_views() == 1
    assert len(await concerns()) == 2


async def test_views_an_hour_apart_are_not_added_up(town):
    children = await town.children(21)
    await row("DELETE FROM duty")
    with pretend(now() - timedelta(minutes=61)):
        for child in children[:11]:
            await _unlock(town, child.id)
    for child in children[11:]:
        await _unlock(town, child.id)
    assert await watch_views() == 0


async def test_ones_own_class_is_work_and_another_is_not(town):
    """A class of forty, opened again and again where one has a turn; and the same from somebody who has none there."""
    await town.children(40)
    await row("INSERT INTO duty (id, place, person, since, until) VALUES (gen_random_uuid(), $1, $2, $3, $4)",
              SCHOOL, town.teo.id, now() - timedelta(days=7), now() - timedelta(days=7) + timedelta(hours=4))  # fmt: skip
    await row("DELETE FROM duty WHERE person = $1", town.ines.id)
    for _time in range(3):
        await see_class(town.teo, SCHOOL)
    assert await watch_views() == 0
    await see_class(town.ines, SCHOOL)
    assert await watch_views() == 1
    (alert,) = await concerns()
    assert "Inés Tlapa" in alert["words"]


async def test_an_officer_who_looks_too_much_does_not_read_of_it(town, browser, browsers):
    """SG-81: the one it is about is left out; searches count, turn or no turn."""
    await row("INSERT INTO duty (id, place, person, since, until) VALUES (gen_random_uuid(), $1, $2, $3, $4)",
              SCHOOL, town.carmen.id, now() - timedelta(hours=1), now() + timedelta(hours=3))  # fmt: skip
    await town.children(9)
    for _time in range(5):
        assert len(await acts.find_child(town.carmen, "alias")) == 5
    await chores()
    (alert,) = await concerns()
    await browser.come_in(town.carmen)
    await browser.get(f"/mesa/cuidado/{alert['id']}", 404)
    saul = await browsers().come_in(town.saul)
    await saul.get(f"/mesa/cuidado/{alert['id']}")


async def _unlock(town, child: UUID) -> None:
    await row("INSERT INTO card (id, person, token, words, printed_at, expires_at, claimed_at, offered, kind) VALUES "
              "(gen_random_uuid(), $1, $2, $3, now(), now(), now(), '{}', 'pin') ON CONFLICT (person) DO NOTHING",
              child, uuid4().bytes, uuid4().bytes)  # fmt: skip
    await unlock_card(town.teo, child)
