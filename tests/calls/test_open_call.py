"""Julián writes a call, opens it and closes it; nobody else can, and nobody sees it before."""

from datetime import timedelta
from uuid import UUID

import pytest

from civic.calls.acts import close_overdue_calls
from civic.core.clock import now, pretend, today
from civic.core.database import row, rows
from tests.browsing import Browser
from tests.conftest import Town

DESK = "/mesa/convocatorias"


def promise(town: Town, **changed: str) -> dict[str, str]:
    return {
        "question": "¿Cómo queremos llegar a la escuela?",
        "can_change": "Las rutas, los cruces y las banquetas. Los horarios de clase no cambian.",
        "money": "Hay 300 mil pesos para este año.",
        "decides": "Ustedes votan. El Cabildo firma lo que ustedes elijan.",
        "office": str(town.offices["Obras Públicas"]),
        "answer_by": (today() + timedelta(days=80)).isoformat(),
        "data": "Guardamos tu apodo y lo que escribes. Nadie más los usa.",
        "proposals_until": (today() + timedelta(days=20)).isoformat(),
        "first_round_until": (today() + timedelta(days=30)).isoformat(),
        "picture": "transport",
    } | changed


async def begin(town: Town, browser: Browser, **changed: str) -> str:
    """The address of a draft with its promise."""
    await browser.come_in(town.julian)
    here = (await browser.post(DESK)).location
    await browser.post(here, promise(town, **changed))
    return here


async def test_julian_writes_the_promise_and_opens_the_call(town: Town, browser: Browser) -> None:
    here = await begin(town, browser)
    await browser.post(f"{here}/abrir")
    page = await browser.get(here)
    page.see(
        "¿Cómo queremos llegar a la escuela?", "Las rutas, los cruces", "300 mil", "El Cabildo firma", "Obras Públicas"
    )
    key = UUID(here.rsplit("/", 1)[1])
    assert (await row("SELECT state FROM call WHERE id = $1", key))["state"] == "open"
    said = [each["act"] for each in await rows("SELECT act FROM entry WHERE subject = $1 ORDER BY at", key)]
    assert said == ["calls.draft_call", "calls.keep_call", "calls.open_call"]


@pytest.mark.parametrize(
    "part", ["question", "can_change", "money", "decides", "office", "answer_by", "data", "proposals_until"]
)
async def test_sg_03_it_cannot_open_with_a_part_missing(town: Town, browser: Browser, part: str) -> None:
    """SG-03, through the door: the draft is kept, opening is refused."""
    here = await begin(town, browser, **{part: ""})
    assert f"{here}/abrir" not in (await browser.get(here)).forms
    await browser.post(f"{here}/abrir", status=403)
    assert await row("SELECT 1 FROM call WHERE id = $1 AND state = 'draft'", UUID(here.rsplit("/", 1)[1]))


async def test_sg_68_a_hard_sentence_comes_back_named_and_everything_typed_is_kept(
    town: Town, browser: Browser
) -> None:
    """SG-03, SG-68: the promise passes the readability gate of the children who will read it."""
    await browser.come_in(town.julian)
    here = (await browser.post(DESK)).location
    hard = "Se someterán a consideración " + "de la autoridad municipal competente " * 5 + "las propuestas."
    page = await browser.post(here, promise(town, can_change=hard), 422)
    page.see("Esta frase tiene", "300 mil pesos para este año")
    assert hard in page.text
    assert (await row("SELECT money FROM call WHERE id = $1", UUID(here.rsplit("/", 1)[1])))["money"] == ""


async def test_the_answer_comes_after_the_last_day_for_ideas(town: Town, browser: Browser) -> None:
    await browser.come_in(town.julian)
    here = (await browser.post(DESK)).location
    page = await browser.post(here, promise(town, answer_by=(today() + timedelta(days=2)).isoformat()), 422)
    assert "#field-answer_by" in page.links


async def test_an_open_promise_cannot_be_changed(town: Town, browser: Browser) -> None:
    await browser.come_in(town.julian)
    await browser.post(f"{DESK}/{town.call}", promise(town), 403)
    found = await row("SELECT question FROM call WHERE id = $1", town.call)
    assert found["question"] == "¿Qué le falta a tu parque?"


async def test_a_draft_is_not_there_for_anyone_else(town: Town, browser: Browser) -> None:
    here = await begin(town, browser)
    public = f"/convocatorias/{here.rsplit('/', 1)[1]}"
    for name in ("amaranta", "teo", "pilar", "leticia", "rosa"):
        await browser.come_in(town.people[name])
        await browser.get(public, 404)
        await browser.post(f"{here}/abrir", status=404)
        await browser.get(here, 403)
        (await browser.get("/convocatorias")).see_not("llegar a la escuela")


async def test_the_desk_is_the_secretarys(town: Town, browser: Browser) -> None:
    await browser.get(DESK, 401)
    await browser.come_in(town.teo)
    await browser.get(DESK, 403)
    await browser.post(DESK, status=403)


async def test_julian_cannot_close_before_its_time_and_the_clock_closes_after(town: Town, browser: Browser) -> None:
    await browser.come_in(town.julian)
    await browser.post(f"{DESK}/{town.call}/cerrar", status=403)
    await close_overdue_calls()
    assert (await row("SELECT state FROM call WHERE id = $1", town.call))["state"] == "open"
    with pretend(now() + timedelta(days=31)):
        await close_overdue_calls()
        await close_overdue_calls()
    assert (await row("SELECT state FROM call WHERE id = $1", town.call))["state"] == "closed"
    lines = await rows("SELECT role FROM entry WHERE subject = $1 AND act = 'calls.close_call'", town.call)
    assert [each["role"] for each in lines] == ["clock"]


async def test_bad_values_are_asked_again_and_never_break_the_page(town: Town, browser: Browser) -> None:
    await browser.come_in(town.julian)
    here = (await browser.post(DESK)).location
    for name, value in [
        ("office", "nobody"),
        ("answer_by", "mañana"),
        ("picture", "<script>"),
        ("question", "¿" + "a" * 500 + "?"),
    ]:
        page = await browser.post(here, promise(town, **{name: value}), 422)
        assert f"#field-{name}" in page.links
    await browser.post(here, {}, 303)
    await browser.post(here, promise(town, question="¿Árbol 🌳 o شجرة?"), 303)
    (await browser.get(here)).see("¿Árbol 🌳 o شجرة?")
