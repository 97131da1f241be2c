"""The result as everybody reads it: of every rule, in steps; its tables and files; and nothing that small numbers forbid."""

import asyncio
import csv
import io
import json
import re
import sys
from uuid import UUID

import pytest

from civic.core.actor import Actor
from civic.voting import bundles
from civic.voting.files import BrokenFile, pabulib
from civic.voting.proof import verify
from civic.voting.proof.compose import Kind
from civic.voting.tally import count
from civic.voting.tally.rules import read_rule
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.counted import BUDGET, TITLES, fill, opened, published
from tests.voting.polls import after_the_close, certified, counted

GREEDY = "pb/greedy;by=votes;fit=skip;least=1;ties=cost<,votes>,lot"
SHARES = "pb/mes;util=cost;money=exact;complete=add1(step=1000,stop=overspend)+greedy;ties=cost<,votes>,lot"
MOTION = "motion;majority=two_thirds;quorum=1/2"
RUNOFF = "ranked/irv;ties=lot"
STV = "ranked/stv;law=ssi_2007_42;caps=none;ties=stage,lot"
SCHULZE = "ranked/schulze;strength=votes;ties=firsts>,lot"
TICKS = [(0, 1)] * 30 + [(1,)] * 20 + [(2,)] * 15
RANKS = [(0, 1, 2)] * 30 + [(1, 2)] * 25 + [(2, 1)] * 15

#: Ballots by rule, and what a child reads.
TOLD = {
    "choose_one;ties=lot": (
        [(0,)] * 30 + [(1,)] * 20 + [(2,)] * 15 + [()] * 3,
        ("Tuvo más votos", "casi 5 de cada 10 · 30 votos", "Y 3 votos dicen: ninguna"),
    ),
    MOTION: (
        [(0,)] * 40 + [(1,)] * 15 + [(2,)] * 7,
        ("Sí: se aprobó", "Hacían falta al menos dos síes por cada no", "al menos 31 de las 62", "Ni sí ni no", "40 votos"),
    ),
    "smileys;ties=happy>,sad<,lot": (
        [(2, 1, 0)] * 30 + [(1, 2, -1)] * 25,
        ("85 puntos", "La carita feliz vale 2 puntos", f"{TITLES[2]}: 0 puntos"),
    ),
    SCHULZE: (
        [(0, 1, 2)] * 30 + [(1, 2)] * 20 + [(2, 0)] * 15,
        ("en 1 de sus 2 comparaciones", "van en círculo", "45 prefieren esta; 20, la otra"),
    ),
    RUNOFF: (
        RANKS,
        ("«Bancas para platicar» tiene menos votos que las demás y sale", "«Una cancha con luz» tiene más de la mitad. Se elige"),
    ),
    STV: (
        [(0, 1, 2)] * 50 + [(1, 2)] * 25 + [(2, 1)] * 15,
        ("Hay 2 lugares", "Con 31 votos una idea gana un lugar", "A «Árboles con sombra» le sobraron votos", "44 votos"),
    ),
    GREEDY: (TICKS, ("«Una cancha con luz» se compra por $60,000", "Quedan $40,000", "cuesta $30,000. No alcanza")),
    SHARES: (
        TICKS,
        ("Cada voto tiene $1,538.46 para gastar", "50 votos que la pidieron pagan $1,200 cada uno", "Sobra dinero"),
    ),
    "pb/phragmen;stop=tied;ties=cost<,votes>,lot": (TICKS, ("ahorraron al mismo paso", "se compra por $60,000")),
}  # fmt: skip


