"""Paper ballots: printed once, keyed twice by two people who do not see each other's keys, and only then in the box."""

import asyncio
import re

import pytest

from civic.core.charter import Refused
from civic.core.database import rows, value
from civic.voting import acts, queries
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booth_acts
from civic.voting.papers import acts as paper_acts
from civic.voting.papers.marks import Number, mark, read_number
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.booths import for_every_child, left_over, place, sit, stopped
from tests.voting.on_paper import open_with_papers
from tests.voting.polls import TITLES, after_the_close, certified, counted

DESK = "/mesa/votaciones"


async def ballot(poll, *marks: int) -> Ballot:
    return Ballot((await queries.frozen(poll)).paper, marks)


async def keyed(town: Town, poll, number: int, *marks: int, spoiled: bool = False) -> list[str]:
    """By Julián and by Teo, alike."""
    await sit(poll, town.julian, town.teo)
    what = None if spoiled else await ballot(poll, *marks)
    return [await paper_acts.key_paper(who, poll, Number(1, number), what) for who in (town.julian, town.teo)]


async def test_sg_59_paper_ballots_are_asked_signed_and_printed_once(town: Town, browser: Browser) -> None:
    """SG-57, SG-59: two people, once, and not before the rules are frozen; no code is kept of them."""
    poll = await for_every_child(town)
    await browser.come_in(town.julian)
    page = f"{DESK}/{poll}/casillas"
    (await browser.get(page)).see("Boletas de papel")
    await browser.post(page, {"place": str(await place()), "pages": "2", "door": "mail"}, 422)
    await browser.post(page, {"place": str(await place()), "pages": "2", "door": "paper"})
    sheet = await value("SELECT id FROM sheet")
    await booth_acts.sign_sheet(town.teo, sheet)
    (await browser.get(page)).see("16 boletas de papel", "se imprimen cuando la votación está abierta")
    await browser.post(f"/mesa/casillas/{sheet}/imprimir", status=403)
    await acts.sign_opening(town.julian, poll)
    await acts.open_poll(town.teo, poll)
    paper = await browser.client.post(f"/mesa/casillas/{sheet}/imprimir", data=browser.marked({}))
    assert paper.status_code == 200 and paper.headers["content-type"] == "application/pdf"
    assert "no-store" in paper.headers["cache-control"]
    assert len(re.findall(rb"/Type /Page\b", paper.content)) == 8, "two on a page"
    await browser.post(f"/mesa/casillas/{sheet}/imprimir", status=403)
    assert await value("SELECT count(*) FROM booth_code") == 0


async def test_sg_59_a_paper_is_keyed_by_two_people_and_never_in_clear(town: Town, browsers) -> None:
    """SG-59, SG-52: through the desk; the first keying is a mark that nobody can read, and goes when it has served."""
    poll, _sheet = await open_with_papers(town)
    page = f"{DESK}/{poll}/papeles"
    early = await browsers().come_in(town.julian)
    (await early.get(page)).see("Todavía hay tiempo para votar")
    await early.post(page, {"number": "1-003", "choice": "1"}, 403)
    with after_the_close():
        julian, teo = await browsers().come_in(town.julian), await browsers().come_in(town.teo)
        await teo.post(f"{page}/abrir")
        await julian.post(page, {"number": "1-003", "choice": "1"}, 403)
        await julian.post(f"{page}/abrir")
        (await julian.get(page)).see(*TITLES)
        (await julian.post(page, {"number": "1-003", "choice": []}, 422)).see("Capture lo que está marcado")
        answer = await julian.post(page, {"number": "1-003", "choice": "1"})
        (await julian.get(answer.location)).see("Boleta 1-003", "se capturó una vez")
        [row] = await rows("SELECT * FROM paper_ballot")
        assert len(row["first"]) == 32 and row["state"] == "keyed" and await owner_value("SELECT count(*) FROM ballot") == 0
        (await julian.post(page, {"number": "1-003", "choice": "0"}, 422)).see("Usted ya capturó esta boleta")
        await julian.post(page, {"number": "3", "sheet": "1", "choice": "1"})
        seen = await teo.get(page)
        seen.see("1-003")
        assert "checked" not in seen.text, "the second person sees nothing of the first"
        answer = await teo.post(page, {"number": "3", "sheet": "1", "choice": "1"})
        (await teo.get(answer.location)).see("en la urna")
        [row] = await rows("SELECT * FROM paper_ballot")
        assert (row["first"], row["state"]) == (b"", "in") and await owner_value("SELECT count(*) FROM ballot") == 1
        (await teo.post(page, {"number": "1-003", "choice": "2"}, 422)).see("ya se capturó dos veces")
        (await teo.post(page, {"number": "1-004", "choice": ["1", "2"]}, 422)).see("captúrela como anulada")
        (await teo.post(page, {"number": "1-004", "choice": ["1", "spoiled"]}, 422)).see("Deje solo una")
    for name in ("pilar", "carmen", "leticia", "rosa", "lupita"):
        other = await browsers().come_in(town.people[name])
        await other.get(page, 403)
        await other.post(page, {"number": "1-003", "choice": "1"}, 403)


