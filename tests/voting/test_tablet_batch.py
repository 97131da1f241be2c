"""A tablet without network brings back its ballots: once, in any order, and nothing that is not of its cards."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.core.actor import NOBODY, Actor
from civic.core.acts import NotThere
from civic.core.charter import Refused
from civic.core.database import rows, value
from civic.devices.acts import revoke_device
from civic.settings import current
from civic.voting import closing
from civic.voting.booths import acts as booth_acts
from civic.voting.box import keys
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.tablets import acts as tablet_acts
from civic.voting.tablets import codes as tablet_codes
from civic.voting.tablets.acts import Batch
from civic.voting.tablets.codes import known_by
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.booths import left_over, stopped
from tests.voting.polls import after_the_close, closed, counted, vote
from tests.voting.tablets import enrolled, hold, opened_for_tablets, sent_out

HERE = "/casilla/sin-red"


async def codes_of(poll: UUID, words: list[tuple[str, ...]]) -> list[bytes]:
    return [await tablet_codes.proof_of(" ".join(each), poll) for each in words]


def on(device: UUID) -> Actor:
    """Nobody, at this tablet."""
    return replace(NOBODY, device=device)


async def box(poll: UUID) -> dict[bytes, bytes]:
    return {each["id"]: each["sealed"] for each in await owner_rows("SELECT id, sealed FROM ballot WHERE poll = $1", poll)}


def lesser(batches: list[Batch], key: bytes) -> dict[bytes, bytes]:
    """What must be in the box, said once more and slowly."""
    aside = {code for batch in batches for code in batch.void}
    found: dict[bytes, list[bytes]] = {}
    for batch in batches:
        for code, sealed in batch.ballots:
            if code not in aside:
                found.setdefault(code, []).append(sealed)
    return {pseudonym(key, known_by(code)): min(each) for code, each in found.items()}


SEALED = st.integers(0, 255).map(lambda byte: bytes([byte]) * 49)
#: What one tablet did with each of eight cards: a ballot, None where it was put aside, nothing.
CARDS = st.fixed_dictionaries({}, optional={n: st.none() | SEALED for n in range(8)})


@pytest.fixture
async def three(town: Town) -> tuple[UUID, list[bytes], list[tuple[UUID, UUID, str]]]:
    """An open vote, the codes of a sheet, and three tablets that went out with it."""
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    return poll, await codes_of(poll, words), [await sent_out(town, sheet, f"Tableta {n}") for n in range(3)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(did=st.tuples(CARDS, CARDS, CARDS), order=st.permutations(list(range(3)) * 3))
async def test_sg_49_batches_in_any_order_and_thrice_make_one_box(
    three: tuple[UUID, list[bytes], list[tuple[UUID, UUID, str]]], did: tuple[dict, ...], order: list[int]
) -> None:
    """The property “offline batches replayed in any order and thrice”: three tablets of one sheet, some of whose cards
    were used on several, or put aside on one and used on another."""
    poll, codes, outings = three
    await owner_rows("DELETE FROM ballot")
    await rows("UPDATE booth_code SET state = 'unused'")
    batches = [
        Batch([(codes[n], each) for n, each in of.items() if each], [codes[n] for n, each in of.items() if not each])
        for of in did
    ]
    for n in order:
        outing, device, _token = outings[n]
        assert await tablet_acts.deliver_batch(on(device), outing, batches[n], ended=False) == 0
    assert await box(poll) == lesser(batches, keys.pseudonym_key(current().keys, str(poll)))
    void = {each["id"] for each in await rows("SELECT id FROM booth_code WHERE state = 'void'")}
    assert void == {known_by(code) for batch in batches for code in batch.void}


async def test_sg_50_a_batch_lies_in_the_order_of_its_names(town: Town) -> None:
    """SG-50: neither the order of votes nor that of the message is to be found in the box, and a repetition moves
    nothing: no row is written anew."""
    poll, sheet, words = await opened_for_tablets(town, cards=40)
    outing, device, _token = await sent_out(town, sheet)
    codes = await codes_of(poll, words)
    batch = Batch([(code, bytes([n]) * 49) for n, code in enumerate(codes)])
    await tablet_acts.deliver_batch(on(device), outing, batch, ended=False)
    lying = "SELECT id, ctid::text AS lies, xmin::text AS written FROM ballot ORDER BY ctid"
    before = await owner_rows(lying)
    assert [each["id"] for each in before] == sorted(each["id"] for each in before)
    assert len(before) == 40 and len({each["written"] for each in before}) == 1
    await tablet_acts.deliver_batch(on(device), outing, batch, ended=True)
    assert await owner_rows(lying) == before


async def test_sg_57_what_is_not_of_its_cards_is_refused_and_counted(town: Town) -> None:
    """SG-57, threat 13: what a tablet knows a card by, without the card; a card nobody printed; a row of another
    length. Once, however often it is sent."""
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    outing, device, _token = await sent_out(town, sheet)
    codes = await codes_of(poll, words)
    fine = [(codes[0], bytes(49))]
    wrong = [(known_by(codes[3]), bytes(49)), (bytes(32), bytes(49)), (codes[1], bytes(48)), (codes[2], bytes(50)), (b"", b"")]
    for _again in range(3):
        assert await tablet_acts.deliver_batch(on(device), outing, Batch(fine + wrong, [bytes(32)]), ended=True) == 6
    assert await box(poll) == {pseudonym(keys.pseudonym_key(current().keys, str(poll)), known_by(codes[0])): bytes(49)}
    assert await value("SELECT refused FROM outing") == 6
    desk = await (await town_browser(town)).get(f"/mesa/votaciones/{poll}/casillas")
    desk.see("6 de lo que trajo no eran de sus tarjetas")


async def test_sg_57_a_tablet_full_of_rubbish_is_told_and_stops_no_town(town: Town, browsers) -> None:
    """SG-57, SG-60: its cards are real, so all adds up. Both who certify say why, everybody reads it, and one bad tablet
    cannot keep a whole town from its result. Few are never told in a number."""
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    outing, device, _token = await sent_out(town, sheet)
    rubbish = [(code, bytes([n]) * 49) for n, code in enumerate((await codes_of(poll, words))[:3])]
    await tablet_acts.deliver_batch(on(device), outing, Batch(rubbish), ended=True)
    await vote(town.amaranta, poll, 1)
    at = f"/mesa/votaciones/{poll}"
    with after_the_close():
        await left_over(town, sheet, 5)
    await counted(town, poll)
    with after_the_close():
        julian, teo = await browsers().come_in(town.julian), await browsers().come_in(town.teo)
        (await julian.get(at)).see("3 boletas no se pudieron leer", "basura con tarjetas verdaderas")
        (await julian.post(f"{at}/firmar-resultado", {}, 422)).see("Escriba por qué")
        with pytest.raises(Refused, match="unread_explained"):
            await closing.sign_result(town.julian, poll)
        await julian.post(f"{at}/firmar-resultado", {"unread": "La tableta 1 falló."})
        await teo.post(f"{at}/certificar", {"unread": " "}, 422)
        assert await value("SELECT state FROM poll") == "counted"
        await teo.post(f"{at}/certificar", {"unread": "Mandó boletas en blanco."})
        page = await browsers().get(f"/votaciones/{poll}")
    page.see("Menos de diez boletas no se pudieron leer", "según Julián Romero: La tableta 1 falló.")
    page.see("según Teodoro Ríos: Mandó boletas en blanco.").see_not("3 boletas no se")
    kept = await rows("SELECT why FROM signature WHERE act = 'certify' ORDER BY at")
    assert [each["why"] for each in kept] == ["La tableta 1 falló.", "Mandó boletas en blanco."]


async def test_sg_57_a_stopped_sheet_and_a_closed_vote_take_nothing(town: Town) -> None:
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    outing, device, _token = await sent_out(town, sheet)
    batch = Batch([(code, bytes(49)) for code in await codes_of(poll, words)])
    await stopped(town, sheet)
    assert await tablet_acts.deliver_batch(on(device), outing, batch, ended=True) == 8
    assert await box(poll) == {}
    with after_the_close():
        await closing.sign_closing(town.julian, poll)
        await closing.close_poll(town.teo, poll)
        with pytest.raises(Refused):
            await tablet_acts.deliver_batch(on(device), outing, batch, ended=True)


async def test_sg_31_only_the_tablet_that_went_out_brings_it_back(town: Town) -> None:
    """SG-31: another tablet, no tablet, and one that was taken off the list."""
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    outing, device, token = await sent_out(town, sheet)
    batch = Batch([(code, bytes(49)) for code in await codes_of(poll, words)])
    other, _token = await enrolled(town, "Tableta 9")
    for somebody in (on(other), NOBODY, town.teo, town.lupita):
        with pytest.raises(NotThere):
            await tablet_acts.deliver_batch(somebody, outing, batch, ended=True)
    await revoke_device(town.teo, device)
    held = hold(Browser(town.app), token)
    await held.post(f"{HERE}/{outing}", {"batch": "{}"}, 401)
    assert await box(poll) == {}


async def test_sg_55_a_tablet_that_is_out_is_nothing_else(town: Town) -> None:
    """SG-55, SG-30: every other page leads to the booth, for other pages clear what a browser keeps; nobody is in."""
    _poll, sheet, _words = await opened_for_tablets(town)
    _outing, device, token = await sent_out(town, sheet)
    held = hold(Browser(town.app), token)
    for url in ("/", "/casilla", "/tableta", "/entrar", "/ayuda", "/casilla/cortina"):
        page = await held.get(url, 303)
        assert page.location == HERE and "clear-site-data" not in page.headers
    page = await held.get(HERE)
    assert "camera=(self)" in page.headers["permissions-policy"] and "clear-site-data" not in page.headers
    page.see_not("Lupita", str(device))
    await held.come_in(town.lupita)
    await rows("UPDATE sign_in SET device = $1", device)
    await held.get(HERE, 403)


async def test_a_tablet_that_nobody_sent_out_says_so(town: Town) -> None:
    _device, token = await enrolled(town)
    (await hold(Browser(town.app), token).get(HERE)).see("no es una casilla sin red")
    (await Browser(town.app).get(HERE)).see("no es una casilla sin red")


async def test_the_vote_closes_when_every_tablet_is_back_or_told_as_lost(town: Town) -> None:
    """SG-57: what is out holds the close."""
    poll, sheet, _words = await opened_for_tablets(town, cards=8)
    outing, _device, _token = await sent_out(town, sheet)
    teo = await (await town_browser(town)).get(f"/mesa/votaciones/{poll}/casillas")
    teo.see("Está fuera", tablet_codes.last_word(current().secret, outing))
    with after_the_close():
        await left_over(town, sheet, 0)
        with pytest.raises(Refused, match="tablets_back"):
            await closing.sign_closing(town.julian, poll)
        await (await town_browser(town)).post(f"/mesa/salidas/{outing}/perdida", {}, 422)
        await (await town_browser(town)).post(f"/mesa/salidas/{outing}/perdida", {"why": "broken"})
        with pytest.raises(Refused, match="still_out"):
            await tablet_acts.end_outing(town.teo, outing, "lost")
        await closing.sign_closing(town.julian, poll)
        await closing.close_poll(town.teo, poll)


async def test_sg_57_whoever_holds_a_lost_tablet_changes_no_vote(town: Town) -> None:
    """SG-57, threat 13: of two ballots of a card the lesser counts, so a thief with used cards could put theirs in the
    place of children's. Once one person told it as lost nothing of it is taken; another has to have found it."""
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    outing, device, token = await sent_out(town, sheet)
    code = (await codes_of(poll, words))[3]
    await tablet_acts.deliver_batch(on(device), outing, Batch([(code, b"m" * 49)]), ended=False)
    before, forged = await box(poll), json.dumps({"ballots": [[code.hex(), (b"a" * 49).hex()]], "void": []})
    teo, here = await town_browser(town), f"/mesa/votaciones/{poll}/casillas"
    await teo.post(f"/mesa/salidas/{outing}/hallada", {}, 403)
    await teo.post(f"/mesa/salidas/{outing}/perdida", {"why": "stolen"})
    held = hold(Browser(town.app), token)
    for ended in ("", "1"):
        await held.get(f"{HERE}/{outing}")
        (await held.post(f"{HERE}/{outing}", {"batch": forged, "ended": ended}, 403)).see("se avisó que esta tableta")
    assert await box(poll) == before
    assert not await owner_value("SELECT take_batch($1, $2, $3, $4, '{}', '{}')", outing, [known_by(code)], list(before), [b"a"])
    (await teo.get(here)).see("La robaron", "Usted avisó")
    (await teo.post(f"/mesa/salidas/{outing}/hallada", {}, 403)).see("Usted avisó")
    julian = await Browser(town.app).come_in(town.julian)
    (await julian.get(here)).see("Se encontró: recibir sus votos")
    await julian.post(f"/mesa/salidas/{outing}/hallada")
    (await teo.get(here)).see("Está fuera", "Después se encontró")
    assert await value("SELECT person FROM entry WHERE subject = $1 AND act = 'voting.find_outing'", outing) == town.julian.id
    await held.post(f"{HERE}/{outing}", {"batch": json.dumps({"ballots": [], "void": []}), "ended": "1"}, 200)
    assert await value("SELECT state FROM outing") == "back"


