"""Two people close a vote: the box is opened, counted, emptied; what was decided is told, and what must not be is not."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from civic.core import outbox
from civic.core.charter import Refused
from civic.core.database import row, rows, value
from civic.voting import closing, lots
from civic.voting.box.keys import COUNCIL
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.polls import TITLES, after_the_close, closed, counted, idea, opened, vote

DESK = "/mesa/votaciones"


async def result(key: UUID) -> dict:
    return json.loads(await value("SELECT result FROM poll WHERE id = $1", key))


async def states() -> dict[str, str]:
    found = await rows("SELECT w.title, p.state FROM proposal p JOIN writing w ON w.id = p.id")
    return {each["title"]: each["state"] for each in found}


async def test_sg_53_nobody_closes_before_its_time_nor_alone(town: Town, browser: Browser) -> None:
    """SG-53: one-person closing is refused; so is a closing that takes time from the children."""
    key = await opened(town)
    await vote(town.lupita, key, 0)
    await browser.come_in(town.julian)
    for door in ("firmar-cierre", "cerrar"):
        await browser.post(f"{DESK}/{key}/{door}", status=403)
    with after_the_close():
        await browser.come_in(town.julian)
        await browser.post(f"{DESK}/{key}/cerrar", status=403)
        await browser.post(f"{DESK}/{key}/firmar-cierre")
        await browser.post(f"{DESK}/{key}/cerrar", status=403)
        await browser.come_in(town.pilar)
        await browser.post(f"{DESK}/{key}/cerrar", status=403)
        assert await owner_value("SELECT count(*) FROM ballot") == 1
        await browser.come_in(town.ines)
        (await browser.get(f"{DESK}/{key}")).see("Julián Romero firmó primero", "cerrar y contar")
        await browser.post(f"{DESK}/{key}/cerrar")
        await browser.post(f"{DESK}/{key}/cerrar", status=403)
        await outbox.drain()
        await browser.get(f"/votaciones/{key}/resultado", status=403)
        await browser.post(f"{DESK}/{key}/certificar", status=403)
        await browser.post(f"{DESK}/{key}/firmar-resultado")
        await browser.post(f"{DESK}/{key}/certificar", status=403)
        await browser.come_in(town.julian)
        (await browser.get(f"{DESK}/{key}")).see("Inés Tlapa firmó primero").see_not(TITLES[0] + " ·")
        await browser.post(f"{DESK}/{key}/certificar")
    (await browser.get(f"/votaciones/{key}/resultado")).see("Julián Romero", "Inés Tlapa", TITLES[0])


async def test_after_its_moment_nobody_is_invited_to_vote(town: Town, browser: Browser) -> None:
    """Closed by nobody yet: the page, the list and the desk say that its time is over, and not when it closes."""
    key = await opened(town)
    (await browser.get(f"/votaciones/{key}")).see("Se puede votar ahora", "Cierra el", "¿Eres del Consejo?")
    with after_the_close():
        for page in (f"/votaciones/{key}", "/votaciones"):
            told = (await browser.get(page)).see("Terminó el tiempo para votar")
            told.see_not("Se puede votar ahora", "Cierra el ", "¿Eres del Consejo?")
        await browser.come_in(town.julian)
        (await browser.get(f"{DESK}/{key}")).see("Terminó el tiempo para votar").see_not("Se puede votar ahora")


async def test_others_see_how_far_a_count_is_until_its_end(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a large box is half of it; the bar of the secretary does not stand at its end while the rest is done."""
    key, here, seen = await opened(town), asyncio.get_running_loop(), []
    await vote(town.lupita, key, 0)

    def looked_at(step: Callable) -> Callable:
        def begins(*given: object) -> object:
            found = owner_value("SELECT progress FROM poll WHERE id = $1", key)
            seen.append(asyncio.run_coroutine_threadsafe(found, here).result(10))
            return step(*given)

        return begins

    for room, step in ((closing, "count_opened"), (closing, "box_leaves"), (closing.bundles, "bundles_of")):
        monkeypatch.setattr(room, step, looked_at(getattr(room, step)))
    await closed(town, key)
    assert seen[0] < 50 and seen[1:] == [60, 75]
    assert await value("SELECT progress FROM poll WHERE id = $1", key) == 100