@pytest.mark.parametrize("rule", TOLD)
async def test_sg_62_a_result_says_what_won_why_and_how_it_came(town: Town, browser: Browser, rule: str) -> None:
    """SG-62: in children's words, and with what it does not say."""
    ballots, wanted = TOLD[rule]
    key = await published(town, rule, ballots, seats=2 if rule == STV else 1, options=4 if rule == STV else 3)
    page = await browser.get(f"/votaciones/{key}")
    page.see(*wanted, "No dice quién votó", "No dice qué piensan quienes no votaron", "Compruébalo tú")
    assert (await browser.get(f"/votaciones/{key}/resultado")).said == page.said
    (await browser.get(f"/votaciones/{key}/cifras")).see("Totales", "No dice quién votó")
    sheet = (await browser.client.get(f"/votaciones/{key}/resultado.csv")).content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(sheet))) == ["table", "line", "column", "value"]
    data = (await browser.client.get(f"/votaciones/{key}/resultado.json")).json()
    assert data["detail"] == "exact" and data["rule"] == rule
    assert (data["rounds"] is None) == (rule == "choose_one;ties=lot")
    for kind in Kind:
        said = verify.check(await bundles.whole(key, kind), await bundles.signer(key))
        assert kind is Kind.PUBLIC or any("from the ballots" in line for line in said), said


@pytest.mark.parametrize("rule", [MOTION, "smileys;ties=happy>,sad<,lot", SCHULZE, RUNOFF, GREEDY, SHARES])
async def test_sg_60_a_small_vote_tells_its_decision_and_no_number(town: Town, browser: Browser, rule: str) -> None:
    """SG-60: under 50 ballots of a rule that tells more than ticks, nothing but what was decided, in every file."""
    ballots = [mark for mark, _times in zip(TOLD[rule][0][::5], range(9), strict=False)]
    key = await published(town, rule, ballots)
    page = await browser.get(f"/votaciones/{key}")
    page.see("solo decimos qué se decidió").see_not("bar-drawing", "vote-steps", "de cada 10")
    data = (await browser.client.get(f"/votaciones/{key}/resultado.json")).json()
    assert (data["detail"], data["rounds"], data["chose"], data["none"]) == ("decision", None, None, None)
    assert {each["votes"] for each in data["options"]} == {None}
    signed = (await browser.client.get(f"/votaciones/{key}/resultado.bundle")).text
    body = json.loads(signed.split("\n")[1])
    assert set(body["result"]) == {"told", "winners"} and body["leaves"] is body["ballots"] is None
    if rule in (GREEDY, SHARES):
        file = (await browser.client.get(f"/votaciones/{key}/resultado.pb")).text
        assert "votes" not in file.split("PROJECTS\n")[1].split("\n")[0] and file.endswith("VOTES\nvoter_id;vote\n")


async def test_sg_60_rounds_in_which_few_votes_moved_are_not_told(town: Town, browser: Browser) -> None:
    """SG-60: where the votes of nine children went next is a table of nine children."""
    key = await published(town, RUNOFF, [(0, 1, 2)] * 30 + [(1, 2)] * 25 + [(2, 1)] * 9)
    page = await browser.get(f"/votaciones/{key}")
    page.see("pasaron menos de 10 votos", "30 la pusieron en primer lugar").see_not("vote-steps", "34 votos")
    assert (await browser.client.get(f"/votaciones/{key}/resultado.json")).json()["rounds"] is None
    body = json.loads((await browser.client.get(f"/votaciones/{key}/resultado.bundle")).text.split("\n")[1])
    assert body["result"]["told"] == "totals" and "rounds" not in body["result"]


async def test_too_few_voted_is_no_decision_and_no_refusal(town: Town, browser: Browser) -> None:
    await town.children(100)
    key = await published(town, MOTION, [(0,)] * 50)
    page = await browser.get(f"/votaciones/{key}")
    page.see("Votaron muy pocas personas, así que no se decidió nada. Eso no es un no.").see_not("la ciudad tiene que contestar")


#: Everything that can be asked of a decided vote.
FIXED = ("", "/resultado", "/cifras", "/resultado.json", "/resultado.csv", "/resultado.pb", "/resultado.bundle")


async def test_sg_61_a_result_with_a_filter_is_refused(town: Town, browser: Browser) -> None:
    """SG-61: no parameter is known, so each is told to be one too many; open data too."""
    key = await published(town, GREEDY, TICKS)
    for path in FIXED:
        for asked in ("area=1", "edad=7", "group_by=band", "x"):
            answer = await browser.client.get(f"/votaciones/{key}{path}?{asked}=1")
            assert answer.status_code == 400, path
        once, twice = [(await browser.client.get(f"/votaciones/{key}{path}")).content for _each in range(2)]
        assert once == twice