async def test_sg_57_a_tablet_that_is_back_changes_no_vote(town: Town) -> None:
    """SG-57: it repeats its last batch until the house has answered; whatever else comes from it is not looked at."""
    poll, sheet, words = await opened_for_tablets(town, cards=8)
    outing, device, _token = await sent_out(town, sheet)
    codes = await codes_of(poll, words)
    await tablet_acts.deliver_batch(on(device), outing, Batch([(codes[3], b"m" * 49)]), ended=True)
    before = await box(poll)
    for late in (Batch([(codes[3], b"a" * 49)]), Batch([(codes[4], b"a" * 49)]), Batch([], [codes[3]])):
        assert await tablet_acts.deliver_batch(on(device), outing, late, ended=True) == 0
    assert await box(poll) == before
    assert not await value("SELECT count(*) FROM booth_code WHERE state = 'void'")


async def test_lost_tablets_are_told_to_everybody(town: Town, browser: Browser) -> None:
    """SG-57: those that are, and those that were found again."""
    poll, sheet, _words = await opened_for_tablets(town, cards=8)
    first, _device, _token = await sent_out(town, sheet, "Tableta 1")
    second, device, _token = await sent_out(town, sheet, "Tableta 2")
    for outing in (first, second):
        await tablet_acts.end_outing(town.teo, outing, "lost")
    await tablet_acts.find_outing(town.julian, second)
    await tablet_acts.deliver_batch(on(device), second, Batch([]), ended=True)
    with after_the_close():
        await left_over(town, sheet, 8)
    await closed(town, poll)
    (await browser.get(f"/votaciones/{poll}")).see("1 tableta se perdió", "1 tableta se dio por perdida")


