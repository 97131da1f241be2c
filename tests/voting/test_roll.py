"""One roll for all doors: the tick before a card is drawn, and what nobody learns from it."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from civic.core import outbox
from civic.core.charter import Refused
from civic.core.clock import pretend
from civic.core.database import rows, statements, value
from civic.voting import acts, closing, queries
from civic.voting.ballots import Ballot
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.changes import acts as changing
from civic.voting.forms import Asked
from civic.voting.results import turnout
from civic.voting.roll import acts as roll_acts
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_value
from tests.voting.booths import left_over, open_booth, place, sit
from tests.voting.polls import after_the_close, counted, opened, vote

DESK = "/mesa/votaciones"


async def in_box(poll, child) -> bool:
    return (
        await owner_value("SELECT true FROM ballot WHERE id = $1", pseudonym(queries.box_key(poll), child.id.bytes)) is True
    )


async def seat(browser: Browser, poll) -> None:
    """At the desk of the first place, as a person does it."""
    await browser.post(f"{DESK}/{poll}/lista/abrir", {"place": str(await place())})


async def test_sg_49_the_tick_takes_the_ballot_of_another_door_out_and_closes_that_door(town: Town, browsers) -> None:
    """SG-49: one child, one ballot, by whatever door; and the child reads it kindly."""
    poll, _sheet, _cards = await open_booth(town)
    await vote(town.amaranta, poll, 1)
    await vote(town.mateo, poll, 0)
    teo = await browsers().come_in(town.teo)
    page = f"{DESK}/{poll}/lista"
    await seat(teo, poll)
    (await teo.get(page)).see("Su apodo", "Nadie ve si ya había votado")
    (await teo.post(page, {"alias": town.amaranta.name.upper()}, 200)).see(f"{town.amaranta.name} ya tiene su marca")
    assert not await in_box(poll, town.amaranta) and await in_box(poll, town.mateo)
    child = await browsers().come_in(town.amaranta)
    (await child.get(f"/votaciones/{poll}")).see("Tu tarjeta es tu voto")
    await child.get(f"/votaciones/{poll}/boleta", 403)
    await child.post(f"/votaciones/{poll}/boleta", {"choice": "1"}, 403)
    (await teo.post(page, {"alias": town.amaranta.name}, 200)).see("ya había sacado su tarjeta")
    assert not await in_box(poll, town.amaranta)


async def test_sg_58_the_answer_is_the_same_whether_the_child_had_voted(town: Town, browsers) -> None:
    """SG-58: neither the page nor the statements tell; no page lists who came."""
    poll, _sheet, _cards = await open_booth(town)
    await vote(town.amaranta, poll, 1)
    teo, pages, asked = await browsers().come_in(town.teo), [], []
    await seat(teo, poll)
    for child in (town.amaranta, town.mateo):
        sent: list[str] = []
        token = statements.set(sent)
        page = await teo.post(f"{DESK}/{poll}/lista", {"child": str(child.id)}, 200)
        statements.reset(token)
        pages.append(page.said.replace(child.name, "X"))
        asked.append(len(sent))
    assert pages[0] == pages[1] and asked[0] == asked[1]
    seen = await teo.get(f"{DESK}/{poll}/lista")
    assert town.amaranta.name not in seen.said
    place = await value("SELECT place FROM person WHERE id = $1", town.amaranta.id)
    listed = await teo.get(f"{DESK}/{poll}/lista/{place}")
    ticked = listed.said.count(town.amaranta.name)
    other = await value(
        "SELECT p.name FROM roll r JOIN person p ON p.id = r.person WHERE r.poll = $1 AND p.place = $2 AND NOT r.came LIMIT 1",
        poll,
        place,
    )
    assert other is None or listed.said.count(other) == ticked, "who came looks like everybody else"
    assert await value("SELECT count(*) FROM entry WHERE act = 'voting.see_roll'") == 1, "every look is written down"


async def test_who_is_not_on_the_list_and_who_may_not_tick(town: Town, browsers) -> None:
    poll, _sheet, _cards = await open_booth(town)
    page = f"{DESK}/{poll}/lista"
    teo = await browsers().come_in(town.teo)
    await teo.post(page, {"child": str(town.amaranta.id)}, 403)
    await seat(teo, poll)
    (await teo.post(page, {"alias": "Nadie de Nada"}, 422)).see("En esta lista nadie tiene ese apodo")
    await teo.post(page, {"child": str(town.bruno.id)}, 404)
    await teo.post(page, {"child": "x"}, 404)
    julian = await browsers().come_in(town.julian)
    (await julian.get(page)).see_not("Escuela Primaria", "Su apodo")
    place = await value("SELECT place FROM person WHERE id = $1", town.amaranta.id)
    for name in ("pilar", "carmen", "leticia", "rosa", "lupita", "julian"):
        other = await browsers().come_in(town.people[name])
        await other.get(f"{page}/{place}", 403)
        if name != "julian":
            await other.get(page, 403)
        await other.post(page, {"alias": town.amaranta.name}, 403)
    assert not await value("SELECT bool_or(came) FROM roll")
    await sit(poll, town.teo)
    with after_the_close(), pytest.raises(Refused, match="in_time"):
        await roll_acts.tick_roll(town.teo, poll, town.amaranta.id)
    own = await opened(town, titles=("Otra", "Y otra"))
    with pytest.raises(Refused, match="for_every_child"):
        await roll_acts.tick_roll(town.teo, own, town.amaranta.id)


async def test_sg_49_a_vote_and_a_tick_at_once_leave_no_ballot(town: Town) -> None:
    """SG-49: whoever comes first, beside the card nothing stays."""
    poll, _sheet, _cards = await open_booth(town)
    children = await town.children(8)
    rules = await queries.frozen(poll)
    await sit(poll, town.teo)
    for child in children:
        await rows(
            "INSERT INTO roll (id, poll, person, came) VALUES (gen_random_uuid(), $1, $2, false)", poll, child.id
        )
    await asyncio.gather(
        *(acts.cast_ballot(child, poll, Ballot(rules.paper, (1,))) for child in children for _again in range(3)),
        *(roll_acts.tick_roll(town.teo, poll, child.id) for child in children),
        return_exceptions=True,
    )
    assert [await in_box(poll, child) for child in children] == [False] * len(children)


async def test_sg_58_the_ticks_are_forgotten_at_the_count(town: Town) -> None:
    """SG-58: neither a column, nor a hidden one, nor the order on the disk tells afterwards who came."""
    poll, sheet, _cards = await open_booth(town)
    await sit(poll, town.teo)
    for child in (town.mateo, town.amaranta):
        await roll_acts.tick_roll(town.teo, poll, child.id)
    assert await value("SELECT count(*) FROM roll WHERE came AND sitting IS NOT NULL") == 2
    with after_the_close():
        await left_over(town, sheet, 8)
        await closing.sign_closing(town.julian, poll)
        await closing.close_poll(town.teo, poll)
        await outbox.drain()
    left = await rows(
        """SELECT person, came OR sitting IS NOT NULL AS came, xmin::text AS made FROM roll
           WHERE poll = $1 ORDER BY ctid""",
        poll,
    )
    assert not any(each["came"] for each in left) and len({each["made"] for each in left}) == 1
    people = [each["person"] for each in left]
    assert people == sorted(people) and {town.mateo.id, town.amaranta.id} <= set(people)
    assert await value("SELECT ticked FROM sitting") == 2, "how many, and at which desk, can still be asked"


async def test_sg_58_the_ticks_of_a_vote_that_does_not_count_are_forgotten_too(town: Town) -> None:
    poll, _sheet, _cards = await open_booth(town)
    await sit(poll, town.teo)
    await roll_acts.tick_roll(town.teo, poll, town.mateo.id)
    await changing.ask_annulment(town.teo, poll, Asked("Se mojaron las tarjetas."))
    await changing.annul_poll(town.julian, poll, await value("SELECT id FROM poll_change"))
    assert not await value("SELECT bool_or(came) FROM roll")


async def test_a_tick_in_time_and_not_a_moment_later(town: Town, browser: Browser) -> None:
    poll, _sheet, _cards = await open_booth(town)
    closes = await value("SELECT closes_at FROM poll WHERE id = $1", poll)
    with pretend(closes):
        await browser.come_in(town.teo)
        await seat(browser, poll)
        await browser.post(f"{DESK}/{poll}/lista", {"alias": town.amaranta.name}, 403)
    with pretend(closes - timedelta(seconds=1)):
        await browser.post(f"{DESK}/{poll}/lista", {"alias": town.amaranta.name}, 200)


async def test_sg_57_more_children_ticked_than_cards_drawn_do_not_add_up(town: Town) -> None:
    """SG-57: a tick takes a child's vote away, so each tick has its card. Eight cards came back of eight, and two ticks."""
    poll, sheet, _cards = await open_booth(town)
    await sit(poll, town.teo)
    for child in (town.amaranta, town.mateo):
        await vote(child, poll, 1)
        await roll_acts.tick_roll(town.teo, poll, child.id)
    with after_the_close():
        await left_over(town, sheet, 8)
    await counted(town, poll)
    with after_the_close(), pytest.raises(Refused, match="adds_up"):
        await closing.sign_result(town.julian, poll)


