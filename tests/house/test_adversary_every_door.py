"""Over every door of the matrix at once: what a stale key, a short secret or a stolen cookie reaches, and what is written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from litestar import Litestar

from civic.app import doors
from civic.core.actor import Actor
from civic.core.charter import Rule
from civic.core.clock import now
from civic.core.database import DB, row, rows, value
from civic.people.acts import open_sign_in
from civic.people.charter import lately_proven
from tests.browsing import Browser
from tests.conftest import SETTINGS
from tests.house.test_matrix import BEFORE, MATRIX, Row, address, most_exact, posted
from tests.house.things import Things

TEAM = ("FAC", "SAF", "SEC", "OFF", "ADV")
POSTS = [each for each in MATRIX if each.method == "POST"]


def rule_of() -> dict[str, Rule]:
    app = Litestar(route_handlers=doors(replace(SETTINGS, mode="production")), openapi_config=None, logging_config=None)
    return {
        route.path: handler.opt["rule"]
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if handler.opt.get("rule")
    }


RULES = rule_of()


def of_the_team(posts: list[Row]) -> Iterator[tuple[Row, str]]:
    """Each door that somebody of the team changes something by, with the first who may."""
    for each in posts:
        role = next((role for role in TEAM if each.may[role] != "-"), None)
        if role and not each.path.startswith(("/llaves", "/entrar", "/salir", "/mas-tiempo", "/t/")):
            yield each, role


async def knock(lived: Things, each: Row, whose: Actor | None, sign_in: dict) -> tuple[int, int]:
    """The status, and how many lines the journal has more. What it changed is taken back."""
    browser = Browser(lived.town.app)
    async with DB.transaction() as everything:
        if whose:
            browser.tie = await open_sign_in(whose.id, sign_in["strength"])
            browser.client.cookies.set("__Host-voz", browser.tie, domain="voz.test")
            await row("UPDATE sign_in SET proven_at = $2 WHERE person = $1", whose.id, sign_in["proven_at"])
        if before := most_exact(BEFORE, each, ""):
            await rows(str(before))
        lines = await value("SELECT count(*) FROM entry")
        answer = await browser.client.post(address(lived, each), data=browser.marked(posted(lived, each)))
        lines = await value("SELECT count(*) FROM entry") - lines
        await everything.rollback()
    await browser.client.aclose()
    return answer.status_code, lines


def fresh() -> dict:
    return {"strength": "strong", "proven_at": now()}


def stale() -> dict:
    return {"strength": "strong", "proven_at": now() - timedelta(minutes=6)}


#: What a stolen cookie must never reach, by the room and the beginning of the rule (SG-76, SG-79; DESIGN of issue 3).
GUARDED = (
    "staff.ask_nomination", "staff.sign_", "staff.confirm_", "staff.see_check", "staff.end_role", "staff.ask_",
    "opening.open_council", "opening.close_council", "opening.record_gate", "opening.set_town", "opening.sign_waiver",
    "vault.open_identity", "rights.ask_export", "rights.sign_export", "rights.take_export", "rights.comply_request",
    "voting.sign_opening", "voting.open_poll", "voting.sign_closing", "voting.close_poll", "voting.print_sheet",
    "voting.sign_sheet", "voting.ask_sheet", "voting.open_desk", "voting.check_hands", "invitations.ask_batch",
    "invitations.sign_batch", "invitations.print_", "invitations.renew_cards", "devices.enroll_device",
    "keys.renew_recovery", "keys.remove_key",
)  # fmt: skip


def test_case_25_what_matters_most_asks_for_a_fresh_key() -> None:
    """Case 25, SG-76, SG-79: vault, exports, roles, votes, opening, invitations and tablets."""
    for named in GUARDED:
        found = [rule for rule in RULES.values() if str(rule).startswith(named)]
        assert found, named
        assert not [str(rule) for rule in found if lately_proven not in rule.needs]


async def test_case_25_a_stolen_cookie_is_asked_for_the_key_at_each_of_these_doors(lived: Things) -> None:
    """Case 25, SG-76: six minutes after the key was shown; the same post with a fresh one is answered otherwise."""
    wrong, asked = [], 0
    for each, role in of_the_team(POSTS):
        if lately_proven in RULES[each.path].needs:
            status, lines = await knock(lived, each, lived.mine[role], stale())
            asked += status == 403
            if status not in (403, 404, 422) or lines:  # a form that lacks something is told so first
                wrong.append(f"{each}: {status}, {lines} lines")
    assert asked > 30 and not wrong


async def test_case_25_a_password_alone_is_nobody_of_the_team(lived: Things) -> None:
    """Case 25, SG-25, SG-27: a sign-in without the second factor, however it came to be, changes nothing of the team's."""
    wrong = []
    for each, role in of_the_team(POSTS):
        if each.may["PUB"] == "-":
            for strength in ("plain", "low"):
                whose = {"strength": strength, "proven_at": None}
                status, lines = await knock(lived, each, lived.mine[role], whose)
                if status not in (401, 403, 404) or lines:
                    wrong.append(f"{each} as {role}, {strength}: {status}")
    assert not wrong


#: What a short secret never reaches (SG-25): names and contacts, what families allow, tables that leave, keys.
SENSITIVE = ("/mesa", "/familia", "/llaves", "/equipo")


@pytest.mark.parametrize("who", ["lupita", "amaranta", "mateo"])
async def test_sg_25_a_short_secret_reaches_nothing_sensitive(lived: Things, who: str) -> None:
    """SG-25: every door, looked at and knocked at, with pictures or a PIN, by each age."""
    child = lived.town.people[who]
    wrong, walked = [], 0
    browser = Browser(lived.town.app)
    for each in MATRIX:
        if not each.path.startswith(SENSITIVE) or each.may["PUB"] != "-":
            continue
        walked += 1
        if each.method == "POST":
            status, lines = await knock(lived, each, child, {"strength": "low", "proven_at": None})
        else:
            lines = 0
            async with DB.transaction() as everything:
                browser.tie = await open_sign_in(child.id, "low")
                browser.client.cookies.set("__Host-voz", browser.tie, domain="voz.test")
                status = (await browser.client.get(address(lived, each), follow_redirects=True)).status_code
                await everything.rollback()
        # Their own page of keys has no name on it, and a form without a key is told so.
        told = (401, 403, 404, 200, 422) if each.path.startswith("/llaves") else (401, 403, 404)
        if (status not in told and each.path != "/mesa") or lines:
            wrong.append(f"{each}: {status}")
    await browser.client.aclose()
    assert walked > 100 and not wrong


#: One's own news are read; and nobody asked for a new secret in this town, so nobody agrees to one.
NOTHING_HAPPENS = ("/avisos/leidos", "/mesa/clase/{place:uuid}/de-acuerdo")


async def test_sg_77_every_act_of_the_team_leaves_a_line(lived: Things) -> None:
    """SG-77: whatever somebody of the team changes is in the journal. A door that forgot it fails here."""
    silent, walked = [], 0
    for each, role in of_the_team(POSTS):
        status, lines = await knock(lived, each, lived.mine[role], fresh())
        if status in (200, 303):
            walked += 1
            if not lines and each.path not in NOTHING_HAPPENS:
                silent.append(f"{each} by {role}: {status}")
    assert walked > 60
    assert not silent
