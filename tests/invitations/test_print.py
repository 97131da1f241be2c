"""Cards and letters on paper: for who has not come, new codes each time, kept nowhere."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import rows, value
from civic.core.outbox import drain
from civic.invitations import acts
from civic.people import cards
from tests.browsing import Browser
from tests.conftest import Town
from tests.invitations.lists import CLASS, DESK, class_of, invite, invited
from tests.people.doorbell import Handed, keep, show_card, type_words


@pytest.fixture
def printed(monkeypatch) -> list:
    """What went onto the paper: the packs and the letters, in order."""
    seen: list = []

    def spy(name: str) -> None:
        real = getattr(acts, name)
        monkeypatch.setattr(acts, name, lambda made: seen.append(made) or real(made))

    spy("cards_on_paper")
    spy("letters_on_paper")
    return seen


def handed(card) -> Handed:
    return Handed(card.url.rsplit("/", 1)[1], " ".join(card.words))


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


async def test_the_cards_of_a_signed_list(town: Town, teo: Browser, julian: Browser, printed: list) -> None:
    """SG-06: single use, fourteen days, only hashes kept; in the order and with the numbers of the school's list."""
    key = await invited(teo, julian, class_of(9))
    answer = await julian.client.post(f"{DESK}/{key}/tarjetas", data=julian.marked())
    assert answer.headers["content-type"] == "application/pdf" and answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"] and pages(answer.content) == 2
    pack = printed[0]
    assert [each.number for each in pack.cards] == list(range(1, 10))
    kept = await rows(
        "SELECT c.*, p.name FROM card c JOIN person p ON p.id = c.person JOIN invited i ON i.person = p.id WHERE i.batch = $1",
        key,
    )
    assert {each["name"] for each in kept} == {each.alias for each in pack.cards}
    assert all(abs(each["expires_at"] - now() - timedelta(days=14)) < timedelta(minutes=1) for each in kept)
    said = str([tuple(each) for each in kept])
    assert not [each for each in pack.cards if handed(each).token in said or handed(each).words in said]
    assert await value("SELECT count(*) FROM entry WHERE act = 'invitations.print_cards'") == 1


async def test_a_list_printed_again_ends_the_cards_of_before(teo: Browser, julian: Browser, printed: list, browsers) -> None:
    """Threat 21: also a photograph of them."""
    key = await invited(teo, julian)
    for _ in range(2):
        await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    old, new = printed[0].cards[0], printed[1].cards[0]
    assert old.alias == new.alias and old.words != new.words
    known = await show_card(browsers(), handed(new))
    known.see(new.alias)
    (await show_card(browsers(), handed(old))).see_not(old.alias)


async def test_who_has_come_keeps_their_card(teo: Browser, julian: Browser, printed: list) -> None:
    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    await rows("UPDATE card SET claimed_at = $1 WHERE token = $2", now(), _token(printed[0].cards[1]))
    await acts.forget_numbers()
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    first, third = printed[0].cards[0].alias, printed[0].cards[2].alias
    assert [(each.alias, each.number) for each in printed[1].cards] == [(first, 1), (third, 3)]
    assert await value("SELECT count(*) FROM invited WHERE number IS NULL") == 1
    (await julian.get(f"{DESK}/{key}")).see("Ya llegaron 1 de 3")
    await rows("UPDATE card SET claimed_at = $1", now())
    (await julian.post(f"{DESK}/{key}/tarjetas", status=403)).see("ya llegaron")


def _token(card) -> bytes:
    from civic.core.secrets import fingerprint

    return fingerprint(handed(card).token)


async def test_a_claim_and_a_print_at_once_leave_one_of_them(town: Town, teo: Browser, julian: Browser, printed: list) -> None:
    """A card that is being replaced is not claimed, and a claimed one is not replaced."""
    import asyncio

    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    known = await cards.find_card(handed(printed[0].cards[0]).token, "here")
    claimed, answer = await asyncio.gather(
        cards.claim_card(known, "pictures", "cat sun apple"),
        julian.client.post(f"{DESK}/{key}/tarjetas", data=julian.marked()),
    )
    assert answer.status_code == 200
    assert claimed == (known["name"] not in {each.alias for each in printed[1].cards})