async def test_sg_57_a_desk_takes_a_fresh_key_lasts_two_hours_and_is_of_one_sign_in(town: Town, browsers) -> None:
    """SG-57, SG-76: who holds a stolen cookie ticks nobody; nor does the same person's other sign-in, nor a desk of
    yesterday. Only a desk at a place ticks children."""
    poll, _sheet, _cards = await open_booth(town)
    page = f"{DESK}/{poll}/lista"
    teo, elsewhere = await browsers().come_in(town.teo), await browsers().come_in(town.teo)
    await rows("UPDATE sign_in SET proven_at = now() - interval '6 minutes'")
    await teo.post(f"{page}/abrir", {"place": str(await place())}, 403)
    assert await value("SELECT count(*) FROM sitting") == 0
    await rows("UPDATE sign_in SET proven_at = now()")
    await teo.post(f"{page}/abrir", {"place": str(uuid4())}, 422)
    await teo.post(f"{DESK}/{poll}/papeles/abrir")
    (await teo.post(page, {"child": str(town.mateo.id)}, 403)).see("Primero abra su mesa")
    await seat(teo, poll)
    await rows("UPDATE sign_in SET proven_at = now() - interval '90 minutes'")
    await teo.post(page, {"child": str(town.mateo.id)}, 200)
    await elsewhere.post(page, {"child": str(town.amaranta.id)}, 403)
    await rows("UPDATE sitting SET since = since - interval '121 minutes'")
    await teo.post(page, {"child": str(town.amaranta.id)}, 403)
    assert await value("SELECT count(*) FROM roll WHERE came") == 1


