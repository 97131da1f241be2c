"""SG-84: begun alone, free, with a receipt; the days of the law; two people; a no that names its cause."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from civic.core.charter import Refused
from civic.core.clock import pretend
from civic.core.database import row, value
from civic.inbox.queries import messages
from civic.rights import asked, requesting
from civic.rights.deadlines import answer_by, comply_by, extended
from civic.rights.kinds import CAUSES, RIGHTS
from tests.browsing import Browser
from tests.conftest import Town


@pytest.mark.parametrize(
    ("asked_on", "answer", "longer", "comply"),
    [
        # a plain month; one over Benito Juárez and Easter week (which works); over Labour day; over Christmas and New Year
        (date(2026, 6, 1), date(2026, 6, 29), date(2026, 7, 13), date(2026, 7, 20)),
        (date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 14), date(2026, 4, 21)),
        (date(2026, 4, 20), date(2026, 5, 19), date(2026, 6, 2), date(2026, 6, 9)),
        (date(2026, 12, 11), date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 3)),
        # asked on a Saturday, and on a holiday: the first day is the next working one
        (date(2026, 6, 6), date(2026, 7, 3), date(2026, 7, 17), date(2026, 7, 24)),
        (date(2026, 9, 16), date(2026, 10, 14), date(2026, 10, 28), date(2026, 11, 4)),
    ],
)
def test_the_days_of_the_law(asked_on: date, answer: date, longer: date, comply: date) -> None:
    """SG-84: 20, 10 and 15 working days with the holidays of LFT 74."""
    assert answer_by(asked_on) == answer
    assert extended(answer) == longer
    assert comply_by(answer) == comply


@pytest.mark.parametrize("who", ["lupita", "amaranta", "mateo", "bruno"])
@pytest.mark.parametrize("door", ["ver", "corregir", "borrar", "oponerme"])
async def test_in_four_screens_alone_with_a_receipt(town: Town, browser: Browser, who: str, door: str) -> None:
    """SG-84: my page, my rights, the question, the receipt. No word is needed."""
    await browser.come_in(town.people[who])
    assert "/mis-derechos" in (await browser.get("/mi-pagina")).links
    page = await browser.get("/mis-derechos")
    assert f"/mis-derechos/{door}" in page.links
    assert f"/mis-derechos/{door}" in (await browser.get(f"/mis-derechos/{door}")).forms
    answer = await browser.post(f"/mis-derechos/{door}")
    receipt = await browser.get(answer.location)
    assert re.search(r"Solicitud [A-Z2-9]{4}-[A-Z2-9]{4}", receipt.said)
    receipt.see("Tienes respuesta a más tardar el")


async def test_a_receipt_opens_for_its_owner_alone(town: Town, browsers: Callable[[], Browser]) -> None:
    code = await requesting.ask_request(town.amaranta, "see", "Quiero ver todo.")
    (await (await browsers().come_in(town.amaranta)).get(f"/mis-derechos/recibo/{code}")).see(code)
    await (await browsers().come_in(town.mateo)).get(f"/mis-derechos/recibo/{code}", 404)
    await (await browsers().come_in(town.rosa)).get(f"/familia/derechos/recibo/{code}", 404)


async def test_julian_answers_carmen_signs_and_amaranta_is_told(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-84: resolving takes two; what the desk shows is no nickname (section 3: the secretary sees none)."""
    await requesting.ask_request(town.amaranta, "mend", "Mi zona es otra.")
    key = await value("SELECT id FROM request")
    julian, carmen = await browsers().come_in(town.julian), await browsers().come_in(town.carmen)
    desk = f"/mesa/derechos/{key}"
    (await julian.get(desk)).see("Rectificación", "Mi zona es otra.", "10 a 13").see_not(town.amaranta.name)
    await carmen.post(f"{desk}/firmar", status=403)
    await julian.post(f"{desk}/responder", {"verdict": "yes"})
    await julian.post(f"{desk}/firmar", status=403)
    await carmen.post(f"{desk}/firmar")
    found = await row("SELECT * FROM request WHERE id = $1", key)
    assert found["state"] == "granted" and found["due_on"] == comply_by(found["answered_at"].date())
    assert any("sí" in each.says for each in await messages(town.amaranta.id))
    await julian.post(f"{desk}/cumplir", {"how": "changed"})
    assert await value("SELECT state FROM request") == "done"


