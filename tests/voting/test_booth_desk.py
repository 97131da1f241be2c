"""The team's side of booths: two people for the cards, one printing, and sums that must add up before anything is told."""

import asyncio
import re
from dataclasses import replace
from uuid import uuid4

import pytest

from civic.core.actor import NOBODY
from civic.core.charter import Refused
from civic.core.database import rows, value
from civic.core.outbox import drain
from civic.people import code_words
from civic.voting import acts, closing, queries
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booth_acts
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.minutes import minutes
from civic.voting.booths.queries import Sheet
from civic.voting.booths.states import Cards
from civic.voting.booths.sums import Sum, add_up
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from civic.voting.pace import Pace
from civic.voting.states import State
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.booths import for_every_child, left_over, open_booth, place, printed, stopped
from tests.voting.polls import TITLES, after_the_close, announced, as_read, closed, opened, vote
from tests.voting.polls import counted as shut

DESK = "/mesa/votaciones"


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booth_acts, "HURRY", Pace(booth_acts.HURRY.most, booth_acts.HURRY.within))


async def at_the_booth(poll, words, chosen: int = 0) -> None:
    """Straight into the box."""
    rules = await queries.frozen(poll)
    found = await booth_acts.find_card(NOBODY, " ".join(words))
    ballot = Ballot(rules.paper, (chosen,))
    await booth_acts.vote_with_card(NOBODY, found.code, ballot)


async def put_aside(words) -> None:
    await booth_acts.void_card(NOBODY, (await booth_acts.find_card(NOBODY, " ".join(words))).code)


async def test_sg_05_a_vote_for_every_child_does_not_open_without_booth_cards(town: Town, browser: Browser) -> None:
    """SG-05: a city-wide vote without door 1 is refused, by the page and by the door."""
    key = await for_every_child(town)
    await browser.come_in(town.julian)
    (await browser.get(f"{DESK}/{key}")).see("Imprima tarjetas de casilla")
    (await browser.post(f"{DESK}/{key}/firmar-apertura", status=403)).see("necesita tarjetas de casilla")
    sheet = await booth_acts.ask_sheet(town.julian, key, await place(), 8)
    await booth_acts.sign_sheet(town.teo, sheet)
    await browser.post(f"{DESK}/{key}/firmar-apertura", status=403)
    await booth_acts.print_sheet(town.teo, sheet)
    await browser.post(f"{DESK}/{key}/firmar-apertura", await as_read(key))
    await acts.open_poll(town.teo, key)
    assert "booth card" in await value("SELECT manifest FROM poll WHERE id = $1", key)


async def test_the_councils_own_votes_need_no_booth_and_have_none(town: Town, browser: Browser) -> None:
    key = await announced(town)
    await browser.come_in(town.julian)
    (await browser.get(f"{DESK}/{key}/casillas")).see("Esta votación es de quienes son del Consejo")
    await browser.post(f"{DESK}/{key}/casillas", {"place": str(await place()), "pages": "1"}, 403)
    assert await value("SELECT count(*) FROM sheet") == 0


async def test_for_whom_a_vote_is_can_be_set(town: Town, browser: Browser) -> None:
    key = await acts.draft_poll(town.julian, town.call)
    await browser.come_in(town.julian)
    page = (await browser.get(f"{DESK}/{key}")).see("Para quién es", "Todas las niñas, niños y adolescentes")
    assert 'value="council" checked' in page.text
    rules = {"question": "¿Qué hacemos?", "method": "choose_one", "most": "1", "seats": "1", "closes_on": "2027-01-15"}
    await browser.post(f"{DESK}/{key}", rules | {"closes_time": "18:00", "for": "everyone"})
    assert await value("SELECT city_wide FROM poll WHERE id = $1", key)