async def test_the_count_leaves_sums_and_empties_the_box(town: Town) -> None:
    key = await opened(town, rule="approval;max=2;ties=lot")
    await vote(town.lupita, key, 0, 1)
    await vote(town.nicolas, key, 1)
    await vote(town.amaranta, key, 1, 2)
    await vote(town.mateo, key)
    await closed(town, key)
    kept = await result(key)
    assert kept == {
        "ballots": 4, "blanks": 1, "totals": [1, 3, 1], "winners": [1], "ties": [], "rounds": [], "unreadable": 0,
        "strangers": 0, "who_voted": None,
    }  # fmt: skip
    assert await owner_value("SELECT count(*) FROM ballot") == 0


async def test_the_keys_are_destroyed_and_the_room_on_the_disk_is_cleared(
    town: Town, browser: Browser, keys: Path
) -> None:
    """SG-50: after the close no backup of the open poll can be read, and a line of the journal says so."""
    key = await opened(town)
    await vote(town.lupita, key, 0)
    await closed(town, key)
    with after_the_close():
        await outbox.drain()
    assert [file.name for file in keys.iterdir()] == [COUNCIL], "the council's own, which signs"
    (await browser.get(f"/votaciones/{key}")).see("Las llaves de la urna se destruyeron")
    line = await row("SELECT role, subject FROM entry WHERE act = 'voting.empty_box'")
    assert (line["role"], line["subject"]) == ("clock", key)
    dead = await row("SELECT pg_relation_size('ballot') AS size")
    assert dead["size"] == 0


async def test_without_the_keys_the_close_fails_clearly_and_loses_nothing(
    town: Town, browser: Browser, keys: Path
) -> None:
    key = await opened(town)
    await vote(town.lupita, key, 2)
    with after_the_close():
        await closing.sign_closing(town.teo, key)
        away = keys.rename(keys.with_name("away"))
        await browser.come_in(town.julian)
        (await browser.get(f"{DESK}/{key}")).see("La urna necesita una revisión")
        (await browser.post(f"{DESK}/{key}/cerrar", status=403)).see("Ningún voto se pierde")
        kept = await row("SELECT state, result FROM poll")
        assert (kept["state"], kept["result"]) == ("open", None)
        assert await owner_value("SELECT count(*) FROM ballot") == 1
        away.rename(keys)
        await browser.post(f"{DESK}/{key}/cerrar")
        await outbox.drain()
    assert (await result(key))["totals"] == [0, 0, 1]


async def test_a_count_that_breaks_leaves_the_box_as_it_was(town: Town, keys: Path, monkeypatch) -> None:
    key = await opened(town)
    await vote(town.lupita, key, 2)

    def broken(*_: object) -> None:
        raise MemoryError

    with after_the_close():
        await closing.sign_closing(town.teo, key)
        await closing.close_poll(town.julian, key)
        monkeypatch.setattr(closing, "count_opened", broken)
        await outbox.drain()
    assert await value("SELECT state FROM poll") == "closed"
    assert await owner_value("SELECT count(*) FROM ballot") == 1
    assert len(list(keys.iterdir())) == 2
    monkeypatch.undo()
    with after_the_close(9):
        await outbox.drain()
    assert (await result(key))["totals"] == [0, 0, 1], "and is counted later"


async def test_a_paper_that_nobody_cast_is_not_counted(town: Town) -> None:
    """Somebody with a hand in the database cannot add a ballot that counts without the poll's public key, and says so."""
    key = await opened(town)
    await vote(town.lupita, key, 2)
    await owner_rows("INSERT INTO ballot (id, poll, sealed) VALUES ($1, $2, $3)", b"x" * 32, key, b"y" * 49)
    await counted(town, key)
    kept = await result(key)
    assert (kept["ballots"], kept["unreadable"], kept["totals"]) == (1, 1, [0, 0, 1])
    line = await value("SELECT facts FROM entry WHERE act = 'voting.count_poll'")
    assert json.loads(line) == {"unreadable": 1, "strangers": 1}
    with pytest.raises(Refused, match="adds_up"):
        await closing.sign_result(town.julian, key)