async def test_a_tablet_goes_out_once_with_cards_made_for_it(town: Town) -> None:
    poll, sheet, _words = await opened_for_tablets(town)
    booth = await booth_acts.ask_sheet(town.julian, poll, await value("SELECT place FROM sheet LIMIT 1"), 8)
    await booth_acts.sign_sheet(town.teo, booth)
    await booth_acts.print_sheet(town.teo, booth)
    device, _token = await enrolled(town)
    with pytest.raises(Refused, match="cards_for_tablets"):
        await tablet_acts.prepare_tablet(town.teo, booth, device)
    desk = await town_browser(town)
    (await desk.get(f"/mesa/votaciones/{poll}/casillas")).see("Mandar una tableta sin red", "Tableta 3, de ")
    await desk.post(f"/mesa/votaciones/{poll}/tabletas", {"sheet": str(booth), "device": str(device)}, 422)
    await desk.post(f"/mesa/votaciones/{poll}/tabletas", {"sheet": str(sheet), "device": str(device)})
    with pytest.raises(Refused, match="at_hand"):
        await tablet_acts.prepare_tablet(town.teo, sheet, device)
    with after_the_close(), pytest.raises(Refused, match="time_goes_on"):
        await tablet_acts.prepare_tablet(town.teo, sheet, (await enrolled(town, "Tableta 4"))[0])


@pytest.mark.parametrize("batch", ["", "[]", "{}", '{"ballots": [["xx", ""]], "void": []}', '{"ballots": 3, "void": []}'])
async def test_a_batch_that_cannot_be_read(town: Town, batch: str) -> None:
    _poll, sheet, _words = await opened_for_tablets(town)
    outing, _device, token = await sent_out(town, sheet)
    held = hold(Browser(town.app), token)
    assert "_mark" in (await held.get(f"{HERE}/{outing}")).text
    await held.post(f"{HERE}/{outing}", {"batch": batch}, 422)
    assert await owner_value("SELECT count(*) FROM ballot") == 0


async def town_browser(town: Town) -> Browser:
    return await Browser(town.app).come_in(town.teo)