async def test_sg_59_two_different_keyings_hold_the_paper_and_the_close(town: Town, browsers) -> None:
    """SG-59: held until two people have keyed it alike; who keyed first of both may not also be the second."""
    poll, sheet = await open_with_papers(town)
    with after_the_close():
        await left_over(town, sheet, 6)
        await sit(poll, town.julian, town.teo, town.ines)
        await paper_acts.key_paper(town.julian, poll, Number(1, 2), await ballot(poll, 0))
        assert await paper_acts.key_paper(town.teo, poll, Number(1, 2), await ballot(poll, 1)) == "held"
        assert await value("SELECT first FROM paper_ballot") == b"" and await owner_value("SELECT count(*) FROM ballot") == 0
        julian = await browsers().come_in(town.julian)
        (await julian.get(f"{DESK}/{poll}/papeles")).see("Las dos capturas no coinciden", "1-002")
        (await julian.post(f"{DESK}/{poll}/firmar-cierre", status=403)).see("boletas")
        assert await paper_acts.key_paper(town.teo, poll, Number(1, 2), await ballot(poll, 1)) == "keyed"
        with pytest.raises(Refused, match="another_keys"):
            await paper_acts.key_paper(town.teo, poll, Number(1, 2), await ballot(poll, 0))
        assert await paper_acts.key_paper(town.ines, poll, Number(1, 2), await ballot(poll, 1)) == "in"
        await julian.post(f"{DESK}/{poll}/firmar-cierre")


@pytest.mark.parametrize("number", ["0", "1-000", "1-009", "2-001", "9-9", "uno", "1-3-2", ""])
async def test_sg_59_a_number_that_was_never_printed_is_no_paper(town: Town, browser: Browser, number: str) -> None:
    poll, _sheet = await open_with_papers(town)
    with after_the_close():
        await browser.come_in(town.julian)
        await browser.post(f"{DESK}/{poll}/papeles/abrir")
        page = await browser.post(f"{DESK}/{poll}/papeles", {"number": number, "sheet": "1", "choice": "1"}, 422)
    assert f'value="{number}"' in page.text and 'value="1" checked' in page.text, "what was keyed is kept"
    assert await value("SELECT count(*) FROM paper_ballot") == 0


async def test_sg_57_papers_of_a_stopped_sheet_are_no_ballots(town: Town, browser: Browser) -> None:
    """SG-57: stopped papers are void, all of them, and told as such."""
    poll, sheet = await open_with_papers(town)
    await stopped(town, sheet)
    assert await value("SELECT void FROM sheet") == 8
    with after_the_close(), pytest.raises(Refused, match="paper_printed"):
        await sit(poll, town.julian)
        await paper_acts.key_paper(town.julian, poll, Number(1, 1), await ballot(poll, 1))


async def test_sg_49_many_people_keying_one_paper_at_once_put_in_one_ballot(town: Town) -> None:
    """SG-49, SG-59: whoever comes first, there is one first and one second keying, and one ballot."""
    poll, _sheet = await open_with_papers(town)
    what = await ballot(poll, 1)
    with after_the_close():
        await sit(poll, town.julian, town.teo, town.ines)
        found = await asyncio.gather(
            *(paper_acts.key_paper(who, poll, Number(1, 5), what) for who in (town.julian, town.teo, town.ines) * 3),
            return_exceptions=True,
        )
    became = [each for each in found if isinstance(each, str)]
    assert became.count("in") == 1 and set(became) == {"keyed", "in"}
    assert all(isinstance(each, str | Refused) for each in found)
    assert await owner_value("SELECT count(*) FROM ballot") == 1
    [row] = await rows("SELECT first_by, second_by, state FROM paper_ballot")
    assert row["state"] == "in" and row["first_by"] != row["second_by"]


