"""A yes becomes a promise with steps that everyone can follow."""

import asyncio

import pytest

from civic.core.database import rows, value
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import answered, chosen, soon

PLAN = {"title": "Plantar diez árboles en el parque"}


def plan(**changed: str) -> dict[str, str]:
    steps = {
        "due_on": soon(40).isoformat(),
        "step2": "Comprar los árboles",
        "day2": soon(10).isoformat(),
        "step1": "Plantarlos",
        "day1": soon(30).isoformat(),
    }
    return {**PLAN, **steps, **changed}


async def test_pilar_promises_and_everyone_can_follow(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.pilar)
    door = f"/mesa/oficina/{key}/promesa"
    (await browser.get("/mesa/oficina")).see("Un sí que aún no es compromiso")
    (await browser.get(door)).see("El compromiso, en una frase", "Paso 5")
    await browser.post(door, plan())
    (await browser.get(door)).see("Mostrar que un paso está hecho")
    assert [each["title"] for each in await rows("SELECT title FROM milestone ORDER BY due_on")] == [
        "Comprar los árboles",
        "Plantarlos",
    ]
    assert await value("SELECT state FROM proposal WHERE id = $1", key) == "promised"
    visitor = Browser(town.app)
    page = await visitor.get("/compromisos")
    page.see(PLAN["title"], "Por empezar", "Sigue: Comprar los árboles.", "0 de 2 pasos", "Parques y Jardines")
    (await visitor.get(f"/compromisos/{key}")).see(PLAN["title"], "Comprar los árboles", "Plantarlos")
    await visitor.client.aclose()


@pytest.mark.parametrize(
    ("changed", "asks"),
    [
        ({"title": ""}, "Falta decir en una frase qué va a hacer la ciudad."),
        ({"due_on": ""}, "Falta decir para qué fecha estará hecho."),
        ({"due_on": "2020-02-02"}, "Esa fecha ya pasó."),
        ({"step1": "", "day1": "", "step2": "", "day2": ""}, "Falta escribir por lo menos un paso."),
        ({"day1": ""}, "Falta la fecha de este paso."),
        ({"step1": ""}, "Falta decir cuál es este paso."),
        ({"day1": "2100-01-01"}, "próximos cinco años"),
        ({"day1": soon(41).isoformat()}, "Este paso queda después del último día del compromiso."),
        ({"step3": "Lo demás pronto", "day3": soon(12).isoformat()}, "pronto"),
        ({"title": "a" * 121}, "Caben 120."),
    ],
)
async def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    town: Town, browser: Browser, changed: dict[str, str], asks: str
) -> None:
    key = await answered(town)
    await browser.come_in(town.pilar)
    page = await browser.post(f"/mesa/oficina/{key}/promesa", plan(**changed), 422)
    page.see(asks)
    kept = plan(**changed)
    assert all(text in page.text for name, text in kept.items() if name in ("step1", "step2", "title"))
    assert await value("SELECT count(*) FROM commitment") == 0


@pytest.mark.parametrize("verdict", ["no", "not_ours"])
async def test_only_a_yes_becomes_a_promise(town: Town, browser: Browser, verdict: str) -> None:
    key = await answered(town, verdict)
    await browser.come_in(town.pilar)
    (await browser.get(f"/mesa/oficina/{key}/promesa")).see_not("El compromiso, en una frase")
    (await browser.post(f"/mesa/oficina/{key}/promesa", plan(), 403)).see("La respuesta no fue un sí")


async def test_before_the_answer_there_is_no_promise(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await browser.come_in(town.pilar)
    await browser.post(f"/mesa/oficina/{key}/promesa", plan(), 403)


async def test_two_taps_at_once_promise_once(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.pilar)
    door = f"/mesa/oficina/{key}/promesa"
    taps = await asyncio.gather(*(browser.client.post(door, data=browser.marked(plan())) for _ in range(4)))
    assert sorted(tap.status_code for tap in taps) == [303, 403, 403, 403]
    assert await value("SELECT count(*) FROM milestone") == 2


async def test_a_child_does_not_promise_for_the_city(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.amaranta)
    await browser.post(f"/mesa/oficina/{key}/promesa", plan(), 403)
