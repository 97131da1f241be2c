"""Something real behind every address of the matrix: made through the acts, over the demo's year."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from civic.calls import acts as calls
from civic.calls.forms import Parts
from civic.consent.acts import answer_assent
from civic.core.actor import OFFICER, Actor
from civic.core.clock import now, pretend, today
from civic.core.database import rows, value
from civic.core.images import read_picture
from civic.deliberation import acts as deliberation
from civic.demo.drawings import drawing
from civic.demo.people import FAMILIES
from civic.devices.acts import enroll_device
from civic.moderation import acts as moderation
from civic.people.acts import add_person
from civic.people.queries import person
from civic.proposals import acts as proposals
from civic.responses.acts import give_answer
from civic.responses.answers import Said
from civic.voting import acts as voting
from civic.voting import closing, queries
from civic.voting.booths import acts as booths
from civic.voting.changes import acts as changing
from civic.voting.custody import acts as custody
from civic.voting.forms import Asked, Rules
from civic.voting.tablets.acts import end_outing, prepare_tablet
from civic.voting.witnesses import acts as witnesses
from tests.conftest import Town
from tests.house.things_people import concerns, families, groups, looks, team
from tests.rights.made import rights

WORDS = {"title": "Una fuente", "problem": "Hace calor.", "help": "Ponerla."}


@dataclass
class Things:
    """The town, and by name what the doors are about. `mine`: whose it is, by role; `another`: of the same role, not theirs."""

    town: Town
    mine: dict[str, Actor | None]
    another: dict[str, Actor]
    ids: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


async def things(town: Town) -> Things:
    other_office = next(key for name, key in town.offices.items() if key != town.pilar.office)
    ends = now() + timedelta(days=300)
    officer = await person(await add_person(OFFICER, "Hugo Tecuapetla", office=other_office, valid_until=ends), "")
    made = Things(
        town,
        {
            "PUB": None, "CHD": town.amaranta, "INV": town.bruno, "GUA": town.rosa, "ADV": town.leticia,
            "FAC": town.teo, "SAF": town.carmen, "OFF": town.pilar, "SEC": town.julian,
        },
        {
            "CHD": town.mateo, "GUA": await person(FAMILIES, ""), "FAC": town.ines, "SAF": town.saul, "OFF": officer,
        },
    )  # fmt: skip
    for make in (_calls, _ideas, _voices, _polls, _answers, concerns, looks, rights):
        made.ids |= await make(town)
    made.ids["tablet"] = await value("SELECT id FROM device WHERE name = 'Tableta 1'")
    made.ids |= await team(town, made.tokens)
    made.ids |= await groups(town)
    made.ids |= await families(town)
    return made


async def _calls(town: Town) -> dict[str, UUID]:
    opened = await value("SELECT id FROM call WHERE state = 'open' ORDER BY opened_at DESC LIMIT 1")
    day = today() - timedelta(days=30)
    whole = Parts(
        question="¿Qué jugamos?", can_change="Los juegos.", money="No hay.", decides="Ustedes.", data="Tu apodo.",
        office=town.pilar.office, answer_by=today() + timedelta(days=9), picture="talk",
        proposals_until=today() + timedelta(days=5), first_round_until=today() + timedelta(days=6),
    )  # fmt: skip
    ready = await calls.draft_call(town.julian)
    await calls.keep_call(town.julian, ready, whole)
    over = await calls.draft_call(town.julian)
    with pretend(now() - timedelta(days=30)):
        await calls.keep_call(town.julian, over, replace(whole, proposals_until=day, first_round_until=day))
        await calls.open_call(town.julian, over)
    return {"call": opened, "drafted call": ready, "call whose days are over": over}


async def _ideas(town: Town) -> dict[str, UUID]:
    """Amaranta's, each somewhere on its road; Teo read them first."""
    call = await value("SELECT id FROM call WHERE state = 'open' ORDER BY opened_at DESC LIMIT 1")

    async def idea(*acts: Callable[[UUID], Awaitable[Any]]) -> UUID:
        key = await proposals.start_proposal(town.amaranta, call)
        picture = read_picture(drawing("trees"))
        await proposals.keep_draft(town.amaranta, key, WORDS, "water", town.areas[0], picture)
        for each in acts:
            await each(key)
        return key

    made = await _along_the_road(town, idea, lambda key: proposals.send_proposal(town.amaranta, key))
    published = await value(
        """SELECT w.id FROM writing w JOIN proposal p ON p.id = w.id JOIN call c ON c.id = p.call
           WHERE w.state = 'published' AND p.state IN ('talked', 'on_poll', 'not_chosen') AND c.first_round_until < $1
             AND NOT EXISTS (SELECT FROM advice WHERE proposal = p.id) ORDER BY w.published_at LIMIT 1""",
        today(),
    )
    talked = await value(
        "SELECT w.id FROM writing w JOIN proposal p ON p.id = w.id WHERE w.state = 'published' AND p.call = $1 LIMIT 1",
        call,
    )
    pictures = {
        f"drawing of {name}": await value("SELECT picture FROM version WHERE writing = $1", made[name])
        for name in ("draft", "sent")
    }
    drawn = await value("SELECT picture FROM writing WHERE state = 'published' AND picture IS NOT NULL LIMIT 1")
    return {f"idea {name}": key for name, key in made.items()} | pictures | {
        "idea": talked, "idea to advise on": published, "drawing": drawn,
    }  # fmt: skip


