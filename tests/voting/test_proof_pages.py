"""The proof as a stranger takes it from the results page, and the receipts and witnesses around it."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.core.clock import now, pretend
from civic.core.database import rows, value
from civic.due import chores
from civic.people import code_words
from civic.voting import bundles
from civic.voting.box import keys as box_keys
from civic.voting.proof import bundle, receipts, verify
from civic.voting.proof.compose import Kind
from civic.voting.witnesses import acts as witness_acts
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.counted import opened, published
from tests.voting.polls import after_the_close, certified, counted, vote

CHOOSE_ONE = "choose_one;ties=lot"
VOTES = [(0,)] * 30 + [(1,)] * 20 + [()] * 3


async def run(*arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    out, _err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


async def downloaded(browser: Browser, url: str, to: Path) -> Path:
    answer = await browser.client.get(url)
    assert answer.status_code == 200, url
    if length := answer.headers.get("content-length"):
        assert int(length) == len(answer.content)
    to.write_bytes(answer.content)
    return to


async def test_a_stranger_counts_again_with_what_the_page_gives(town: Town, browser: Browser, tmp_path: Path) -> None:
    """The very line of the page, in a folder with the two files and nothing else of ours."""
    key = await published(town, CHOOSE_ONE, VOTES)
    page = await browser.get(f"/votaciones/{key}")
    line = page.text.split("python3 ", 1)[1].split("<", 1)[0].split()
    await downloaded(browser, "/votaciones/verify.py", tmp_path / "verify.py")
    await downloaded(browser, f"/votaciones/{key}/resultado.bundle", tmp_path / f"{key}.bundle")
    assert (tmp_path / "verify.py").read_bytes() == Path(verify.__file__).read_bytes()
    program, file, flag, shown = line
    code, said = await run("-I", str(tmp_path / program), str(tmp_path / file), flag, shown)
    assert code == 0 and "Everything that was checked agrees" in said and "54 leaves" in said, said
    code, said = await run("-I", str(tmp_path / program), str(tmp_path / file), flag, "00" * 32)
    assert code == 1 and "another key" in said
    (await browser.get("/votaciones/llave")).see(shown)
    rules = (await browser.client.get(f"/votaciones/{key}/reglas.json")).content
    body = bundle.read((tmp_path / f"{key}.bundle").read_bytes(), bytes.fromhex(shown))
    assert json.loads(rules) == body["manifest"]


async def test_every_byte_of_the_downloaded_bundle_is_watched(town: Town, browser: Browser) -> None:
    """Changed, left out or put in twice: the stranger's program and ours see it."""
    key = await published(town, CHOOSE_ONE, VOTES[:12])
    raw = (await browser.client.get(f"/votaciones/{key}/resultado.bundle")).content
    assert verify.check(raw)
    signer = (await bundles.signer(key)).encode()
    for place in range(len(raw)):
        broken = [raw[:place] + bytes([raw[place] ^ 1 << place % 7]) + raw[place + 1 :]]
        if place % 10 == 0:
            broken += [raw[:place] + raw[place + 1 :], raw[:place] + b"0" + raw[place:]]
        for each in broken:
            with pytest.raises(bundle.BrokenBundle):
                bundle.read(each, bytes.fromhex(signer.decode()))
            with pytest.raises(verify.Disagrees):
                verify.check(each, signer.decode())


async def test_a_bundle_comes_in_pieces_and_whole(town: Town, browser: Browser, monkeypatch) -> None:
    monkeypatch.setattr(bundles, "PIECE", 400)
    key = await published(town, CHOOSE_ONE, VOTES)
    assert await value("SELECT count(*) FROM bundle WHERE kind = 'public'") > 10
    raw = (await browser.client.get(f"/votaciones/{key}/resultado.bundle")).content
    assert verify.check(raw, await bundles.signer(key))


async def test_the_council_s_key_stays_and_the_poll_s_go(town: Town, browser: Browser, keys: Path) -> None:
    """SG-50: what is left in the directory of keys signs counts and opens nothing."""
    (await browser.get("/votaciones/llave")).see("Todavía no hay llave")
    key = await published(town, CHOOSE_ONE, VOTES[:3])
    (left,) = keys.iterdir()
    assert left.name == box_keys.COUNCIL and left.stat().st_mode & 0o777 == 0o600
    seed = left.read_bytes()
    other = await published(town, CHOOSE_ONE, VOTES[:3])
    assert left.read_bytes() == seed and await bundles.signer(key) == await bundles.signer(other)


async def words_of(browser: Browser, key: UUID) -> tuple[list[str], str]:
    page = await browser.get(f"/votaciones/{key}/prueba")
    words = page.text.split('class="receipt-words">', 1)[1].split("</p>", 1)[0]
    return [each.split("<")[0] for each in words.split("<span>")[1:]], page.text


async def test_sg_51_a_receipt_is_the_same_after_any_change_and_for_any_choice(town: Town, browser: Browser) -> None:
    """SG-51: nobody can tell from it, or from its page, what was voted or that it was voted again."""
    key = await opened(town, CHOOSE_ONE)
    await browser.come_in(town.mateo)
    assert (await browser.get(f"/votaciones/{key}/prueba", status=303)).location == f"/votaciones/{key}"
    await vote(town.mateo, key, 0)
    first = await words_of(browser, key)
    for choice in ((1,), (2,), ()):
        await vote(town.mateo, key, *choice)
        assert await words_of(browser, key) == first


async def test_sg_51_the_youngest_are_offered_no_receipt(town: Town, browser: Browser) -> None:
    key = await opened(town, CHOOSE_ONE)
    for child, offered in ((town.lupita, False), (town.nicolas, True), (town.mateo, True)):
        await vote(child, key, 0)
        await browser.come_in(child)
        done = await browser.get(f"/votaciones/{key}/listo")
        assert (f"/votaciones/{key}/prueba" in done.links) is offered
        await browser.get(f"/votaciones/{key}/prueba", status=200 if offered else 303)


