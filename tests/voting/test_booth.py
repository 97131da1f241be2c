"""Door 1: a card drawn from a bag, a curtain, a vote, and nothing left behind."""

import asyncio
import io
import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from civic.core.actor import NOBODY
from civic.core.charter import Refused
from civic.core.clock import now, pretend
from civic.core.database import rows, value
from civic.core.secrets import TooManyRequestsException
from civic.people import code_words
from civic.voting import acts
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booth_acts
from civic.voting.pace import Pace
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.booths import BOOTH, alone, cast, for_every_child, open_booth, printed, show_card, typed
from tests.voting.polls import TITLES, after_the_close, field, in_box
from tests.voting.tablets import opened_for_tablets
from tests.voting.theft import every_row, moved

NOBODYS = " ".join(code_words.LIST[:6])


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test counts anew."""
    for name in ("WRONG", "HURRY"):
        old = getattr(booth_acts, name)
        monkeypatch.setattr(booth_acts, name, Pace(old.most, old.within))


async def test_a_child_without_an_account_votes(town: Town, browser: Browser) -> None:
    """SG-05: six words, a curtain, a choice, read back, sent; the neutral end, and a blank start ten seconds later."""
    _poll, _sheet, cards = await open_booth(town)
    (await browser.get(BOOTH)).see("Copia las 6 palabras")
    assert (await typed(browser, "  ".join(cards[0]).upper())).location == f"{BOOTH}/cortina"
    (await browser.get(f"{BOOTH}/cortina")).see("¿Estás a solas con la pantalla?").see_not(
        *TITLES, " ".join(cards[0]), "-".join(cards[0])
    )
    ballot = await alone(browser)
    ballot.see(*TITLES, "Ninguna").see_not("checked", " ".join(cards[0]), "-".join(cards[0]))
    page = await browser.post(f"{BOOTH}/boleta/ver", {"choice": "1"}, 200)
    page.see("Elegiste", TITLES[1]).see_not(TITLES[0], TITLES[2])
    assert await in_box() == 0
    again = await browser.post(f"{BOOTH}/boleta/ver", {"choice": "1", "change": "1"}, 200)
    again.see(*TITLES)
    assert 'value="1" checked' in again.text
    sent = await browser.post(f"{BOOTH}/boleta", {"choice": "1"})
    done = await browser.get(sent.location)
    done.see("Tu voto está en la urna", "Terminar").see_not(*TITLES, 'name="choice"')
    assert done.headers["refresh"] == "10; url=/casilla"
    assert await in_box() == 1
    blank = await browser.get(BOOTH)
    blank.see("Copia las 6 palabras").see_not(*TITLES, " ".join(cards[0]), "-".join(cards[0]))
    assert blank.headers["clear-site-data"] == '"cache", "storage"'
    assert (await browser.get(f"{BOOTH}/boleta", 303)).location == BOOTH


async def test_the_square_of_a_card_leads_to_the_curtain_and_leaves_its_address(town: Town, browser: Browser) -> None:
    _poll, _sheet, cards = await open_booth(town)
    answer = await browser.get(f"{BOOTH}/{'-'.join(cards[3])}", 303)
    assert answer.location == f"{BOOTH}/cortina"
    assert "no-store" in answer.headers["cache-control"]
    (await alone(browser)).see(*TITLES)
    assert (await typed(browser, f"https://voz.test/casilla/{'-'.join(cards[4])}")).location == f"{BOOTH}/cortina"


async def test_sg_05_of_a_vote_at_the_booth_only_a_sealed_ballot_is_left(
    town: Town,
    browser: Browser,
    log: io.StringIO,
) -> None:
    """SG-05, SG-50: every table before and after differs by one sealed row; no sign-in, no line of the log, no cookie
    of this child, not even a mark on the card."""
    _poll, _sheet, cards = await open_booth(town)
    await browser.get(BOOTH)
    before, held = await every_row(), dict(browser.client.cookies)
    log.truncate(0)
    browser.client.headers["User-Agent"] = "A-browser-to-be-remembered"
    carried: set[str] = set(held.values())
    await show_card(browser, cards[0])
    carried |= set(browser.client.cookies.values())
    await alone(browser, headphones=True)
    carried |= set(browser.client.cookies.values())
    await browser.post(f"{BOOTH}/boleta/ver", {"choice": "2"}, 200)
    done = await browser.get((await browser.post(f"{BOOTH}/boleta", {"choice": "2"})).location)
    carried |= set(browser.client.cookies.values())
    assert done.status == 200
    await browser.get(BOOTH)
    after = await every_row()
    assert len(after.pop("ballot")) == 1 and before.pop("ballot") == []
    assert moved(before, after) == set()
    left = dict(browser.client.cookies)
    assert set(left) <= {"__Host-visita"} and not set(left.values()) & carried
    said = log.getvalue()
    await browser.get("/votaciones")
    assert "casilla" not in said and "remembered" not in str(after) + said
    assert "/votaciones" in log.getvalue(), "the log is heard"


async def test_sg_50_no_row_but_the_ballot_was_written_in_a_booth_votes_transaction(
    town: Town, browser: Browser
) -> None:
    """SG-50: `xmin` and `xmax` of the cards and sheets tell nothing of which was used."""
    _poll, _sheet, cards = await open_booth(town)
    query = "SELECT xmin::text, xmax::text, ctid::text, * FROM {} ORDER BY id"
    before = [await rows(query.format(table)) for table in ("booth_code", "sheet")]
    await cast(browser, cards[5], "0")
    assert [await rows(query.format(table)) for table in ("booth_code", "sheet")] == before
    codes = {each["id"] for each in await rows("SELECT id FROM booth_code")}
    assert await owner_value("SELECT id FROM ballot") not in codes


async def test_sg_49_twenty_posts_of_one_card_are_one_ballot(town: Town, browser: Browser) -> None:
    """SG-49: 20 parallel submissions, exactly one counted; the others hear that the card was used."""
    _poll, _sheet, cards = await open_booth(town)
    await show_card(browser, cards[0])
    await alone(browser)
    answers = await asyncio.gather(
        *(
            browser.client.post(f"{BOOTH}/boleta", data=browser.marked({"choice": str(n % 3)}), follow_redirects=False)
            for n in range(20)
        )
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses.count(303) >= 1 and set(statuses) <= {303, 409}
    assert await in_box() == 1


async def test_sg_49_a_used_card_is_told_so(town: Town, browsers) -> None:
    """SG-49: a replayed booth code → 409, kindly, and the vote stays what it was."""
    _poll, _sheet, cards = await open_booth(town)
    await cast(browsers(), cards[0], "1")
    first = await owner_rows("SELECT * FROM ballot")
    again = browsers()
    (await show_card(again, cards[0], 409)).see("Esta tarjeta ya se usó", "Si tú no la usaste, pide ayuda")
    (await again.get(f"{BOOTH}/{'-'.join(cards[0])}", 409)).see("ya se usó")
    assert await owner_rows("SELECT * FROM ballot") == first


async def test_sg_51_the_end_is_the_same_for_every_choice(town: Town, browsers) -> None:
    """SG-51: body and headers, without what is random in each."""
    _poll, _sheet, cards = await open_booth(town, rule="approval;max=2;ties=lot")
    ends = set()
    for words, chosen in zip(cards, (["0"], ["1"], ["0", "2"], ["none"]), strict=False):
        page = await cast(browsers(), words, *chosen)
        ends.add((page.text, re.sub(r"(?m)^set-cookie.*$", "", str(page.headers))))
    assert len(ends) == 1


async def test_sg_51_the_read_back_pages_are_of_one_length(town: Town, browser: Browser) -> None:
    _poll, _sheet, cards = await open_booth(town)
    await show_card(browser, cards[0])
    await alone(browser)
    lengths = {
        len((await browser.post(f"{BOOTH}/boleta/ver", {"choice": choice}, 200)).text.encode())
        for choice in ("0", "1", "none")
    }
    assert len(lengths) == 1


async def test_case_7_somebody_is_watching_and_the_child_gets_another_card(town: Town, browsers) -> None:
    """Case 7: the card is worth nothing at once; nobody is told who or when; another card votes."""
    _poll, _sheet, cards = await open_booth(town)
    browser, entries = browsers(), await value("SELECT count(*) FROM entry")
    await show_card(browser, cards[0])
    await alone(browser)
    page = await browser.post(f"{BOOTH}/me-ven")
    (await browser.get(page.location)).see("Pide otra tarjeta", "No tienes que decir por qué")
    assert (await browser.get(f"{BOOTH}/boleta", 303)).location == BOOTH
    (await show_card(browsers(), cards[0], 409)).see("ya no sirve")
    (await cast(browsers(), cards[1], "0")).see("Tu voto está en la urna")
    assert await in_box() == 1
    assert await value("SELECT count(*) FROM entry") == entries


async def test_a_card_is_put_aside_or_used_and_never_both(town: Town, browsers) -> None:
    poll, _sheet, cards = await open_booth(town, cards=16)
    rules = await booth_acts.queries.frozen(poll)
    ballot = Ballot(rules.paper, (0,))

    async def tried(act) -> bool:
        try:
            await act
        except Refused:
            return False
        return True

    for words in cards:
        code = (await booth_acts.find_card(NOBODY, " ".join(words))).code
        voted, put_aside = await asyncio.gather(
            tried(booth_acts.vote_with_card(NOBODY, code, ballot)), tried(booth_acts.void_card(NOBODY, code))
        )
        assert voted != put_aside


@pytest.mark.parametrize("name", ["rosa", "teo", "ines", "carmen", "pilar", "julian", "leticia", "lupita"])
async def test_sg_55_nobody_is_in_with_a_name_at_a_booth(town: Town, browser: Browser, name: str) -> None:
    """SG-55, SG-57: staff cannot redeem a card: with anybody's session on the device the booth does not open."""
    _poll, _sheet, cards = await open_booth(town)
    await show_card(browser, cards[0])
    await browser.come_in(town.people[name])
    for page in ("", "/cortina", "/boleta", "/boleta/ver", "/listo", "/otra", f"/{'-'.join(cards[0])}"):
        status = 200 if name == "lupita" and not page else 403  # a child is told how to come back for it
        (await browser.get(f"{BOOTH}{page}", status)).see("Primero, sal").see_not(*TITLES)
    for door in ("", "/cortina", "/boleta/ver", "/boleta", "/me-ven"):
        await browser.post(f"{BOOTH}{door}", {"code": " ".join(cards[0]), "choice": "0"}, 403)
    assert await in_box() == 0
    assert await value("SELECT count(*) FROM booth_code WHERE state <> 'unused'") == 0