async def test_sg_57_cards_take_two_people_and_are_printed_once(town: Town, browser: Browser, browsers) -> None:
    """SG-57: one-person issue → 403; what is kept are slow hashes, never a word of a card."""
    key = await for_every_child(town)
    await browser.come_in(town.julian)
    page = f"{DESK}/{key}/casillas"
    (await browser.get(page)).see("Pedir tarjetas de casilla")
    (await browser.post(page, {"place": str(await place()), "pages": "99", "door": "booth"}, 422)).see("Escriba un número del 1 al 10")
    (await browser.post(page, {"place": str(uuid4()), "pages": "2", "door": "booth"}, 422)).see("Elija")
    await browser.post(page, {"place": str(await place()), "pages": "2", "door": "booth"})
    sheet = await value("SELECT id FROM sheet")
    (await browser.get(page)).see("16 tarjetas", "Espera a una segunda persona").see_not(f"{sheet}/imprimir")
    await browser.post(f"/mesa/casillas/{sheet}/imprimir", status=403)
    (await browser.post(f"/mesa/casillas/{sheet}/firmar", status=403)).see("Usted pidió estas tarjetas")
    teo = await browsers().come_in(town.teo)
    await teo.post(f"/mesa/casillas/{sheet}/firmar")
    await teo.post(f"/mesa/casillas/{sheet}/firmar", status=403)
    paper = await teo.client.post(f"/mesa/casillas/{sheet}/imprimir", data=teo.marked({}))
    assert paper.status_code == 200 and paper.headers["content-type"] == "application/pdf"
    assert "no-store" in paper.headers["cache-control"]
    assert len(re.findall(rb"/Type /Page\b", paper.content)) == 2
    await teo.post(f"/mesa/casillas/{sheet}/imprimir", status=403)
    kept = await rows("SELECT id, state FROM booth_code")
    assert len(kept) == 16 and {(len(each["id"]), each["state"]) for each in kept} == {(32, "unused")}
    for name in ("pilar", "carmen", "leticia", "rosa", "lupita"):
        other = await browsers().come_in(town.people[name])
        await other.get(page, 403)
        await other.post(page, {"place": str(await place()), "pages": "1"}, 403)


async def test_sg_57_asking_signing_and_printing_need_a_fresh_second_key(town: Town) -> None:
    key, stale = await for_every_child(town), replace(town.julian, proven=False)
    with pytest.raises(Refused, match="lately_proven"):
        await booth_acts.ask_sheet(stale, key, await place(), 8)
    sheet = await booth_acts.ask_sheet(town.teo, key, await place(), 8)
    with pytest.raises(Refused, match="lately_proven"):
        await booth_acts.sign_sheet(stale, sheet)
    await booth_acts.sign_sheet(town.julian, sheet)
    with pytest.raises(Refused, match="lately_proven"):
        await booth_acts.print_sheet(stale, sheet)


async def test_a_card_has_more_than_64_bits_and_its_words_are_nowhere_kept(town: Town) -> None:
    """SG-57, and the hard floor of safeguards.md 0.3."""
    assert code_words.BITS >= 64
    key = await for_every_child(town)
    _sheet, cards = await printed(town, key)
    assert len({words for words in cards}) == 8
    tables = ("booth_code", "sheet", "entry", "job")
    everything = str([[dict(line) for line in await rows(f"SELECT * FROM {table}")] for table in tables])
    for words in cards:
        assert " ".join(words) not in everything and "-".join(words) not in everything


async def test_a_recalled_vote_takes_its_cards_with_it(town: Town) -> None:
    key = await for_every_child(town)
    _sheet, cards = await printed(town, key)
    await acts.recall_poll(town.julian, key)
    assert await booth_acts.find_card(NOBODY, " ".join(cards[0])) is None
    assert await value("SELECT count(*) FROM sheet") == 0


async def counted(town: Town, poll, sheet, back: int) -> None:
    with after_the_close():
        await left_over(town, sheet, back)