async def test_a_budget_goes_out_as_pabulib_and_is_counted_again(town: Town, browser: Browser, tmp_path) -> None:
    """Sums for everybody; with the ballots only where they are for the public. Read back by our own `civic tally`."""
    key = await published(town, GREEDY, TICKS, options=5)
    text = (await browser.client.get(f"/votaciones/{key}/resultado.pb")).text
    with pytest.raises(BrokenFile, match="no ballots: only sums"):  # 65 ballots are fingerprints
        pabulib.read("x.pb", text)
    contest = pabulib.read("x.pb", text.replace("PROJECTS\n", "num_votes;0\nPROJECTS\n"))
    assert contest.purse and (contest.purse.budget, contest.names) == (BUDGET, TITLES)
    assert [line.split(";")[2] for line in text.split("PROJECTS\n")[1].splitlines()[1:6]] == [
        "30",
        "50",
        "15",
        "0",
        "0",
    ]


async def test_ballots_for_the_public_are_in_the_pabulib_file(
    tmp_path, town: Town, browser: Browser, monkeypatch
) -> None:
    monkeypatch.setattr("civic.voting.proof.compose.PUBLIC_FROM", 50)
    key = await published(town, GREEDY, TICKS)
    file = tmp_path / "x.pb"
    file.write_bytes((await browser.client.get(f"/votaciones/{key}/resultado.pb")).content)
    contest = pabulib.read("x.pb", file.read_text())
    rule = "pb/greedy;by=votes;fit=skip;least=1;ties=cost<,votes>,id"
    winners = [contest.names[place] for place in count(read_rule(rule), contest).winners]
    assert winners == [TITLES[1], TITLES[0]] and contest.ballots.ballots == 65
    told = await run("-m", "civic", "tally", str(file), "--rule", rule)
    assert told.split() == [contest.ids[place] for place in count(read_rule(rule), contest).winners]


async def test_sg_52_no_page_of_an_open_or_unfinished_vote_moves_by_one_vote(town: Town, browser: Browser) -> None:
    """SG-52: all that a visitor, a child and the team can read is the same, byte for byte, before and after a vote."""
    (child,) = await town.children(1)
    key = await opened(town, GREEDY, options=3)
    before = await scraped(town, child, key)
    await fill(key, [(0, 1)])
    assert await scraped(town, child, key) == before
    await owner_rows("DELETE FROM ballot WHERE poll = $1", key)
    await fill(key, [(2,), (0,), (1,)])
    assert await scraped(town, child, key) == before
    await counted(town, key)
    with after_the_close():
        for path in FIXED[1:]:
            for person in (None, town.mateo, town.julian):
                if person:
                    await browser.come_in(person)
                assert (await browser.client.get(f"/votaciones/{key}{path}")).status_code in (401, 403), path
        await certified(town, key)
        assert (await browser.client.get(f"/votaciones/{key}/resultado.json")).status_code == 200


async def scraped(town: Town, child: Actor, key: UUID) -> list[tuple[str, int, str]]:
    """What a visitor, a child who has not voted and the secretary read."""
    found = []
    for person in (None, child, town.julian):
        reader = Browser(town.app)
        if person:
            await reader.come_in(person)
        for path in (*FIXED, "/reglas.json", "/comprobar", "/prueba"):
            answer = await reader.client.get(f"/votaciones/{key}{path}")
            found.append((path, answer.status_code, _still(answer.text)))
        for path in ("/votaciones", "/", "/votaciones/llave"):
            answer = await reader.client.get(path)
            found.append((path, answer.status_code, _still(answer.text)))
        await reader.client.aclose()
    return found


def _still(html: str) -> str:
    """Without the mark of the reader's own forms."""
    return re.sub(r'value="[^"]{20,}"', "", html)


async def run(*arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    out, _err = await process.communicate()
    assert process.returncode == 0
    return out.decode()
