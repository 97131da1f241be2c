"""SG-85: a portable copy, offered first, that opens and matches; SG-25: for who came in with a card alone, too."""

import json

from civic.core.database import rows
from civic.rights.mine import FORMAT
from tests.browsing import Browser
from tests.conftest import Town
from tests.rights.life import ALIAS, NAME, TEXTS, live


async def test_the_file_opens_and_matches_what_is_there(town: Town, browser: Browser) -> None:
    """SG-85: every field of its own structure; every own writing with all its versions and decisions."""
    life = await live(town)
    await browser.come_in(life.child)
    answer = await browser.client.get("/mis-cosas.json")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-store"
    mine = json.loads(answer.content)
    assert set(mine) == {
        "format", "made_at", "profile", "permissions", "assents", "writings", "messages", "requests", "looks", "booths", "not_here",
    }  # fmt: skip
    assert mine["format"] == FORMAT
    assert mine["profile"]["nickname"] == ALIAS
    assert [each["purpose"] for each in mine["permissions"]] == ["take_part", "publish"]
    written = {each["id"]: each for each in mine["writings"]}
    assert len(written) == 4
    assert written[str(life.published)]["versions"][0]["texts"]["title"] == f"Una {TEXTS[0]}"
    assert written[str(life.refused)]["decisions"][0]["reason"] == "hurts"
    assert written[str(life.draft)]["state"] == "draft"
    assert len(mine["looks"]) == 1 and mine["looks"][0]["role"] == "safeguarding"
    assert len(mine["requests"]) == 1 and len(mine["messages"]) >= 2
    assert set(mine["not_here"]) == {"votes", "faces", "name"}


async def test_the_page_says_the_same_in_words(town: Town, browser: Browser) -> None:
    life = await live(town)
    await browser.come_in(life.child)
    page = await browser.get("/mis-cosas")
    page.see(ALIAS, f"Una {TEXTS[0]}", f"Una {TEXTS[2]}", "Borrador", "Tus votos no están aquí.", "caritas")
    page.see_not(NAME)


async def test_it_holds_nobody_elses_name(town: Town, browser: Browser) -> None:
    """Neither who looked, nor who decided, nor who takes care of them: their roles only."""
    life = await live(town)
    await browser.come_in(life.child)
    answer = await browser.client.get("/mis-cosas.json")
    for name in (NAME, town.carmen.name, town.teo.name, town.mateo.name, "Marta Coyotl"):
        assert name not in answer.text, name
    for key in (town.carmen.id, town.teo.id, town.mateo.id):
        assert str(key) not in answer.text


async def test_every_table_that_knows_a_child_is_in_the_file_or_said_not_to_be(town: Town) -> None:
    """A new table that hangs on a person must be thought of: here, or in what the file says is not there."""
    told = {"consent", "assent", "message", "request", "writing"}
    keys = {"card", "password", "sign_in", "passkey", "totp", "recovery", "reset"}  # how one comes in, kept as hashes
    elsewhere = {"guardianship": "permissions", "roll": "not_here.votes", "invited": "profile.place"}
    found = await rows(
        """SELECT DISTINCT c.conrelid::regclass::text AS name, a.attname AS by FROM pg_constraint c
           JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
           WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass AND a.attname IN ('person', 'child', 'author')"""
    )
    staff = {"duty", "vetting", "recertification", "signature"}
    assert {each["name"].strip('"') for each in found} - staff == told | keys | set(elsewhere)
