"""SG-85: after erasing, nothing of a child is found but what others stand on, and the tombstone."""

import stat
from datetime import timedelta

import pytest

from civic.core import outbox
from civic.core.actor import THE_CLOCK
from civic.core.clock import now, pretend
from civic.core.database import row, rows, value
from civic.people.queries import person
from civic.rights import acts, erasing
from civic.rights.charter import Leaving
from civic.safeguarding.tables import Concern
from civic.vault import store
from tests.browsing import Browser
from tests.conftest import Town
from tests.rights.life import ALIAS, NAME, TEXTS, Life, found, live

#: Of who is gone, a random id stands on the list of the erased, and in journal lines, which hold no word of anybody.
DEAD_ID = {"erased", "entry"}


@pytest.fixture
async def life(town: Town) -> Life:
    return await live(town)


async def test_the_search_finds_a_living_child_everywhere(life: Life) -> None:
    """Or the tests below would prove nothing."""
    assert await found(str(life.child.id)) >= {
        "person", "writing", "card", "password", "sign_in", "consent", "guardianship", "assent", "look", "concern",
        "request", "job", "message", "entry",
    }  # fmt: skip
    assert await found(*TEXTS) >= {"writing", "version", "request"}
    assert NAME in str(await store.get(life.child.id))


async def test_erased_with_the_words_nothing_is_left(life: Life, browser: Browser, town: Town) -> None:
    """SG-85: subject search over all tables, the search index, the journal, the outbox and the vault."""
    decisions, pictures = await value("SELECT count(*) FROM decision"), await value("SELECT count(*) FROM picture")
    assert pictures == 3
    await acts.erase_self(life.child, keeps_words=False)
    await outbox.drain()
    assert await found(str(life.child.id)) == DEAD_ID
    assert await found(ALIAS, *TEXTS) == set()
    assert await store.get(life.child.id) == {}
    assert life.child.id not in await store.everybody()
    assert await value("SELECT count(*) FROM picture") == 0
    assert await value("SELECT count(*) FROM decision") == decisions, "what was decided stays counted"
    assert await value("SELECT count(*) FROM argument"), "another child's voice is not theirs to delete"
    await browser.get(f"/propuestas/{life.published}", 404)
    (await browser.get(f"/propuestas?q={TEXTS[0]}")).see_not(TEXTS[0])


async def test_erased_without_the_words_the_idea_stays_and_knows_nobody(
    life: Life, browser: Browser, town: Town
) -> None:
    """SG-85: the child's choice. The published idea stays; its earlier versions, drafts and refused texts do not."""
    await acts.erase_self(life.child, keeps_words=True)
    await outbox.drain()
    assert await found(str(life.child.id)) == DEAD_ID
    assert await found(ALIAS) == set()
    assert await found(TEXTS[1], TEXTS[2], TEXTS[4]) == set()
    assert await found(TEXTS[0]) == {"writing", "version"}
    await browser.come_in(town.teo)
    page = await browser.get(f"/propuestas/{life.published}")
    page.see(TEXTS[0], "Alguien de 10 a 13 años", TEXTS[3])
    await browser.get(f"/mesa/lectura/{life.published}")


async def test_an_idea_of_nobody_opens_no_door_to_nobody(life: Life, browser: Browser) -> None:
    """A visitor has no id, an erased author has none either: that does not make them the same."""
    await acts.erase_self(life.child, keeps_words=True)
    for door in (f"/mis-ideas/{life.published}", f"/mis-ideas/{life.published}/titulo", f"/mis-voces/{life.published}"):
        answer = await browser.client.get(door)
        assert answer.status_code in (401, 404), door


async def test_whoever_leaves_is_a_nobody_at_once_and_gone_later(life: Life, browser: Browser, town: Town) -> None:
    """SG-11: the sign-in dies with the next request, the nickname with the next page; the rest waits thirty days."""
    mine = Browser(town.app)
    await mine.come_in(life.child)
    await mine.get("/mi-pagina")
    await acts.leave_council(life.child)
    assert (await mine.client.get("/avisos")).status_code == 401
    await browser.come_in(town.mateo)
    (await browser.get(f"/propuestas/{life.published}")).see_not(ALIAS).see("Alguien de 10 a 13 años")
    assert await row("SELECT FROM card WHERE person = $1", life.child.id) is None
    assert await value("SELECT state FROM writing WHERE id = $1", life.draft) == "draft"
    await mine.client.aclose()


async def test_back_within_thirty_days_and_not_after(life: Life, town: Town) -> None:
    await acts.leave_council(life.child)
    await acts.bring_back(town.teo, life.child.id)
    assert (await person(life.child.id, "")).name == ALIAS
    assert await value("SELECT active FROM person WHERE id = $1", life.child.id)
    await acts.leave_council(life.child)
    with pretend(now() + timedelta(days=30, minutes=1)), pytest.raises(Exception) as refused:
        await acts.bring_back(town.teo, life.child.id)
    assert refused.value.refusal.name == "can_still_come_back"


@pytest.mark.parametrize("keeps", [True, False])
async def test_who_is_being_helped_is_not_lost_to_who_helps(life: Life, browser: Browser, keeps: bool) -> None:
    """SG-82: somebody could make a child erase itself. The account closes and the words obey; the officers can still
    find whom they protect, and the clock erases the rest when the case is closed."""
    await Concern.insert(Concern(words="Ayuda.", person=life.child.id, received_at=now()))
    await acts.erase_self(life.child, keeps_words=keeps)
    await outbox.drain()
    assert NAME in str(await store.get(life.child.id))
    page = await browser.get(f"/propuestas/{life.published}", 200 if keeps else 404)
    page.see_not(ALIAS)


async def test_the_guardian_goes_with_the_last_child(town: Town) -> None:
    await acts.erase_self(town.lupita, keeps_words=True)
    await outbox.drain()
    assert await found(str(town.rosa.id)) == DEAD_ID, "Rosa answered for Lupita alone"
    await acts.erase_self(town.mateo, keeps_words=True)
    assert await value("SELECT count(*) FROM person WHERE role = 'guardian'") == 1, "the others still need theirs"


async def test_a_copy_put_back_erases_them_again(life: Life) -> None:
    """SG-87: the list outlives the database. The same child is there again, with the vault; replaying finds them."""
    kept = dict(await row("SELECT * FROM person WHERE id = $1", life.child.id))
    await acts.erase_self(life.child, keeps_words=False)
    await outbox.drain()
    assert stat.S_IMODE(erasing.erased_list().stat().st_mode) == 0o600
    assert erasing.erased_list().read_text().count("\n") == 1
    columns = ", ".join(kept)
    holes = ", ".join(f"${number}" for number in range(1, len(kept) + 1))
    await rows(f"INSERT INTO person ({columns}) VALUES ({holes})", *kept.values())
    await store.put(life.child.id, name=NAME)
    assert await erasing.replay_erased() == 1
    assert await row("SELECT FROM person WHERE id = $1", life.child.id) is None
    assert await store.get(life.child.id) == {}
    assert await erasing.replay_erased() == 0, "and again is nothing"


async def test_nobody_is_erased_twice(life: Life) -> None:
    await erasing.erase(THE_CLOCK, Leaving.forget_person, life.child.id, True)
    await erasing.erase(THE_CLOCK, Leaving.forget_person, life.child.id, True)
    assert await value("SELECT count(*) FROM erased WHERE id = $1", life.child.id) == 1