async def test_sg_58_the_child_and_nobody_else_reads_who_ticked_it(town: Town, browsers) -> None:
    """SG-58: who ticks children that never came is found by the children; the team sees how many at which desk, and that
    only from the count on."""
    poll, sheet, _cards = await open_booth(town)
    teo = await browsers().come_in(town.teo)
    await seat(teo, poll)
    await teo.post(f"{DESK}/{poll}/lista", {"child": str(town.amaranta.id)}, 200)
    where, told = await value("SELECT name FROM place WHERE id = $1", await place()), f"/votaciones/{poll}"
    child = await browsers().come_in(town.amaranta)
    (await child.get(told)).see(f"Teodoro Ríos puso tu marca en la lista en {where}", "¿No estuviste ahí?")
    (await child.get("/mi-pagina")).see(f"Sacaste una tarjeta en {where}")
    (await child.get("/mis-cosas")).see("Dónde saqué una tarjeta de casilla", where)
    for person in (town.mateo, town.teo, town.julian, town.carmen):
        other = await browsers().come_in(person)
        (await other.get(told)).see_not("Teodoro Ríos puso")
    ines = await browsers().come_in(town.ines)
    desk = (await ines.get(f"{DESK}/{poll}/casillas")).see("Mesas donde se puso la marca", "Teodoro Ríos")
    desk.see_not("1 marca en la lista", town.amaranta.name)
    with after_the_close():
        await left_over(town, sheet, 7)
    await counted(town, poll)
    with after_the_close():
        ines = await browsers().come_in(town.ines)
        (await ines.get(f"{DESK}/{poll}/casillas")).see("1 marca en la lista").see_not(town.amaranta.name)
        child = await browsers().come_in(town.amaranta)
        (await child.get(told)).see_not("puso tu marca")
        (await child.get("/mis-cosas")).see_not("Dónde saqué")
    facts = await value("SELECT string_agg(facts::text, ' ') FROM entry WHERE act = 'voting.tick_roll'")
    assert str(town.amaranta.id) not in facts and "desk" in facts


async def test_sg_61_who_is_ticked_is_taken_off_the_sums_of_who_voted(town: Town) -> None:
    """SG-52, SG-61: in the same batches of ten, so that no row moves with a tick; and only where there was a vote."""
    children = await town.children(25)
    poll, _sheet, _cards = await open_booth(town)
    await sit(poll, town.teo)
    for child in children[:20]:
        await vote(child, poll, 0)
    for _ in range(3):
        await turnout.write_batches()
    written = "SELECT sum(people)::int FROM turnout"
    assert await value(written) == 20
    for child in [*children[:9], *children[20:]]:
        await roll_acts.tick_roll(town.teo, poll, child.id)
    for _ in range(3):
        await turnout.write_batches()
    assert await value(written) == 20, "nine and five who had not voted: no row moves"
    await roll_acts.tick_roll(town.teo, poll, children[0].id)
    await roll_acts.tick_roll(town.teo, poll, children[9].id)
    for _ in range(3):
        await turnout.write_batches()
    assert await value(written) == 10, "ticked twice is taken off once"


async def test_sg_61_ticks_that_are_too_few_for_a_batch_are_taken_off_at_the_count(town: Town, monkeypatch) -> None:
    """SG-61: nobody is told of more children than voted."""
    children = await town.children(25)
    poll, sheet, _cards = await open_booth(town)
    await sit(poll, town.teo)
    for child in children:
        await vote(child, poll, 0)
    for _ in range(3):
        await turnout.write_batches()
    for child in children[:4]:
        await roll_acts.tick_roll(town.teo, poll, child.id)
    counts = []
    monkeypatch.setattr(turnout.groups, "table", lambda people, *_: counts.append(sum(people.values())))
    monkeypatch.setattr(turnout.plain, "tell", lambda *_args, **_more: SimpleNamespace(none=SimpleNamespace(votes=0)))
    with after_the_close():
        await left_over(town, sheet, 4)
    await counted(town, poll)
    assert counts == [21]