async def test_sg_50_a_mark_of_a_keying_tells_nothing_without_the_key(town: Town) -> None:
    """SG-50: another key, another paper or another choice: another mark; and what is equal is equal for one paper only."""
    poll, sheet = await open_with_papers(town)
    one, other = await ballot(poll, 0), await ballot(poll, 1)
    marks = {
        mark(key, sheet, number, what)
        for key in (b"k" * 32, b"l" * 32) for number in (1, 2) for what in (one, other, None)
    }  # fmt: skip
    assert len(marks) == 12 and {len(each) for each in marks} == {32}


async def test_papers_are_counted_told_and_must_add_up(town: Town, browser: Browser) -> None:
    """SG-57, SG-59: printed = used + not used + spoiled; what two people keyed is what is counted."""
    poll, sheet = await open_with_papers(town, 16)
    with after_the_close():
        for number in range(1, 11):
            assert await keyed(town, poll, number, number % 2) == ["keyed", "in"]
        assert await keyed(town, poll, 11) == ["keyed", "in"], "a blank paper"
        assert await keyed(town, poll, 12, spoiled=True) == ["keyed", "void"]
        await left_over(town, sheet, 3)
    await counted(town, poll)
    [row] = await rows("SELECT used, unused, void FROM sheet")
    assert tuple(row) == (11, 4, 1)
    assert await value("SELECT result->>'ballots' FROM poll") == "11"
    with after_the_close():
        await certified(town, poll)
        page = await browser.get(f"/votaciones/{poll}")
    page.see("16 tarjetas y boletas impresas", "Votaron pocas personas", "Dos personas copiaron cada boleta").see_not("11 usadas")


async def test_sg_57_more_papers_left_over_than_were_not_used_stop_the_result(town: Town, browser: Browser) -> None:
    poll, sheet = await open_with_papers(town)
    with after_the_close():
        for number in (1, 2, 3):
            await keyed(town, poll, number, 0)
        await left_over(town, sheet, 6)
    await counted(town, poll)
    with after_the_close():
        await browser.come_in(town.teo)
        (await browser.post(f"{DESK}/{poll}/firmar-resultado", status=403)).see("no cuadran")
        (await browser.get(f"{DESK}/{poll}/casillas")).see("Cuenten otra vez la bolsa", "3 usadas, 5 sin usar")


@pytest.mark.parametrize(
    "hand",
    [
        "DELETE FROM ballot",
        "UPDATE paper_ballot SET state = 'void' WHERE number = 1",
        "DELETE FROM paper_ballot WHERE number = 1",
    ],
)
async def test_case_8_papers_and_box_that_differ_stop_the_result(town: Town, hand: str, browser: Browser) -> None:
    """Case 8: a ballot taken out of the box, or a paper whose keying was changed with a hand in the database."""
    poll, sheet = await open_with_papers(town)
    with after_the_close():
        await keyed(town, poll, 1, 0)
        await keyed(town, poll, 2, 1)
        await left_over(town, sheet, 6)
    await owner_rows(hand)
    await counted(town, poll)
    with after_the_close():
        await browser.come_in(town.teo)
        await browser.post(f"{DESK}/{poll}/firmar-resultado", status=403)
        (await browser.get(f"{DESK}/{poll}/casillas")).see("de nadie")


def test_numbers_are_read_as_people_type_them() -> None:
    assert str(Number(3, 17)) == "3-017"
    for typed in ("3-017", "3 17", "3.17", " 3-17 ", "3/017"):
        assert read_number(typed) == Number(3, 17)
    assert read_number("17", 3) == Number(3, 17) and read_number("4-1", 3) == Number(4, 1)
    for typed in ("", "x", "3-", "-17", "3-17-2", "٣-١٧", "1" * 9):
        assert read_number(typed) is None