async def test_sg_57_issued_is_used_and_unused_and_void(town: Town, browser: Browser) -> None:
    """SG-57: the sums are in the public minutes; whoever reads the database afterwards finds no used card."""
    poll, sheet, cards = await open_booth(town, cards=24)
    for words in cards[:12]:
        await at_the_booth(poll, words)
    for words in cards[12:15]:
        await put_aside(words)
    await vote(town.lupita, poll, 1)
    with after_the_close():
        with pytest.raises(Refused, match="cards_counted"):
            await closing.sign_closing(town.julian, poll)
        await browser.come_in(town.teo)
        page = f"{DESK}/{poll}/casillas"
        (await browser.get(page)).see("¿Cuántas tarjetas quedaron en la bolsa?")
        (await browser.post(f"/mesa/casillas/{sheet}/contar", {"handed_back": "25"}, 422)).see(
            "Escriba un número del 0 al 24"
        )
        await browser.post(f"/mesa/casillas/{sheet}/contar", {"handed_back": "8"})
        with pytest.raises(Refused, match="cards_counted"):
            await closing.sign_closing(town.julian, poll)
        await browser.come_in(town.julian)
        await browser.post(f"/mesa/casillas/{sheet}/contar", {"handed_back": "8"})
        (await browser.get(page)).see("contaron Teo", "Julián")
    await closed(town, poll)
    summed = (await booth_queries.sheets(poll))[0]
    assert (summed.number, summed.used, summed.unused, summed.void, summed.handed_back) == (24, 12, 9, 3, 8)
    page = await browser.get(f"/votaciones/{poll}")
    page.see("24 tarjetas impresas", "Votaron pocas personas").see_not("12 usadas", "Sobraron 8")
    assert {each["state"] for each in await rows("SELECT state FROM booth_code")} == {"unused", "void"}
    with after_the_close():
        await drain()
    assert await owner_value("SELECT count(*) FROM ballot") == 0


async def test_sg_57_more_cards_handed_back_than_unused_ones_stop_the_result(town: Town, browser: Browser) -> None:
    """SG-57, case 8: a card left in the bag was voted with: nothing is published, until somebody finds out."""
    poll, sheet, cards = await open_booth(town)
    for words in cards[:3]:
        await at_the_booth(poll, words)
    await counted(town, poll, sheet, 6)
    await shut(town, poll)
    assert await value("SELECT state FROM poll WHERE id = $1", poll) == "counted"
    await browser.get(f"/votaciones/{poll}/resultado", 403)
    assert not await rows("SELECT FROM proposal WHERE state IN ('chosen', 'not_chosen')"), "nothing is told either"
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{poll}/casillas")).see("no cuadran", "3 usadas, 5 sin usar, 0 apartadas")
    (await browser.post(f"{DESK}/{poll}/firmar-resultado", status=403)).see("no cuadran")
    await counted(town, poll, sheet, 5)
    with after_the_close():
        await closing.sign_result(town.julian, poll)
        await browser.come_in(town.teo)
        await browser.post(f"{DESK}/{poll}/certificar")
        (await browser.get(f"/votaciones/{poll}")).see(TITLES[0])
        with pytest.raises(Refused):
            await left_over(town, sheet, 4)


async def test_sg_57_cards_counted_anew_between_two_signatures_are_signed_anew(town: Town) -> None:
    """SG-57: nobody's name stands under other sums than those that were read."""
    poll, sheet, _cards = await open_booth(town)
    with after_the_close():
        await left_over(town, sheet, 8)
        await closing.sign_closing(town.julian, poll)
        await booth_acts.count_cards(town.teo, sheet, 8)
        with pytest.raises(Refused, match="cards_counted"):
            await closing.close_poll(town.teo, poll)
        await booth_acts.count_cards(town.ines, sheet, 8)
        assert await value("SELECT count(*) FROM signature WHERE act = 'close'") == 1, "the same as before"
        await left_over(town, sheet, 7)
        with pytest.raises(Refused, match="second_signature"):
            await closing.close_poll(town.teo, poll)
        await closing.sign_closing(town.julian, poll)
        await closing.close_poll(town.teo, poll)
        await drain()
        await closing.sign_result(town.julian, poll)
        await left_over(town, sheet, 2)
        with pytest.raises(Refused, match="second_signature"):
            await closing.certify_result(town.teo, poll)
        assert await value("SELECT count(*) FROM signature WHERE act = 'close'") == 2