async def test_a_receipt_is_found_after_the_count_also_where_little_is_told(
    town: Town, browser: Browser, browsers
) -> None:
    """The list of a small vote is not published, and still answers who asks with a receipt, until it is deleted."""
    key = await opened(town, CHOOSE_ONE)
    await vote(town.mateo, key, 0)
    await vote(town.amaranta, key, 1)
    words, _page = await words_of(await browser.come_in(town.mateo), key)
    visitor = browsers()
    (await visitor.get(f"/votaciones/{key}/comprobar")).see("Cuando se cuenten los votos")
    await visitor.post(f"/votaciones/{key}/comprobar", {"words": " ".join(words)}, status=403)
    await counted(town, key)
    with after_the_close():
        await certified(town, key)
        for typed in (" ".join(words), " ".join(words).upper() + " "):
            found = await visitor.post(f"/votaciones/{key}/comprobar", {"words": typed}, status=200)
            found.see("Sí, estaba en la urna")
            found.see_not("Una cancha")
        other = " ".join(code_words.LIST[:3])
        (await visitor.post(f"/votaciones/{key}/comprobar", {"words": other}, status=200)).see("Ningún voto")
        (await visitor.post(f"/votaciones/{key}/comprobar", {"words": "una dos"}, status=422)).see("tres palabras")
    bundles._receipts.clear()
    with pretend(now() + timedelta(days=60)):
        await chores()
        (await visitor.post(f"/votaciones/{key}/comprobar", {"words": " ".join(words)}, status=200)).see("se borró")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(min_size=32, max_size=32))
def test_a_receipt_is_its_number_and_its_words_find_it(leaf: bytes) -> None:
    shown, number = receipts.receipt(leaf), receipts.number(leaf)
    assert receipts.from_number(number) == shown
    assert number in receipts.numbers_of(shown.words)
    assert receipts.numbers_of((*shown.words[:2], "xyz")) is None
    assert len(receipts.numbers_of(shown.words)) == 30**3


async def test_too_many_checks_from_one_place_wait(town: Town, browser: Browser) -> None:
    key = await published(town, CHOOSE_ONE, VOTES[:3])
    answers = [
        (
            await browser.client.post(
                f"/votaciones/{key}/comprobar", data=browser.marked({"words": " ".join(code_words.LIST[:3])})
            )
        ).status_code
        for _each in range(121)
    ]
    assert answers[-1] == 429 and 429 not in answers[:100]


async def test_a_witness_is_named_by_two_and_given_the_ballots_once(town: Town, browser: Browser, tmp_path) -> None:
    """SG-50: whole ballots are fingerprints; who holds them is two people's decision, written in the journal."""
    key = await opened(town, CHOOSE_ONE)
    await vote(town.mateo, key, 0)
    await browser.come_in(town.julian)
    await browser.post(f"/mesa/votaciones/{key}/testigos", {"name": "Marta Ríos"}, status=403)
    await counted(town, key)
    with after_the_close():
        await certified(town, key)
        await browser.come_in(town.julian)
        await browser.post(f"/mesa/votaciones/{key}/testigos", {"name": ""}, status=422)
        await browser.post(f"/mesa/votaciones/{key}/testigos", {"name": "Marta Ríos, UdV"})
        witness = await value("SELECT id FROM witness")
        for door in ("aceptar", "entregar"):
            await browser.post(f"/mesa/testigos/{witness}/{door}", status=403)
        await browser.come_in(town.pilar)
        await browser.post(f"/mesa/testigos/{witness}/aceptar", status=403)
        await browser.come_in(town.ines)
        (await browser.get(f"/mesa/votaciones/{key}/testigos")).see("Marta Ríos, UdV", "No doy el archivo a nadie")
        await browser.post(f"/mesa/testigos/{witness}/aceptar")
        given = await browser.post(f"/mesa/testigos/{witness}/entregar", status=200)
        assert "attachment" in given.headers["content-disposition"]
        body = bundle.read(given.text.encode())
        assert body["kind"] == "witness" and body["ballots"] == [[1, [0]]] and len(body["leaves"]) == 2
        await browser.post(f"/mesa/testigos/{witness}/entregar", status=403)
        told = [
            each["act"] for each in await rows("SELECT act FROM entry WHERE act LIKE '%witness' OR act LIKE '%bundle'")
        ]
        assert told == ["voting.name_witness", "voting.sign_witness", "voting.give_bundle"]


async def test_sg_86_whole_ballots_go_when_the_time_to_object_ends(town: Town, browser: Browser) -> None:
    """SG-86: by the clock, with a line in the journal; the public bundle stays."""
    key = await published(town, CHOOSE_ONE, VOTES[:12])
    published_on = await value("SELECT published_at FROM poll")
    with pretend(published_on + timedelta(days=29)):
        await witness_acts.drop_bundles()
        assert await bundles.size(key, Kind.WITNESS)
    with pretend(published_on + timedelta(days=31)):
        await witness_acts.drop_bundles()
        await witness_acts.drop_bundles()
        assert await bundles.size(key, Kind.WITNESS) == 0 < await bundles.size(key, Kind.PUBLIC)
        assert await value("SELECT count(*) FROM entry WHERE act = 'voting.drop_bundle'") == 1
        witness = await witness_acts.name_witness(town.julian, key, "Marta Ríos")
        await witness_acts.sign_witness(town.ines, witness)
        await browser.come_in(town.ines)
        await browser.post(f"/mesa/testigos/{witness}/entregar", status=403)
