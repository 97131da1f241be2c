"""SG-64: with the answer one round of questions opens, by itself, for ten working days."""

from datetime import timedelta

import pytest

from civic.core.charter import Refused
from civic.core.clock import now, pretend
from civic.core.database import value
from civic.deliberation.acts import send_argument, start_argument, start_reply
from civic.moderation.acts import publish_writing
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import answered, chosen, promised


async def test_sg_64_mateo_asks_about_the_answer(town: Town, browser: Browser) -> None:
    """SG-64."""
    key = await answered(town, "no")
    await browser.come_in(town.mateo)
    (await browser.get(f"/propuestas/{key}")).see("Puedes preguntar algo más hasta el")
    door = f"/propuestas/{key}/voces/nueva"
    assert (await browser.get(door, 303)).location == f"{door}?tipo=question"
    await browser.get(f"{door}?tipo=question")
    mine = (await browser.post(f"/propuestas/{key}/voces", {"kind": "question", "words": "¿Y si es más chico?"})).location
    await browser.post(f"{mine}/enviar")
    await publish_writing(town.teo, await value("SELECT id FROM argument"))
    (await browser.get(f"/propuestas/{key}")).see("¿Y si es más chico?")


async def test_only_questions_and_only_in_time(town: Town) -> None:
    key = await promised(town)
    with pytest.raises(Refused, match="being_talked_about"):
        await start_argument(town.mateo, key, "reason", "Qué bueno.")
    late = await start_argument(town.mateo, key, "question", "¿Cuándo?")
    with pretend(now() + timedelta(days=21)), pytest.raises(Refused, match="being_talked_about"):
        await send_argument(town.mateo, late)
    await send_argument(town.mateo, late)
    await publish_writing(town.teo, late)
    with pytest.raises(Refused, match="being_talked_about"):
        await start_reply(town.lupita, late, "Yo también.")


async def test_before_the_answer_there_is_no_round(town: Town) -> None:
    key = await chosen(town)
    with pytest.raises(Refused, match="being_talked_about"):
        await start_argument(town.mateo, key, "question", "¿Cuándo?")
