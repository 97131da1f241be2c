"""Whoever comes into Valle del Río finds each way of voting: to try now, or counted to the end and to be counted again."""

from pathlib import Path

import pytest

from civic.core.database import rows, value
from civic.voting import queries
from civic.voting.proof import verify
from civic.voting.results.shown import shown, tells_rounds
from tests.browsing import Browser
from tests.conftest import Town


async def test_each_paper_can_be_tried(year: Town) -> None:
    """Ticks, a basket and faces are open, and the next vote has a ranking to try on its sample; a child of each age may
    vote in all that is open."""
    opened = await rows("SELECT id, split_part(rule, ';', 1) AS rule FROM poll WHERE state = 'open' ORDER BY closes_at")
    assert [each["rule"] for each in opened] == ["smileys", "pb/mes", "choose_one"]
    for child in (year.lupita, year.amaranta, year.mateo):
        browser = await Browser(year.app).come_in(child)
        for each in opened:
            await browser.get(f"/votaciones/{each['id']}/boleta")
        key = await value("SELECT id FROM poll WHERE state = 'announced' AND rule LIKE 'ranked%'")
        (await browser.get(f"/votaciones/{key}/muestra")).see("Es una muestra")
        await browser.client.aclose()


async def test_money_was_shared_out_and_anybody_can_count_it_again(
    year: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = await value("SELECT id FROM poll WHERE state = 'published' AND budget > 0")
    poll = await queries.visible(year.mateo, key)
    assert poll.told.chose >= 50 and tells_rounds(poll)
    lines = shown(poll).lines
    assert [line.words.rpartition("· ")[2].split()[0] for line in lines] == ["28", "18", "15", "13", "12", "10"]
    browser = Browser(year.app)
    assert (await browser.get(f"/votaciones/{key}/resultado.pb")).text.startswith("META")
    file = tmp_path / "x.bundle"
    file.write_bytes((await browser.client.get(f"/votaciones/{key}/resultado.bundle")).content)
    await browser.client.aclose()
    assert verify.main([str(file)]) == 0
    assert "Everything that was checked agrees." in capsys.readouterr().out


async def test_an_agreement_needed_two_thirds_and_a_quorum(year: Town) -> None:
    poll = await queries.visible(year.mateo, await value("SELECT id FROM poll WHERE rule LIKE 'motion%'"))
    assert poll.rule == "motion;majority=two_thirds;quorum=1/3"
    assert shown(poll).motion == "yes" and poll.told.detail.value == "exact"


async def test_the_vote_for_every_child_has_every_door_and_more_time_with_its_reason(year: Town) -> None:
    """SG-05, SG-53."""
    key = await value("SELECT id FROM poll WHERE state = 'open' AND city_wide")
    doors = await rows("SELECT door FROM sheet WHERE poll = $1 AND state = 'printed' ORDER BY serial", key)
    assert [each["door"] for each in doors] == ["booth", "paper", "tablet"]
    assert await value("SELECT count(*) FROM outing WHERE poll = $1 AND state = 'prepared'", key) == 1
    browser = Browser(year.app)
    (await browser.get(f"/votaciones/{key}")).see("Llovió dos días", "Inés Tlapa", "Teodoro Ríos")
    await browser.client.aclose()
