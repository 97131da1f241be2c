"""The key of a box in three people's hands: two cards open it, one tells nothing, and the house forgets it."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.core import outbox
from civic.core.actor import THE_CLOCK
from civic.core.charter import Refused
from civic.core.clock import now
from civic.core.database import rows, value
from civic.voting import acts, closing
from civic.voting.ballots import Problem
from civic.voting.box.keys import COUNCIL
from civic.voting.custody import acts as custody
from civic.voting.custody import shares as custody_cards
from civic.voting.custody.cards import Sheet, print_card
from civic.voting.custody.shares import Card, read_card
from civic.voting.forms import Rules
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.polls import CHOOSE_ONE, DICE, QUESTION, TITLES, after_the_close, as_read, certified, idea, vote

DESK = "/mesa/votaciones"
NAMES = {"name-1": "Marta Solís", "name-2": "Elías Cano", "name-3": "Rita Bravo"}


async def announced(town: Town) -> UUID:
    key = await acts.draft_poll(town.julian, town.call)
    rules = Rules(QUESTION, CHOOSE_ONE, 1, now() + timedelta(days=7), custody=True)
    await acts.keep_poll(town.julian, key, rules)
    for title in TITLES:
        await acts.put_option(town.julian, key, await idea(town, town.amaranta, title))
    await acts.announce_poll(town.julian, key)
    await acts.draw_lot(town.teo, key, DICE)
    return key


async def printed(town: Town, key: UUID) -> list[str]:
    """Named, and all three cards on paper: their words."""
    await custody.name_custodians(town.julian, key, list(NAMES.values()))
    return [
        await custody.print_custody_card(who, key, place)
        for place, who in enumerate((town.teo, town.ines, town.julian))
    ]


def read(words: str) -> Card:
    found = read_card(words)
    assert isinstance(found, Card)
    return found


async def opened(town: Town) -> tuple[UUID, list[str]]:
    key = await announced(town)
    cards = await printed(town, key)
    assert await custody.prove_custody(town.teo, key, [read(cards[0]), read(cards[2])]) is None
    await outbox.drain()
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
    return key, cards


async def over(town: Town, key: UUID) -> None:
    await closing.sign_closing(town.julian, key)
    await closing.close_poll(town.teo, key)
    await outbox.drain()


async def test_the_whole_ceremony_by_its_pages(town: Town, browser: Browser, keys: Path) -> None:
    key = await announced(town)
    await browser.come_in(town.julian)
    (await browser.get(f"{DESK}/{key}")).see("pruebe dos", "La guardan tres personas")
    await browser.post(f"{DESK}/{key}/firmar-apertura", status=403)
    page = f"{DESK}/{key}/custodia"
    await browser.post(page, NAMES | {"name-2": " marta solís"}, status=422)
    await browser.post(page, NAMES)
    for place, who in enumerate((town.julian, town.teo, town.ines)):
        await browser.come_in(who)
        await browser.post(f"{page}/tarjeta", {"place": str(place)}, status=200)
        await browser.post(f"{page}/tarjeta", {"place": str(place)}, status=403)
    await browser.post(f"{page}/tarjeta", {"place": "3"}, status=404)
    cards = (keys / f"{key}.custody").read_text().split("\n")
    await browser.come_in(town.teo)
    typed = {"card-1": cards[0], "card-2": cards[1].replace(" ", "\n").upper()}
    again = await browser.post(f"{page}/probar", {**typed, "card-1": "academic " + cards[0]}, status=422)
    again.see("Hay 21 palabras", cards[0])
    (await browser.post(f"{page}/probar", {**typed, "card-2": cards[0]}, status=422)).see("la misma tarjeta dos veces")
    assert (keys / f"{key}.custody").exists()
    await browser.post(f"{page}/probar", typed)
    (await browser.get(page)).see("La llave ya solo está en las tarjetas").see_not("Probar dos tarjetas")
    await outbox.drain()
    assert list(keys.iterdir()) == []
    await browser.post(f"{DESK}/{key}/firmar-apertura", await as_read(key))
    await browser.come_in(town.julian)
    await browser.post(f"{DESK}/{key}/abrir", await as_read(key))
    assert [file.name for file in keys.iterdir()] == [f"{key}.pseudonym"]
    (await browser.get(f"/votaciones/{key}")).see("La guardan tres personas")
    await vote(town.lupita, key, 2)
    with after_the_close():
        await over(town, key)
        await browser.come_in(town.teo)
        (await browser.get(f"{DESK}/{key}")).see("Abrir la urna con dos tarjetas")
        count = f"{DESK}/{key}/contar"
        (await browser.get(count)).see("Elías Cano")
        (await browser.post(count, {"card-1": cards[1], "card-2": ""}, status=422)).see("veinte palabras", cards[1])
        await browser.post(count, {"card-1": cards[1], "card-2": cards[2]})
        await outbox.drain()
        await certified(town, key)
    assert [file.name for file in keys.iterdir()] == [COUNCIL], "what signs counts stays, and nothing else"
    (await browser.get(f"/votaciones/{key}")).see(TITLES[2])


async def test_no_card_is_forgotten_before_it_is_on_paper(town: Town, browser: Browser, keys: Path) -> None:
    """SG-50: of three cards two are enough; proven before the third was printed, any lost card would be one too many."""
    key = await announced(town)
    await custody.name_custodians(town.julian, key, tuple(NAMES.values()))
    two = [await custody.print_custody_card(who, key, place) for place, who in enumerate((town.julian, town.teo))]
    with pytest.raises(Refused, match="all_printed"):
        await custody.prove_custody(town.teo, key, [read(card) for card in two])
    await browser.come_in(town.ines)
    (await browser.get(f"{DESK}/{key}/custodia")).see("Primero imprima las tres", "Imprimir la tarjeta 3").see_not("Probar dos")
    await custody.print_custody_card(town.ines, key, 2)
    assert await custody.prove_custody(town.teo, key, [read(card) for card in two]) is None


async def test_nothing_of_the_key_is_in_the_database_or_on_the_disk_once_it_is_proven(town: Town, keys: Path) -> None:
    """SG-50: the box can be opened with two cards and with nothing that the house has."""
    key, cards = await opened(town)
    secret = custody_cards.secret_of(str(key), custody_cards.combine_mnemonics(cards[:2]))
    await vote(town.lupita, key, 0)
    tables = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    for table in tables:
        text = "\n".join(each["line"] for each in await owner_rows(f'SELECT t::text AS line FROM "{table["tablename"]}" t'))
        for piece in (secret.hex(), *[" ".join(card.split()[:4]) for card in cards]):
            assert piece not in text, table["tablename"]
    for file in keys.iterdir():
        assert secret not in file.read_bytes()
        assert not any(card.encode() in file.read_bytes() for card in cards)
    with after_the_close():
        await closing.sign_closing(town.julian, key)
        await closing.close_poll(town.teo, key)
        with pytest.raises(Refused, match="key_is_here"):
            await closing.count_poll(THE_CLOCK, key)


async def test_one_card_or_the_cards_of_another_vote_open_nothing(town: Town) -> None:
    key, cards = await opened(town)
    other = custody_cards.make(b"\x07" * 16)
    await vote(town.lupita, key, 0)
    with after_the_close():
        await over(town, key)
        for pair in ((cards[0], cards[0]), (other[0], other[1]), (cards[0], other[1])):
            found = await custody.open_with_cards(town.teo, key, [read(words) for words in pair])
            assert isinstance(found, Problem), pair
        assert (await owner_rows("SELECT count(*) AS n FROM ballot"))[0]["n"] == 1
        assert await value("SELECT state FROM poll") == "closed"
        assert await custody.open_with_cards(town.teo, key, [read(cards[2]), read(cards[1])]) is None
    assert await value("SELECT state FROM poll") == "counted"


async def test_a_ceremony_that_broke_off_begins_anew_and_the_old_cards_open_nothing(town: Town, keys: Path) -> None:
    """A restart in the middle neither loses nor leaks: what was printed before is worth nothing after."""
    key = await announced(town)
    await custody.name_custodians(town.julian, key, list(NAMES.values()))
    old = await custody.print_custody_card(town.teo, key, 0)
    (keys / f"{key}.custody").unlink()
    with pytest.raises(Refused, match="cards_here"):
        await custody.print_custody_card(town.ines, key, 1)
    cards = await printed(town, key)
    found = await custody.prove_custody(town.teo, key, [read(old), read(cards[1])])
    assert isinstance(found, Problem)
    assert await custody.prove_custody(town.teo, key, [read(cards[0]), read(cards[1])]) is None


async def test_a_proof_that_broke_off_before_it_was_certain_keeps_the_cards(
    town: Town, keys: Path, monkeypatch
) -> None:
    key = await announced(town)
    cards = await printed(town, key)

    async def lost(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(custody, "note", lost)
        with pytest.raises(ConnectionError):
            await custody.prove_custody(town.teo, key, [read(cards[0]), read(cards[1])])
    assert await value("SELECT box_key FROM poll") is None
    assert (keys / f"{key}.custody").exists()
    assert await custody.prove_custody(town.teo, key, [read(cards[0]), read(cards[1])]) is None


async def test_naming_anew_undoes_the_proof_and_the_names_signed(town: Town) -> None:
    key = await announced(town)
    cards = await printed(town, key)
    await custody.prove_custody(town.teo, key, [read(cards[0]), read(cards[1])])
    await acts.sign_opening(town.teo, key)
    await custody.name_custodians(town.julian, key, list(NAMES.values()))
    with pytest.raises(Refused, match="custody_ready"):
        await acts.open_poll(town.julian, key)


async def test_nobody_prints_two_cards_for_two_open_the_box(town: Town, browser: Browser) -> None:
    """SG-50: whoever prints a card can read it. Named anew, the cards are others, and so may be who prints them."""
    key = await announced(town)
    await custody.name_custodians(town.julian, key, list(NAMES.values()))
    page = f"{DESK}/{key}/custodia"
    await browser.come_in(town.teo)
    (await browser.get(page)).see("Imprimir la tarjeta 2")
    await browser.post(f"{page}/tarjeta", {"place": "0"}, status=200)
    (await browser.get(page)).see("Usted ya imprimió una tarjeta", "La imprimió Teodoro Ríos").see_not("Imprimir la tarjeta 2")
    (await browser.post(f"{page}/tarjeta", {"place": "1"}, status=403)).see("otra persona imprime esta")
    assert await value("SELECT count(*) FROM custodian WHERE printed") == 1
    await browser.come_in(town.ines)
    await browser.post(f"{page}/tarjeta", {"place": "1"}, status=200)
    await custody.name_custodians(town.julian, key, list(NAMES.values()))
    await browser.post(f"{page}/tarjeta", {"place": "0"}, status=200)


async def test_naming_needs_a_fresh_second_key(town: Town, keys: Path) -> None:
    """SG-57: a session left open cannot make the cards of three people worth nothing."""
    key = await announced(town)
    with pytest.raises(Refused, match="lately_proven"):
        await custody.name_custodians(replace(town.julian, proven=False), key, list(NAMES.values()))


async def test_taking_the_vote_back_forgets_the_cards(town: Town, keys: Path) -> None:
    key = await announced(town)
    await printed(town, key)
    await acts.recall_poll(town.julian, key)
    assert list(keys.iterdir()) == []
    assert await value("SELECT count(*) FROM custodian") == 0


async def test_the_file_of_cards_is_closed_to_others_and_overwritten(town: Town, keys: Path) -> None:
    key = await announced(town)
    await custody.name_custodians(town.julian, key, list(NAMES.values()))
    assert (keys / f"{key}.custody").stat().st_mode & 0o777 == 0o600


def test_a_card_is_one_page_and_the_same_words_make_the_same_bytes() -> None:
    cards = custody_cards.make(b"\x01" * 16)
    sheets = [
        Sheet("Valle del Río", QUESTION, POLL, "Marta Solís", n, words.split()) for n, words in enumerate(cards, 1)
    ]
    made = [print_card(sheet) for sheet in sheets]
    assert [len(re.findall(rb"/Type /Page\b", each)) for each in made] == [1, 1, 1]
    assert made[0] == print_card(sheets[0]) != made[1]


POLL = "00000000-0000-0000-0000-000000000001"


@settings(deadline=None)
@given(st.binary(min_size=16, max_size=16), st.sampled_from([(0, 1), (1, 0), (0, 2), (2, 1)]))
def test_any_two_cards_make_the_same_key(seed: bytes, pair: tuple[int, int]) -> None:
    cards = custody_cards.make(seed)
    box = custody_cards.public_key(custody_cards.secret_of(POLL, seed))
    found = custody_cards.open_with(POLL, box, [read(cards[place]) for place in pair])
    assert found == custody_cards.secret_of(POLL, seed)
    assert isinstance(custody_cards.open_with(POLL[:-1] + "2", box, [read(cards[place]) for place in pair]), Problem)


CARD = custody_cards.make(b"\x03" * 16)[0]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (CARD.replace(CARD.split()[4], "perro", 1), "is not on any card"),
        (" ".join(CARD.split()[:-1]), "A card has 20"),
        (CARD + " acid", "A card has 20"),
        (" ".join([*CARD.split()[1::-1], *CARD.split()[2:]]), "do not fit together"),
        ("", "A card has 20"),
        ("١٢٣ 🙂", "A card has 20"),
    ],
    ids=["a strange word", "too short", "too long", "turned around", "nothing", "no words"],
)
def test_what_is_the_matter_with_a_card_is_said(typed: str, why: str) -> None:
    found = read_card(typed)
    assert isinstance(found, Problem) and why in found.msgid, found


@pytest.mark.parametrize(
    "typed",
    [
        CARD.upper(),
        " ".join(word[:4] for word in CARD.split()),
        "\n".join(f"{n}. {word}" for n, word in enumerate(CARD.split(), 1)),
        re.sub(" ", ",  ", CARD),
    ],
    ids=["capitals", "four letters", "numbered", "commas"],
)
def test_a_card_is_read_however_it_is_copied(typed: str) -> None:
    assert read(typed).words == CARD