async def test_the_letters_have_codes_of_their_own(town: Town, teo: Browser, julian: Browser, printed: list) -> None:
    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    answer = await julian.client.post(f"{DESK}/{key}/cartas", data=julian.marked())
    assert pages(answer.content) == 3
    pack, letters = printed
    assert [(each.alias, each.number) for each in letters] == [(each.alias, each.number) for each in pack.cards]
    assert not {each.words for each in letters} & {each.words for each in pack.cards}
    owners = await rows(
        "SELECT p.role, count(*) AS n FROM card c JOIN person p ON p.id = c.person WHERE c.claimed_at IS NULL GROUP BY 1"
    )
    assert {each["role"]: each["n"] for each in owners} == {"child": 3, "guardian": 3}


async def test_no_code_is_in_the_log_or_on_a_page(teo: Browser, julian: Browser, printed: list, caplog) -> None:
    """SG-77"""
    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    codes = [word for each in printed[0].cards for word in (handed(each).token, handed(each).words)]
    (await julian.get(f"{DESK}/{key}")).see_not(*codes, *(each.alias for each in printed[0].cards))
    facts = [each["facts"] for each in await rows("SELECT facts::text AS facts FROM entry")]
    assert not [code for code in codes if code in caplog.text or code in str(facts)]


async def test_day_fifteen_is_too_late(teo: Browser, julian: Browser, printed: list, browsers) -> None:
    """SG-06"""
    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    with time_machine.travel(now() + timedelta(days=14, minutes=1), tick=False):
        browser = browsers()
        keep(browser, await browser.get(handed(printed[0].cards[0]).link, 303))
        (await browser.get("/entrar/tarjeta", 410)).see("Ya pasaron los días")


async def test_a_card_used_twice_is_told_to_who_issued_it(
    town: Town, teo: Browser, julian: Browser, printed: list, browsers
) -> None:
    """SG-06, threat 21: the second browser is refused, and the issuer asks at the place. No alias travels."""
    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    await julian.post(f"{DESK}/{key}/cartas", status=200)
    for each, owner in ((printed[0].cards[0], "child"), (printed[1][1], "guardian")):
        known = await cards.find_card(handed(each).token, "here")
        assert known["role"] == owner
        assert await cards.claim_card(known, "pin", "482913")
        again = await cards.find_card(handed(each).token, "there")
        with pytest.raises(Exception, match="not_claimed"):
            await cards.ask_claim(town.lupita, again)
    await drain()
    await teo.get("/avisos")
    told = await rows("SELECT * FROM message WHERE kind = 'card_reused'")
    assert {each["person"] for each in told} == {town.teo.id} and len(told) == 2
    (await teo.get("/avisos")).see("por segunda vez una tarjeta de «3.º B»").see_not(printed[0].cards[0].alias)
    assert {each["link"] for each in told} == {f"{DESK}/{key}"}


async def test_an_unsigned_list_has_no_cards_and_is_nobodys_class(town: Town, teo: Browser) -> None:
    key = await invite(teo, CLASS)
    await teo.post(f"{DESK}/{key}/cartas", status=403)
    aliases = [each["name"] for each in await rows("SELECT p.name FROM person p JOIN invited i ON i.person = p.id")]
    (await teo.get(f"/mesa/clase/{town.lupita.place}")).see(town.lupita.name).see_not(*aliases)


async def test_words_typed_find_the_card_too(teo: Browser, julian: Browser, printed: list, browsers) -> None:
    key = await invited(teo, julian)
    await julian.post(f"{DESK}/{key}/tarjetas", status=200)
    (await type_words(browsers(), handed(printed[0].cards[0]).words)).see(printed[0].cards[0].alias)


async def test_nobody_elses_list_is_there(julian: Browser) -> None:
    await julian.get(f"{DESK}/{UUID(int=9)}", 404)
    await julian.post(f"{DESK}/{UUID(int=9)}/firmar", status=404)