async def test_sg_55_choices_are_heard_with_headphones_only(town: Town, browser: Browser) -> None:
    """SG-55: on the screens of the choice nothing can speak before the headphones step; the curtain may."""
    _poll, _sheet, cards = await open_booth(town)
    await show_card(browser, cards[0])
    assert "<read-aloud" in (await browser.get(f"{BOOTH}/cortina")).text
    (await alone(browser)).see_not("<read-aloud")
    (await browser.post(f"{BOOTH}/boleta/ver", {"choice": "0"}, 200)).see_not("<read-aloud")
    assert "<read-aloud" in (await alone(browser, headphones=True)).text
    assert "<read-aloud" in (await browser.post(f"{BOOTH}/boleta/ver", {"choice": "0"}, 200)).text


async def test_sg_57_many_codes_that_nobody_has_make_the_booth_wait(town: Town, browsers) -> None:
    """SG-57: 500 tries: after sixty in a minute the booth waits, and no ballot; a minute later it opens again."""
    _poll, _sheet, cards = await open_booth(town)
    before = await every_row()
    browser = browsers()
    await browser.get(BOOTH)
    (await typed(browser, NOBODYS, 422)).see("No conocemos esas palabras")
    statuses = [
        (await browser.client.post(BOOTH, data=browser.marked({"code": NOBODYS}))).status_code for _ in range(499)
    ]
    assert statuses.count(422) == 59 and set(statuses[60:]) == {429}
    assert await every_row() == before
    with pretend(now() + timedelta(minutes=2)):
        assert (await show_card(browsers(), cards[0])).location == f"{BOOTH}/cortina"