async def _voices(town: Town) -> dict[str, UUID]:
    about = await value(
        """SELECT w.id FROM writing w JOIN proposal p ON p.id = w.id JOIN call c ON c.id = p.call
           WHERE w.state = 'published' AND p.state = 'talked' AND c.state = 'open' LIMIT 1"""
    )

    async def voice(*acts: Callable[[UUID], Awaitable[Any]]) -> UUID:
        key = await deliberation.start_argument(town.amaranta, about, "reason", "Me gusta mucho.")
        for each in acts:
            await each(key)
        return key

    made = await _along_the_road(town, voice, lambda key: deliberation.send_argument(town.amaranta, key))
    said = await value(
        """SELECT a.id FROM argument a JOIN writing w ON w.id = a.id WHERE w.state = 'published' AND a.reply_to IS NULL
           AND a.proposal IN (SELECT id FROM proposal WHERE state = 'talked') LIMIT 1"""
    )
    return {f"voice {name}": key for name, key in made.items()} | {"voice": said}


async def _along_the_road(town: Town, write: Callable[..., Awaitable[UUID]], send: Any) -> dict[str, UUID]:
    return {
        "draft": await write(),
        "sent": await write(send),
        "refused": await write(send, lambda key: moderation.refuse_writing(town.ines, key, "hurts")),
        "appealed": await write(
            send,
            lambda key: moderation.refuse_writing(town.ines, key, "hurts"),
            lambda key: moderation.appeal_refusal(town.amaranta, key),
        ),
    }


