"""A child votes: choose, see, send. One statement, one ballot, one and the same last screen."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from civic.consent.acts import answer_assent, withdraw_consent
from civic.core import outbox
from civic.core.charter import Refused
from civic.core.clock import now, pretend
from civic.core.database import rows, statements, value
from civic.voting import closing
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.polls import TITLES, after_the_close, announced, closed, field, in_box, opened, seen, sent, vote


async def test_amaranta_chooses_sees_and_sends(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await browser.come_in(town.amaranta)
    (await browser.get("/votaciones")).see("¿Qué hacemos primero")
    (await browser.get(f"/votaciones/{key}")).see("Votar", *TITLES)
    page = await seen(browser, key, "1")
    page.see("Elegiste", TITLES[1], "Sí, votar", "Cambiar").see_not(TITLES[0], TITLES[2])
    assert await in_box() == 0
    assert (await sent(browser, key, "1")).location == f"/votaciones/{key}/listo"
    (await browser.get(f"/votaciones/{key}/listo")).see("Tu voto está en la urna").see_not(*TITLES)
    (await browser.get(f"/votaciones/{key}")).see("Tu voto está en la urna", "Cambiar mi voto")
    await closed(town, key)
    (await browser.get(f"/votaciones/{key}")).see(TITLES[1])


async def test_changing_on_the_read_back_page_loses_nothing(town: Town, browser: Browser) -> None:
    """SG-54: free change before sending."""
    key = await opened(town, rule="approval;max=2;ties=lot")
    await browser.come_in(town.nicolas)
    page = await seen(browser, key, "0", "2")
    typed = {"choice": ["0", "2"], "paper": field(page.text, "paper"), "change": "1"}
    back = await browser.post(f"/votaciones/{key}/boleta/ver", typed, status=200)
    assert sorted(_checked(back.text)) == ["0", "2"]


@pytest.mark.parametrize(
    ("method", "chosen", "sentence"),
    [
        ("choose_one;ties=lot", [], "Primero elige"),
        ("choose_one;ties=lot", ["0", "1"], "Deja solo una"),
        ("approval;max=2;ties=lot", ["0", "1", "2"], "Puedes elegir hasta 2"),
        ("approval;max=2;ties=lot", ["0", "none"], "Deja solo una"),
        ("choose_one;ties=lot", ["7"], "Elige otra vez"),
        ("choose_one;ties=lot", ["-1"], "Elige otra vez"),
        ("choose_one;ties=lot", ["0' OR 1=1"], "Elige otra vez"),
        ("choose_one;ties=lot", ["\U0001f642"], "Elige otra vez"),
        ("approval;max=2;ties=lot", ["0", "0"], "Elige otra vez"),
    ],
)
async def test_what_cannot_be_read_is_asked_again_kindly(
    town: Town, browser: Browser, method: str, chosen: list[str], sentence: str
) -> None:
    key = await opened(town, rule=method)
    await browser.come_in(town.lupita)
    paper = field((await browser.get(f"/votaciones/{key}/boleta")).text, "paper")
    data = {"choice": chosen, "paper": paper}
    page = await browser.post(f"/votaciones/{key}/boleta/ver", data, status=422)
    page.see(sentence)
    assert set(_checked(page.text)) == set(chosen) & {"0", "1", "2", "none"}
    (await browser.post(f"/votaciones/{key}/boleta", {"choice": chosen}, status=422)).see(sentence)
    assert await in_box() == 0


async def test_sg_49_twenty_taps_at_once_are_one_ballot(town: Town, browser: Browser) -> None:
    """SG-49: 20 parallel submissions, exactly one counted."""
    key = await opened(town)
    await browser.come_in(town.lupita)
    answers = await asyncio.gather(*(sent(browser, key, str(n % 3)) for n in range(20)))
    assert {answer.location for answer in answers} == {f"/votaciones/{key}/listo"}
    assert await in_box() == 1
    await closed(town, key)
    assert await value("SELECT result->>'ballots' FROM poll WHERE id = $1", key) == "1"


async def test_sg_49_the_last_of_three_votes_counts(town: Town) -> None:
    key = await opened(town)
    for choice in (0, 2, 1):
        await vote(town.mateo, key, choice)
    await closed(town, key)
    assert await value("SELECT result->'totals' FROM poll WHERE id = $1", key) == "[0, 1, 0]"


async def test_sg_49_no_adult_votes_by_any_door(town: Town, browsers) -> None:
    """SG-49: every adult role gets 403, a visitor the way in; nothing is in the box."""
    key = await opened(town)
    for name in ("rosa", "teo", "ines", "carmen", "pilar", "julian", "leticia"):
        browser = await browsers().come_in(town.people[name])
        await browser.get(f"/votaciones/{key}/boleta", status=403)
        for door in ("boleta", "boleta/ver"):
            await browser.post(f"/votaciones/{key}/{door}", {"choice": "0"}, status=403)
            await browser.post(f"/votaciones/{key}/{door}", {"choice": "9"}, status=403)
        (await browser.get(f"/votaciones/{key}")).see_not(f"/votaciones/{key}/boleta")
    visitor = browsers()
    (await visitor.get(f"/votaciones/{key}/boleta", status=401)).see("Entra con tu tarjeta")
    await visitor.post(f"/votaciones/{key}/boleta", {"choice": "0"}, status=401)
    assert await in_box() == 0


async def test_whoever_may_not_vote_is_told_why(town: Town, browsers) -> None:
    key = await opened(town)
    bruno = await browsers().come_in(town.bruno)
    (await bruno.get(f"/votaciones/{key}/boleta", status=403)).see("permiso")
    (await bruno.post(f"/votaciones/{key}/boleta", {"choice": "0"}, status=403)).see("permiso")
    [newcomer] = await town.children(1)
    late = await browsers().come_in(newcomer)
    (await late.get(f"/votaciones/{key}")).see("No estás en la lista")
    (await late.post(f"/votaciones/{key}/boleta", {"choice": "0"}, status=403)).see("No estás en la lista")
    await answer_assent(town.mateo, town.call, "later")
    mateo = await browsers().come_in(town.mateo)
    (await mateo.get(f"/votaciones/{key}")).see("Primero dinos si quieres participar")
    assert "/participar" in (await mateo.get(f"/votaciones/{key}/boleta", status=303)).location
    await mateo.post(f"/votaciones/{key}/boleta", {"choice": "0"}, status=403)
    await withdraw_consent(town.rosa, town.lupita.id, "take_part")
    lupita = await browsers().come_in(town.lupita)
    (await lupita.post(f"/votaciones/{key}/boleta", {"choice": "0"}, status=403)).see("permiso")
    assert await in_box() == 0


async def test_a_vote_is_not_taken_before_it_opens(town: Town, browser: Browser) -> None:
    key = await announced(town)
    await browser.come_in(town.lupita)
    assert (await browser.get(f"/votaciones/{key}/boleta", status=303)).location == f"/votaciones/{key}"
    await browser.post(f"/votaciones/{key}/boleta", {"choice": "0"}, status=403)
    assert await in_box() == 0
    await browser.get(f"/votaciones/{key}/reglas.json", status=404)


async def sent_late(browser: Browser, key) -> None:
    for door in ("boleta", "boleta/ver"):
        page = await browser.post(f"/votaciones/{key}/{door}", {"choice": "1"}, status=403)
        page.see("La votación terminó", "Esta boleta ya no entró").see_not(*TITLES)
    assert await in_box() == 0


async def test_a_page_left_open_past_the_close_stays_calm(town: Town, browser: Browser) -> None:
    key = await opened(town)
    with after_the_close():
        await browser.come_in(town.lupita)
        await sent_late(browser, key)
        assert (await browser.get(f"/votaciones/{key}/boleta", status=303)).location == f"/votaciones/{key}"
        (await browser.get(f"/votaciones/{key}")).see("terminó")
    await closed(town, key)
    await browser.come_in(town.lupita)
    await sent_late(browser, key)
    await browser.get((await browser.get(f"/votaciones/{key}/listo", status=303)).location)


async def test_a_vote_sent_while_the_poll_closes_is_refused_and_never_left_behind(town: Town, monkeypatch) -> None:
    """The vote's lock on its poll: a ballot that fell into the box after the close would be lost in silence."""
    key = await opened(town)
    await vote(town.lupita, key, 1)
    await rows("UPDATE poll SET closes_at = $2 WHERE id = $1", key, now())
    await closing.sign_closing(town.julian, key)
    begun, may_end = asyncio.Event(), asyncio.Event()
    sign = closing.sign

    async def slowly(*signature: object) -> None:
        begun.set()
        await may_end.wait()
        await sign(*signature)

    async def vote_by_a_clock_that_runs_behind() -> str:
        with pretend(now() - timedelta(days=1)):
            try:
                await vote(town.mateo, key, 0)
            except Refused as refused:
                return refused.refusal.name
        return "taken"

    monkeypatch.setattr(closing, "sign", slowly)
    closes = asyncio.create_task(closing.close_poll(town.teo, key))
    await begun.wait()
    late = asyncio.create_task(vote_by_a_clock_that_runs_behind())
    await asyncio.sleep(0.2)
    assert not late.done(), "a vote waits for the close"
    may_end.set()
    await closes
    assert await late == "not_now"
    await outbox.drain()
    assert await in_box() == 0
    assert await value("SELECT result->'totals' FROM poll WHERE id = $1", key) == "[0, 1, 0]"