async def test_wrong_codes_elsewhere_do_not_close_a_tablet(town: Town) -> None:
    _poll, _sheet, cards = await open_booth(town)
    for _ in range(60):
        await booth_acts.find_card(NOBODY, NOBODYS)
    with pytest.raises(TooManyRequestsException):
        await booth_acts.find_card(NOBODY, " ".join(cards[0]))
    assert await booth_acts.find_card(replace(NOBODY, device=uuid4()), " ".join(cards[0]))


async def test_before_and_after_its_vote_a_card_waits_kindly(town: Town, browsers) -> None:
    poll = await for_every_child(town)
    _sheet, cards = await printed(town, poll)
    (await show_card(browsers(), cards[0], 403)).see("Todavía no empieza")
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    late = browsers()
    await show_card(late, cards[0])
    await alone(late)
    with after_the_close():
        (await late.post(f"{BOOTH}/boleta", {"choice": "0"}, 303)).see_not(*TITLES)
        (await show_card(browsers(), cards[0], 403)).see("La votación terminó")
    assert await in_box() == 0


async def test_a_page_left_open_past_the_close_stays_calm(town: Town, browsers) -> None:
    poll, _sheet, cards = await open_booth(town)
    late = browsers()
    await show_card(late, cards[0])
    await alone(late)
    await rows("UPDATE poll SET closes_at = $2 WHERE id = $1", poll, now())
    (await late.post(f"{BOOTH}/boleta", {"choice": "0"}, 403)).see("La votación terminó").see_not(*TITLES)
    assert await in_box() == 0