async def test_a_no_without_a_legal_cause_is_not_taken(town: Town, browser: Browser) -> None:
    """SG-84: refusal without cause code → 422; and by the act itself, refused."""
    await requesting.ask_request(town.amaranta, "delete")
    key = await value("SELECT id FROM request")
    await browser.come_in(town.julian)
    await browser.post(f"/mesa/derechos/{key}/responder", {"verdict": "no"}, status=422)
    await browser.post(f"/mesa/derechos/{key}/responder", {"verdict": "no", "cause": "because"}, status=422)
    with pytest.raises(Refused) as refused:
        await requesting.answer_request(town.julian, key, "no")
    assert refused.value.refusal.name == "cause_named"
    assert await value("SELECT state FROM request") == "asked"
    await browser.post(f"/mesa/derechos/{key}/responder", {"verdict": "no", "cause": "law"})
    await requesting.sign_request(town.carmen, key)
    code = await value("SELECT receipt FROM request")
    await browser.come_in(town.amaranta)
    (await browser.get(f"/mis-derechos/recibo/{code}")).see("La respuesta es no", "Una ley nos pide dejarlo como está.")


async def test_more_days_once_with_a_reason_the_child_is_told(town: Town, browser: Browser) -> None:
    await requesting.ask_request(town.amaranta, "see")
    key, due = await value("SELECT id FROM request"), await value("SELECT due_on FROM request")
    await browser.come_in(town.julian)
    await browser.post(f"/mesa/derechos/{key}/ampliar", {}, status=422)
    await browser.post(f"/mesa/derechos/{key}/ampliar", {"reason": "office"})
    assert await value("SELECT due_on FROM request") == extended(due)
    assert "Otra oficina" in (await messages(town.amaranta.id))[0].says
    await browser.post(f"/mesa/derechos/{key}/ampliar", {"reason": "search"}, status=403)


async def test_past_its_day_it_is_flagged_once(town: Town, browser: Browser) -> None:
    """SG-84: the secretary is told to tell the Unidad de Transparencia; the desk shows it."""
    with pretend(datetime(2026, 6, 1, 18, tzinfo=UTC)):
        await requesting.ask_request(town.amaranta, "see")
    for day, late in ((29, 0), (30, 1)):
        with pretend(datetime(2026, 6, day, 18, tzinfo=UTC)):
            await requesting.flag_late_requests()
            await requesting.flag_late_requests()
            assert await value("SELECT count(*) FROM message WHERE kind = 'request_late'") == late
            assert sum(each.late for each in await asked.waiting()) == late
    await browser.come_in(town.julian)
    (await browser.get("/mesa/derechos")).see("Unidad de Transparencia")


async def test_rosa_asks_for_lupita_and_for_nobody_else(town: Town, browser: Browser) -> None:
    await browser.come_in(town.rosa)
    await browser.post("/familia/derechos", {"child": str(town.mateo.id), "kind": "see"}, status=422)
    with pytest.raises(Refused):
        await requesting.ask_for_child(town.rosa, "see", "", town.mateo.id)
    answer = await browser.post("/familia/derechos", {"child": str(town.lupita.id), "kind": "delete", "words": "Todo."})
    (await browser.get(answer.location)).see("Solicitud")


async def test_a_granted_deletion_erases_after_two_people_said_so(town: Town) -> None:
    await requesting.ask_for_child(town.rosa, "delete", "", town.lupita.id)
    key = await value("SELECT id FROM request")
    with pytest.raises(Refused):
        await requesting.comply_request(town.julian, key, "gone")
    await requesting.answer_request(town.julian, key, "yes")
    await requesting.sign_request(town.saul, key)
    await requesting.comply_request(town.julian, key, "gone")
    assert not await value("SELECT EXISTS(SELECT FROM person WHERE id = $1)", town.lupita.id)


def test_the_lists_are_closed_and_whole() -> None:
    assert set(RIGHTS) == {"see", "mend", "delete", "stop"}
    assert len(CAUSES) == 10, "LGPDPPSO art. 49, I to X"