async def test_what_was_chosen_is_owed_an_answer_and_the_others_are_told(town: Town) -> None:
    """SG-66: told also when it was not chosen."""
    key = await opened(town)
    await vote(town.lupita, key, 1)
    await closed(town, key)
    assert await states() == {TITLES[0]: "not_chosen", TITLES[1]: "chosen", TITLES[2]: "not_chosen"}
    jobs = [json.loads(each["facts"]) for each in await rows("SELECT facts FROM job WHERE kind = 'owe_answer'")]
    chosen = await value("SELECT proposal FROM poll_option WHERE place = 1")
    assert jobs == [{"proposal": str(chosen), "office": str(town.offices["Parques y Jardines"])}]
    not_chosen = await rows(
        "SELECT facts FROM job WHERE kind = 'tell_contributors' AND facts->>'sentence' = 'not_chosen'"
    )
    assert len(not_chosen) == 2


async def test_equal_votes_end_by_the_lot_that_was_published_before(town: Town, browser: Browser) -> None:
    key = await opened(town)
    for child, choice in ((town.lupita, 0), (town.nicolas, 0), (town.amaranta, 2), (town.mateo, 2)):
        await vote(child, key, choice)
    rules = json.loads((await browser.client.get(f"/votaciones/{key}/reglas.json")).content)
    ids = [option["id"] for option in rules["options"]]
    luckiest = next(option for option in lots.order(rules["lot_seed"], str(key), ids) if option in (ids[0], ids[2]))
    await closed(town, key)
    kept = await result(key)
    assert kept["winners"] == [ids.index(luckiest)]
    assert kept["ties"][0]["by"] == "lot"
    (await browser.get(f"/votaciones/{key}")).see("Hubo empate", "sorteo").see_not("Tuvo más votos")