async def test_sg_57_what_is_left_over_is_counted_by_two_who_do_not_see_each_others_number(
    town: Town, browsers
) -> None:
    """SG-57, case 8: who printed the cards knows their words, and could vote with those in the bag if one person said how
    many lie there. Unlike numbers hold the close; nobody agrees with themselves."""
    poll, sheet, _cards = await open_booth(town, cards=24)
    here, count = f"{DESK}/{poll}/casillas", f"/mesa/casillas/{sheet}/contar"
    with after_the_close():
        teo, ines = await browsers().come_in(town.teo), await browsers().come_in(town.ines)
        await teo.post(count, {"handed_back": "17"})
        (await teo.get(here)).see("Usted las contó")
        (await teo.post(count, {"handed_back": "18"}, 403)).see("Usted las contó")
        assert "17" not in (await ines.get(here)).see("Ya contó una persona").said
        await ines.post(count, {"handed_back": "18"})
        assert "17" not in (await ines.get(here)).see("Los dos números no son iguales").said
        assert await value("SELECT first_back FROM sheet") is None
        assert "17" not in str([dict(each) for each in await rows("SELECT facts FROM entry WHERE act = 'voting.count_cards'")])
        with pytest.raises(Refused, match="cards_counted"):
            await closing.sign_closing(town.julian, poll)
        for who in (ines, teo):
            await who.post(count, {"handed_back": "18"})
        (await teo.get(here)).see("18", "contaron Inés").see_not("no son iguales")
        assert (await booth_queries.sheet(sheet)).handed_back == 18
        await closing.sign_closing(town.julian, poll)
        await closing.close_poll(town.teo, poll)
        await drain()
        await booth_acts.count_cards(town.teo, sheet, 17)
        with pytest.raises(Refused, match="cards_counted"):
            await closing.sign_result(town.julian, poll)


async def test_sg_57_many_counting_one_bag_at_once_settle_it_once(town: Town) -> None:
    """Of two who send at one moment one is the first, and a person's second press is no second person."""
    _poll, sheet, _cards = await open_booth(town)
    with after_the_close():
        people = (town.teo, town.ines, town.teo, town.ines)
        await asyncio.gather(*(booth_acts.count_cards(who, sheet, 8) for who in people), return_exceptions=True)
    assert (await booth_queries.sheet(sheet)).handed_back == 8


async def test_sg_57_cards_put_into_the_database_stop_the_result(town: Town) -> None:
    """SG-57: issued = used + unused + void is asked of what was signed, not of what is there."""
    poll, sheet, cards = await open_booth(town)
    await at_the_booth(poll, cards[0])
    await rows("INSERT INTO booth_code (id, sheet, state) VALUES ($1, $2, 'unused')", b"z" * 32, sheet)
    await counted(town, poll, sheet, 7)
    await shut(town, poll)
    with pytest.raises(Refused, match="adds_up"):
        await closing.sign_result(town.teo, poll)


async def test_case_8_ballots_that_nobody_can_have_cast_stop_the_result(town: Town) -> None:
    """Case 8: 500 sealed ballots put there with a hand in the database, good ones by the public key: not certified."""
    poll, sheet, cards = await open_booth(town)
    await at_the_booth(poll, cards[0])
    rules = await queries.frozen(poll)
    sealed = rules.paper.pack(Ballot(rules.paper, (2,)))
    for number in range(500):
        await owner_rows("INSERT INTO ballot VALUES ($1, $2, $3)", number.to_bytes(32), poll, seal(rules.sealing_key, sealed))
    await counted(town, poll, sheet, 7)
    await shut(town, poll)
    assert await value("SELECT result->>'strangers' FROM poll WHERE id = $1", poll) == "500"
    with pytest.raises(Refused, match="adds_up"):
        await closing.sign_result(town.teo, poll)