async def _polls(town: Town) -> dict[str, UUID]:
    """Where one signature is there, it is Inés's, or the secretary's where the name says so."""
    call = await value("SELECT p.call FROM proposal p JOIN writing w ON w.id = p.id WHERE w.title LIKE 'Una pared%'")
    found = await rows(
        """SELECT p.id FROM proposal p JOIN writing w ON w.id = p.id
           WHERE w.state = 'published' AND p.call = $1 AND p.state = 'talked' ORDER BY w.published_at, p.id""",
        call,
    )
    free = [each["id"] for each in found]

    async def poll(options: list[UUID], days: float = 7) -> UUID:
        key = await voting.draft_poll(town.julian, call)
        rules = Rules("¿Qué hacemos?", "choose_one;ties=lot", 1, now() + timedelta(days=days))
        await voting.keep_poll(town.julian, key, rules)
        for each in options:
            await voting.put_option(town.julian, key, each)
        return key

    async def announced(options: list[UUID], signed_by: Actor | None = None, days: float = 7) -> UUID:
        key = await poll(options, days)
        await voting.announce_poll(town.julian, key)
        await voting.draw_lot(town.julian, key, [6] * 20)
        if signed_by:
            await voting.sign_opening(signed_by, key)
        return key

    async def with_custodians(options: list[UUID]) -> UUID:
        key = await poll(options)
        rules = Rules("¿Qué hacemos?", "choose_one;ties=lot", 1, now() + timedelta(days=7), custody=True)
        await voting.keep_poll(town.julian, key, rules)
        await voting.announce_poll(town.julian, key)
        await custody.name_custodians(town.julian, key, ["Marta", "Elías", "Rita"])
        return key

    async def changes(actor: Actor, key: UUID) -> tuple[UUID, UUID]:
        """More time, and that it does not count: asked for by this person."""
        await changing.ask_extension(actor, key, Asked("Llovió.", now() + timedelta(days=9)))
        await changing.ask_annulment(actor, key, Asked("Llovió."))
        asked = {each.kind: each.id for each in (await queries.visible(actor, key)).changes}
        return asked[changing.EXTEND], asked[changing.ANNUL]

    async def over(options: list[UUID], signed_by: Actor | None = None) -> UUID:
        with pretend(now() - timedelta(days=9)):
            key = await announced(options, town.ines)
            await voting.open_poll(town.teo, key)
        if signed_by:
            await closing.sign_closing(signed_by, key)
        return key

    opened = await value("SELECT id FROM poll WHERE state = 'open' AND city_wide")
    school = await value("SELECT id FROM place WHERE kind = 'school' LIMIT 1")
    cards_signed = await booths.ask_sheet(town.ines, opened, school, 8)
    await booths.sign_sheet(town.julian, cards_signed)
    for child in (town.amaranta, town.mateo):
        await answer_assent(child, call, "yes")
    made = {
        "poll": opened,
        "result": await value("SELECT id FROM poll WHERE state = 'published' AND budget IS NULL ORDER BY closed_at DESC LIMIT 1"),
        "result of a budget": await value("SELECT id FROM poll WHERE state = 'published' AND budget > 0"),
        "option": free[0],
        "free idea": free[8],
        "drafted poll": await poll(free[:2]),
        "cards asked for": await booths.ask_sheet(town.ines, opened, school, 8),
        "cards the secretary asked for": await booths.ask_sheet(town.julian, opened, school, 8),
        "cards signed": cards_signed,
        "cards printed": await value("SELECT id FROM sheet WHERE state = 'printed' AND door = 'booth' LIMIT 1"),
        "announced poll": await announced(free[:2]),
        "poll Inés signed": await announced(free[:2], town.ines),
        "poll Julián signed": await announced(free[:2], town.julian),
    }
    for name, of in (
        ("rules of the announced poll", "announced poll"),
        ("rules that Inés signed", "poll Inés signed"),
        ("rules that Julián signed", "poll Julián signed"),
    ):
        made[name] = (await queries.visible(town.julian, made[of])).seen
    for name, by in (("witness of Inés", town.ines), ("witness of the secretary", town.julian), ("witness agreed", town.ines)):
        made[name] = await witnesses.name_witness(by, made["result"], "Marta Ríos")
    await witnesses.sign_witness(town.julian, made["witness agreed"])
    for_tablets = await booths.ask_sheet(town.ines, opened, school, 8, "tablet")
    await booths.sign_sheet(town.julian, for_tablets)
    await booths.print_sheet(town.julian, for_tablets)
    await enroll_device(town.julian, school, "Tableta 8")
    eighth = await value("SELECT id FROM device WHERE name = 'Tableta 8'")
    made["tablet that is out"] = await prepare_tablet(town.julian, for_tablets, eighth)
    await enroll_device(town.julian, school, "Tableta 9")
    ninth = await value("SELECT id FROM device WHERE name = 'Tableta 9'")
    made["tablet that Inés lost"] = await prepare_tablet(town.julian, for_tablets, ninth)
    await end_outing(town.ines, made["tablet that Inés lost"], "lost")
    by_ines, by_julian = await over(free[4:6], town.ines), await over(free[6:8], town.julian)
    extension, annulment = await changes(town.ines, by_ines)
    extension_too, annulment_too = await changes(town.julian, by_julian)
    return made | {
        "poll that is over": await over(free[2:4]),
        "poll that is over, Inés signed": by_ines,
        "poll that is over, Julián signed": by_julian,
        "poll with changes of Inés": by_ines,
        "poll with changes of the secretary": by_julian,
        "extension of Inés": extension,
        "annulment of Inés": annulment,
        "extension of the secretary": extension_too,
        "annulment of the secretary": annulment_too,
        "poll with custodians": await with_custodians(free[:2]),
    }


async def _answers(town: Town) -> dict[str, UUID]:
    parks = town.pilar.office
    owed, answered = [
        await value(
            """SELECT a.proposal FROM answer a WHERE a.office = $1 AND a.state <> 'answered' ORDER BY a.due_on OFFSET $2 LIMIT 1""",
            parks,
            place,
        )
        for place in (0, 1)
    ]
    assert answered, "the year has two answers that are owed"
    await give_answer(town.pilar, answered, Said("yes", "Sí, porque hay agua.", next_on=today() + timedelta(days=20)))
    promised = await value("SELECT commitment FROM milestone WHERE done_on IS NULL LIMIT 1")
    return {
        "owed": owed,
        "answered": answered,
        "promised": promised,
        "step": await value("SELECT id FROM milestone WHERE commitment = $1 AND done_on IS NULL LIMIT 1", promised),
        "evidence": await value("SELECT id FROM evidence WHERE picture IS NOT NULL LIMIT 1"),
    }