async def test_a_vote_in_which_nobody_voted_chooses_nothing(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await closed(town, key)
    assert set((await states()).values()) == {"not_chosen"}
    (await browser.get(f"/votaciones/{key}")).see("No se eligió ninguna")


async def test_two_closings_at_once_count_once(town: Town) -> None:
    import asyncio

    key = await opened(town)
    await vote(town.lupita, key, 0)
    with after_the_close():
        await closing.sign_closing(town.julian, key)
        both = await asyncio.gather(
            closing.close_poll(town.teo, key), closing.close_poll(town.ines, key), return_exceptions=True
        )
    assert sorted(type(each) for each in both if each) == [Refused]
    assert await value("SELECT count(*) FROM entry WHERE act = 'voting.close_poll'") == 1


async def test_sg_60_under_ten_only_the_decision_is_told(town: Town, browser: Browser) -> None:
    """SG-60: no number at all of a small poll, on the page or in the open data."""
    key = await opened(town)
    for child in (town.lupita, town.nicolas, town.amaranta):
        await vote(child, key, 0)
    await vote(town.mateo, key, 1)
    await closed(town, key)
    page = await browser.get(f"/votaciones/{key}/resultado")
    page.see(TITLES[0], "solo decimos qué se decidió").see_not("bar-fill", "de cada 10")
    told = json.loads((await browser.client.get(f"/votaciones/{key}/resultado.json")).content)
    assert told["detail"] == "decision"
    assert (told["chose"], told["none"]) == (None, None)
    assert [(each["chosen"], each["votes"], each["tenths"]) for each in told["options"]] == [
        (True, None, None),
        (False, None, None),
        (False, None, None),
    ]


async def test_sg_60_sg_62_sixty_votes_are_told_in_children_s_terms(town: Town, browser: Browser) -> None:
    """SG-60, SG-62: "7 of every 10", totals, and what the result does not say."""
    children = await town.children(60)
    key = await opened(town)
    for place, child in enumerate(children):
        await vote(child, key, *([0] if place < 42 else [1] if place < 58 else []))
    await closed(town, key)
    page = await browser.get(f"/votaciones/{key}")
    page.see("Esto se eligió", "7 de cada 10 · 42 votos", "casi 3 de cada 10 · 16 votos", "nadie · 0 votos")
    page.see("Eligieron 58", "Y 2 votos dicen: ninguna", "No dice quién votó", "No dice qué piensan quienes no votaron")
    told = json.loads((await browser.client.get(f"/votaciones/{key}/resultado.json")).content)
    assert [each["votes"] for each in told["options"]] == [42, 16, 0]
    assert (told["chose"], told["none"], told["detail"]) == (58, 2, "exact")
    assert set(told) == {
        *("format", "poll", "question", "rules_hash", "rule", "seats", "budget", "may_vote"),
        *("detail", "decided_by_lot", "chose", "none", "chosen", "options", "rounds"),
    }


async def test_sg_61_round_words_come_without_a_bar_or_a_number(town: Town, browser: Browser) -> None:
    """SG-61: a bar seven tiles long would say "7 of every 10" of what is only "more than half"."""
    children = await town.children(30)
    key = await opened(town)
    for place, child in enumerate(children):
        await vote(child, key, *([0] if place < 16 else [1]))
    await closed(town, key)
    page = await browser.get(f"/votaciones/{key}")
    page.see("más de la mitad", "la mitad o menos", "casi nadie").see_not("bar-drawing", "de cada 10")
    told = json.loads((await browser.client.get(f"/votaciones/{key}/resultado.json")).content)
    assert (told["detail"], told["chose"]) == ("rough", 30)
    assert [(each["votes"], each["tenths"], each["part"]) for each in told["options"]] == [
        (None, None, "more than half"),
        (None, None, "half or fewer"),
        (None, None, "almost no one"),
    ]


async def test_the_list_of_votes_ends_and_pages(town: Town, browser: Browser) -> None:
    """SG-46: pages end; each past vote says what was chosen."""
    chosen = await idea(town, town.amaranta, "Árboles")
    await rows(
        """INSERT INTO poll (id, call, state, question, rule, seats, closes_at, closed_at, manifest, rules_hash,
             lot_seed, result)
           SELECT gen_random_uuid(), $1, 'published', '¿Pregunta ' || n || '?', 'choose_one;ties=lot', 1, now(),
             now() - n * interval '1 day', '{"subject":"","options":[{"id":"' || $2 || '","title":"Idea ' || n || '"}]}', '', '',
             '{"winners":[0]}'
           FROM generate_series(1, 45) n""",
        town.call,
        str(chosen),
    )
    first = await browser.get("/votaciones")
    first.see("¿Pregunta 1?", "Idea 20", "Anteriores").see_not("¿Pregunta 21?")
    [older] = [link for link in first.links if "antes=" in link]
    second = (await browser.get(older)).see("¿Pregunta 21?", "¿Pregunta 40?").see_not("¿Pregunta 41?")
    [oldest] = [link for link in second.links if "antes=" in link]
    (await browser.get(oldest)).see("¿Pregunta 45?").see_not("antes=")
    for typed in ("mañana", "2026-13-01T00:00:00.0Z", "'"):
        await browser.get(f"/votaciones?antes={typed}", status=404)


@pytest.mark.parametrize(
    ("votes", "state", "told"),
    [((0, 0, 1), "chosen", None), ((1, 1, 0), "not_chosen", "not_carried"), ((0,), "talked", "not_decided")],
)
async def test_a_motion_is_carried_or_not_or_too_few_decided(
    town: Town, votes: tuple[int, ...], state: str, told: str | None
) -> None:
    """Half of the list of four has to vote. An unmet quorum is no "no": the idea is free for another vote."""
    key = await opened(town, TITLES[:1], "motion;majority=simple;quorum=1/2")
    for child, choice in zip((town.lupita, town.nicolas, town.mateo), votes, strict=False):
        await vote(child, key, choice)
    await closed(town, key)
    with after_the_close(9):
        await outbox.drain()
    assert await states() == {TITLES[0]: state}
    kinds = [each["kind"] for each in await rows("SELECT kind FROM message WHERE kind LIKE 'not\\_%'")]
    assert kinds == ([told] if told else [])


async def test_what_is_annulled_before_it_is_counted_leaves_nothing_to_count(town: Town) -> None:
    key = await opened(town)
    await vote(town.lupita, key, 2)
    with after_the_close():
        await acts_closing(town, key)
        await row("UPDATE poll SET state = 'annulled' WHERE id = $1", key)
        await outbox.drain()
    assert not await rows("SELECT FROM job")


async def acts_closing(town: Town, key: UUID) -> None:
    await closing.sign_closing(town.julian, key)
    await closing.close_poll(town.teo, key)