async def test_what_cannot_be_read_is_asked_again(town: Town, browser: Browser) -> None:
    _poll, _sheet, cards = await open_booth(town)
    await show_card(browser, cards[0])
    await alone(browser)
    for door in ("boleta", "boleta/ver"):
        (await browser.post(f"{BOOTH}/{door}", {"choice": ["0", "1"]}, 422)).see("Deja solo una")
    assert await in_box() == 0


async def test_sg_54_the_options_turn_from_card_to_card(town: Town, browsers) -> None:
    """SG-54: rotated order; the same card sees the same order at each look. “None” and “not today” are there for each, and
    nothing is chosen beforehand."""
    _poll, _sheet, cards = await open_booth(town, cards=24)
    firsts = set()
    for words in cards:
        browser = browsers()
        await show_card(browser, words)
        page = await alone(browser)
        assert page.text == (await browser.get(f"{BOOTH}/boleta")).text
        page.see("Ninguna", "Hoy no quiero votar").see_not(" checked")
        firsts.add(field(page.text.split("ballot-options")[1], "choice"))
    assert firsts == {"0", "1", "2"}


async def test_a_card_for_a_tablet_is_told_as_one_and_opens_no_booth_on_line(town: Town, browser: Browser) -> None:
    """SG-57: only who has the card can know its words. Nothing else is said of it: not its place, nor whether it was used; and
    it counts among the tries that have an end."""
    _poll, _sheet, words = await opened_for_tablets(town)
    page = await show_card(browser, words[0], 422)
    page.see("Esta tarjeta es para una tableta").see_not("No conocemos esas palabras", await value("SELECT name FROM place"))
    (await typed(browser, "uno dos tres cuatro cinco seis", 422)).see("No conocemos esas palabras")