async def test_a_child_who_voted_and_left_is_no_stranger(town: Town) -> None:
    [child] = await town.children(1)
    poll = await opened(town)
    await vote(child, poll, 1)
    await rows("DELETE FROM person WHERE id = $1", child.id)
    await closed(town, poll)
    assert await value("SELECT state FROM poll WHERE id = $1", poll) == "published"
    assert await value("SELECT result->>'ballots' FROM poll WHERE id = $1", poll) == "1"


async def test_sg_57_thirty_votes_in_a_minute_are_told_in_the_minutes(town: Town, browser: Browser) -> None:
    """SG-57: no time, no device and no card is kept of it."""
    poll, sheet, cards = await open_booth(town, cards=32)
    for words in cards[:29]:
        await at_the_booth(poll, words)
    assert not await value("SELECT hurried FROM sheet")
    await at_the_booth(poll, cards[29])
    assert await value("SELECT hurried FROM sheet")
    await counted(town, poll, sheet, 2)
    await closed(town, poll)
    (await browser.get(f"/votaciones/{poll}")).see("se usaron muchas tarjetas en un minuto")


async def test_lost_cards_are_stopped_and_counted_as_put_aside(town: Town, browser: Browser) -> None:
    poll, sheet, cards = await open_booth(town, cards=16)
    for words in cards[:10]:
        await at_the_booth(poll, words)
    await stopped(town, sheet)
    with pytest.raises(Refused, match="not_void"):
        await at_the_booth(poll, cards[11])
    await closed(town, poll)
    summed = (await booth_queries.sheets(poll))[0]
    assert (summed.number, summed.used, summed.unused, summed.void) == (16, 10, 0, 6)


async def test_sg_57_once_the_vote_is_open_cards_are_stopped_by_two_people_and_a_reason(town: Town, browsers) -> None:
    """SG-57: children may have voted with them. Nobody signs a reason they have not read, and everybody reads it."""
    poll, sheet, cards = await open_booth(town, cards=16)
    for words in cards[:10]:
        await at_the_booth(poll, words)
    teo, ines, at = await browsers().come_in(town.teo), await browsers().come_in(town.ines), f"/mesa/casillas/{sheet}"
    (await teo.get(f"{DESK}/{poll}/casillas")).see("Pedir que se den de baja").see_not(f"{at}/detener")
    (await teo.post(f"{at}/detener", status=403)).see("Primero alguien lo pide y dice por qué")
    (await teo.post(f"{at}/pedir-detener", {"reason": " "}, 422)).see("Pedir que se den de baja")
    await teo.post(f"{at}/pedir-detener", {"reason": "Se mojaron."})
    read = await value("SELECT id FROM poll_change")
    (await teo.post(f"{at}/detener", {"change": str(read)}, 403)).see("Usted lo pidió")
    await ines.post(f"{at}/detener", status=403)
    await teo.post(f"{at}/pedir-detener", {"reason": "Se perdió la bolsa."})
    await ines.post(f"{at}/detener", {"change": str(read)}, 403)
    assert await value("SELECT count(*) FROM booth_code WHERE state = 'void'") == 0
    (await ines.get(f"{DESK}/{poll}/casillas")).see("Teodoro Ríos", "Se perdió la bolsa.", "De acuerdo: darlas de baja")
    (await ines.get(f"/votaciones/{poll}")).see_not("Se perdió la bolsa.")
    await ines.post(f"{at}/detener", {"change": str(await value("SELECT id FROM poll_change"))})
    assert await value("SELECT state FROM sheet") == "stopped"
    told = (await browsers().get(f"/votaciones/{poll}")).see("Se perdió la bolsa.", "Teodoro Ríos", "Inés Tlapa")
    told.see("ya no sirven")
    await closed(town, poll)
    (await browsers().get(f"/votaciones/{poll}")).see("Se perdió la bolsa.")


async def test_before_the_vote_opens_one_person_stops_cards(town: Town, browser: Browser) -> None:
    poll = await for_every_child(town)
    sheet, _words = await printed(town, poll)
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{poll}/casillas")).see("darlas de baja").see_not("/pedir-detener")
    await browser.post(f"/mesa/casillas/{sheet}/pedir-detener", {"reason": "Se mojaron."}, 403)
    await browser.post(f"/mesa/casillas/{sheet}/detener")
    assert await value("SELECT state FROM sheet") == "stopped"