async def test_a_vote_is_one_statement_beyond_knowing_who_came(town: Town, browser: Browser) -> None:
    """Performance goal G9: one round trip and commit beyond the sign-in read."""
    key = await opened(town)
    await browser.come_in(town.nicolas)
    await browser.get(f"/votaciones/{key}/boleta")
    await sent(browser, key, "0")
    sign_in = statements.set(log := [])
    await sent(browser, key, "2")
    statements.reset(sign_in)
    assert len(log) == 2, log
    assert "sign_in" in log[0] and "cast_ballots" in log[1]


async def test_without_the_key_directory_a_child_is_told_clearly_and_no_vote_is_lost(
    town: Town, browser: Browser, keys: Path
) -> None:
    key = await opened(town)
    await vote(town.amaranta, key, 1)
    away = keys.rename(keys.with_name("away"))
    await browser.come_in(town.lupita)
    for door in ("boleta", "boleta/ver"):
        (await browser.post(f"/votaciones/{key}/{door}", {"choice": "0"}, status=403)).see("Ningún voto se pierde")
    (await browser.get(f"/votaciones/{key}")).see("Ningún voto se pierde")
    await browser.get(f"/votaciones/{key}/boleta", status=403)
    away.rename(keys)
    await sent(browser, key, "0")
    assert await in_box() == 2


