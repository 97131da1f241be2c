"""SG-56: somebody may help a child to vote who is nobody's teacher, family or official; and only how many is kept."""

import pytest

from civic.core.database import rows, value
from civic.voting.help.charter import RELATIONS
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.booths import left_over, open_booth, place
from tests.voting.polls import after_the_close, certified
from tests.voting.polls import counted as shut

DESK = "/mesa/votaciones"


@pytest.mark.parametrize("relation", list(RELATIONS))
async def test_sg_56_a_helper_with_a_forbidden_relation_is_refused(town: Town, browser: Browser, relation: str) -> None:
    """SG-56: teacher, guardian, official → refused with the reason."""
    poll, _sheet, _cards = await open_booth(town)
    await browser.come_in(town.teo)
    page = f"{DESK}/{poll}/ayudantes"
    (await browser.get(page)).see("Para hoy no se ha anotado a nadie")
    sent = {"place": str(await place()), "name": "Jimena Cruz", "relation": relation}
    if relation in ("teacher", "family", "official"):
        (await browser.post(page, sent, 422)).see("Pida ayuda a otra persona", "Docente de quienes votan aquí")
        assert await value("SELECT count(*) FROM helper") == 0
    else:
        await browser.post(page, sent)
        (await browser.get(page)).see("Jimena Cruz")
    await browser.post(page, sent | {"relation": "friend"}, 422)


async def test_sg_56_help_is_a_sum_of_a_place_from_ten_on_and_never_a_person(town: Town, browsers) -> None:
    """SG-56: no link to the roll or to a ballot; fewer than ten are not taken, so none can be shown."""
    poll, sheet, _cards = await open_booth(town, cards=24)
    julian = await browsers().come_in(town.julian)
    page, here = f"{DESK}/{poll}/ayudantes", str(await place())
    (await julian.post(f"{page}/contar", {"at": here, "helped": "9"}, 422)).see("hasta que sean 10")
    (await julian.post(f"{page}/contar", {"at": here, "helped": "25"}, 422)).see("Son más personas que las tarjetas")
    await julian.post(f"{page}/contar", {"at": here, "helped": "x"}, 422)
    assert await value("SELECT count(*) FROM support") == 0
    await julian.post(f"{page}/contar", {"at": here, "helped": "11"})
    await julian.post(f"{page}/contar", {"at": here, "helped": "10"})
    await julian.post(f"{page}/contar", {"at": here, "helped": "10"}, 422)
    (await julian.get(page)).see("21 ")
    columns = await rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'support'")
    assert {each["column_name"] for each in columns} == {"id", "poll", "place", "people"}
    await julian.post(page, {"place": here, "name": "Jimena Cruz", "relation": "trained"})
    await booth_acts_counted(town, poll, sheet)
    assert await value("SELECT count(*) FROM helper") == 0, "who helped is forgotten at the count"
    with after_the_close():
        await certified(town, poll)
        (await browsers().get(f"/votaciones/{poll}")).see("21 personas votaron con ayuda")
    for name in ("pilar", "carmen", "leticia", "rosa", "lupita"):
        other = await browsers().come_in(town.people[name])
        await other.get(page, 403)
        await other.post(page, {"place": here, "name": "X", "relation": "trained"}, 403)
        await other.post(f"{page}/contar", {"at": here, "helped": "12"}, 403)


async def booth_acts_counted(town: Town, poll, sheet) -> None:
    with after_the_close():
        await left_over(town, sheet, 24)
    await shut(town, poll)