def test_the_sums_of_a_box() -> None:
    key, one, two = b"k" * 32, uuid4(), uuid4()
    codes = [(bytes([n]) * 32, one if n < 3 else two, n == 2) for n in range(5)]
    children = [uuid4() for _ in range(3)]
    box = {pseudonym(key, codes[0][0]), pseudonym(key, codes[3][0]), pseudonym(key, children[0].bytes)}
    found = add_up(key, box, codes, children, 3)
    assert (found.sheets, found.strangers) == ({one: Sum(1, 1, 1), two: Sum(1, 1, 0)}, 0)
    assert add_up(key, box | {b"x" * 32}, codes, children, 3).strangers == 1
    assert add_up(key, box | {b"x" * 32}, codes, children, 4).strangers == 0, "a child who left"
    assert add_up(b"j" * 32, box, codes, children, 3).strangers == 3


def sheet(name: str, used: int, unused: int = 5, void: int = 0, door: str = "booth") -> Sheet:
    number = used + unused + void
    who = uuid4()
    return Sheet(
        *(uuid4(), uuid4(), name, number, door, 1, Cards.PRINTED, who, "", "", unused, used, unused, void, False),
        uuid4(),
        State.PUBLISHED,
        None,
    )


@pytest.mark.parametrize(
    ("places", "signed_in", "told"),
    [
        ([("A", 30), ("B", 12)], None, [(("A",), 30), (("B",), 12)]),
        ([("A", 30), ("B", 6), ("C", 7)], None, [(("A",), 30), (("B", "C"), 13)]),
        ([("A", 30), ("B", 12), ("C", 3)], None, [(("A",), 30), (("B", "C"), 15)]),
        ([("A", 30), ("C", 3)], None, [(("A", "C"), 33)]),
        ([("A", 8)], None, [(("A",), None)]),
        ([("A", 4), ("B", 5)], None, [(("A", "B"), None)]),
        ([("A", 4), ("A", 8), ("B", 20)], None, [(("A",), 12), (("B",), 20)]),
        ([("A", 30), ("B", 12)], 40, [(("A",), 30), (("B",), 12)]),
        ([("A", 30), ("B", 12)], 3, [(("A",), 30), (("B",), None)]),
        ([("A", 30), ("B", 12)], 0, [(("A",), 30), (("B",), None)]),
        ([("A", 30), ("B", 8)], 3, [(("A",), 30), (("B",), None)]),
        ([("A", 60)], 3, [(("A",), None)]),
    ],
)
def test_sg_58_no_group_below_ten_is_told_nor_can_be_subtracted(places, signed_in, told) -> None:
    """SG-58: a class of 8 → "fewer than 10". Who `signed_in` is one group more, for all ballots less the cards are theirs;
    None: nobody could."""
    ballots = sum(used for _name, used in places) + (signed_in or 0)
    lines = minutes([sheet(*each) for each in places], ballots, 0 if signed_in is None else 90).lines
    assert [(line.places, line.used) for line in lines] == told
    for line in lines:
        if line.used is None:
            assert (line.unused, line.void, line.handed_back) == (None, None, None)
        else:
            assert line.issued == line.used + line.unused + line.void


def test_sg_60_where_the_ballots_are_not_told_the_cards_are_not_either() -> None:
    """SG-60: all cards, less those that chose something, would be who chose none of them."""
    assert [line.used for line in minutes([sheet("A", 30), sheet("B", 12)], None, 0).lines] == [None, None]


def test_sg_59_papers_are_told_with_the_cards_of_their_place() -> None:
    """SG-59: paper in totals only; a place with few papers is no group of its own."""
    sheets = [sheet("A", 30), sheet("B", 12), sheet("A", 11, door="paper"), sheet("B", 3, door="paper")]
    told = [(line.places, line.used, line.paper) for line in minutes(sheets, 90, 40).lines]
    assert told == [(("A",), 41, True), (("B",), 15, True)]