async def test_sg_51_the_last_screen_is_the_same_for_every_choice(town: Town, browsers) -> None:
    """SG-51: bodies, headers and cookies are equal across choices; no option's id, title or place is in them."""
    key = await opened(town, rule="approval;max=2;ties=lot")
    browser = await browsers().come_in(town.lupita)
    options = [str(each["proposal"]) for each in await rows("SELECT proposal FROM poll_option")]
    answers = set()
    for chosen in (["0"], ["1"], ["2"], ["0", "2"], ["none"]):
        cookies = dict(browser.client.cookies)
        answer = await sent(browser, key, *chosen)
        screen = await browser.get(answer.location)
        screen.see_not(*TITLES, *options, 'name="choice"')
        assert "no-store" in answer.headers["cache-control"] and "no-store" in screen.headers["cache-control"]
        assert dict(browser.client.cookies) == cookies
        answers.add((answer.text, str(answer.headers), screen.text, str(screen.headers)))
    assert len(answers) == 1


async def test_sg_51_going_back_and_sending_the_choice_again_shows_the_neutral_page(
    town: Town, browser: Browser
) -> None:
    """SG-51: a browser that goes back asks again for the page that read the choice; it must not show it any more."""
    key = await opened(town)
    await browser.come_in(town.lupita)
    page = await seen(browser, key, "1")
    again = {"choice": "1", "paper": field(page.text, "paper")}
    (await browser.post(f"/votaciones/{key}/boleta/ver", again, status=200)).see(TITLES[1])
    await sent(browser, key, "1")
    for more in ({}, {"change": "1"}):
        answer = await browser.post(f"/votaciones/{key}/boleta/ver", {**again, **more})
        assert answer.location == f"/votaciones/{key}/listo"
    ballot = await browser.get(f"/votaciones/{key}/boleta")
    assert not _checked(ballot.text) and "no-store" in ballot.headers["cache-control"]


async def test_the_last_screen_is_not_for_who_has_not_voted(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await browser.come_in(town.lupita)
    assert (await browser.get(f"/votaciones/{key}/listo", status=303)).location == f"/votaciones/{key}"


def _checked(html: str) -> list[str]:
    return [part.split('"', 1)[0] for part in html.split('name="choice" value="')[1:] if " checked>" in part[:40]]


async def test_sg_50_the_length_of_an_answer_tells_nothing(town: Town, browser: Browser) -> None:
    """SG-50: whoever watches the line sees lengths; each choice is read back at the same one."""
    key = await opened(town, ("Sí", "Una biblioteca con ruedas para todos los barrios", *TITLES), "approval;max=4;ties=lot")
    await browser.come_in(town.lupita)
    lengths = set()
    for chosen in (["0"], ["1"], ["none"], ["0", "1", "2", "3"]):
        lengths.add(len((await seen(browser, key, *chosen)).text.encode()))
    assert lengths == {32 * 1024}


async def test_pages_of_a_vote_ask_the_database_few_things(town: Town, browser: Browser) -> None:
    """Performance goal G9: the list 3 at most beyond knowing who came, the page of one vote 4, however many options."""
    key = await opened(town, tuple(f"Idea {n}" for n in range(20)))
    await browser.come_in(town.lupita)
    for page, most in (("/votaciones", 3), (f"/votaciones/{key}", 4), (f"/votaciones/{key}/boleta", 4)):
        before = statements.set(log := [])
        await browser.get(page)
        statements.reset(before)
        assert 1 < len(log) <= most + 1, log
