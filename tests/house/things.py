"""Something real behind every address of the matrix: made through the acts, over the demo's year."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from civic.calls import acts as calls
from civic.calls.forms import Parts
from civic.consent import acts as consent
from civic.consent.acts import answer_assent
from civic.core.actor import CHILD, GUARDIAN, NOBODY, OFFICER, SAFEGUARDING, Actor
from civic.core.clock import now, pretend, today
from civic.core.database import rows, value
from civic.core.forms import fold
from civic.core.images import read_picture
from civic.council import acts as council
from civic.deliberation import acts as deliberation
from civic.demo.drawings import drawing
from civic.demo.people import FAMILIES
from civic.invitations import acts as invitations
from civic.invitations.listed import Child, ClassList
from civic.moderation import acts as moderation
from civic.people.acts import add_person, give_password
from civic.people.queries import person
from civic.proposals import acts as proposals
from civic.responses.acts import give_answer
from civic.responses.answers import Said
from civic.safeguarding import acts as safeguarding
from civic.safeguarding.forms import Help, Report
from civic.safeguarding.steps import MUST
from civic.staff import acts as staff
from civic.staff.forms import Check, Nominee
from civic.vault import acts as vault
from civic.vault.forms import Asked
from civic.voting import acts as voting
from civic.voting import booth_acts as booths
from civic.voting.forms import Rules
from tests.conftest import Town
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
    for make in (_calls, _ideas, _voices, _polls, _answers, _concerns, _looks, rights):
        made.ids |= await make(town)
    made.ids["tablet"] = await value("SELECT id FROM device WHERE revoked_at IS NULL")
    made.ids |= await _team(town, made.tokens)
    made.ids |= await _groups(town)
    made.ids |= await _families(town)
    return made


async def _families(town: Town) -> dict[str, UUID]:
    """Who takes care of Nicolás: one is as everywhere, the others came by Inés and by the secretary."""

    async def family(by: Actor, paper: Actor | None = None) -> UUID:
        key = await add_person(GUARDIAN, "Familia")
        await consent.entrust(key, town.nicolas.id, issued_by=by.id)
        tie = await value("SELECT id FROM guardianship WHERE guardian = $1", key)
        if paper:
            await consent.type_paper(paper, tie, {"take_part": True}, now())
        return tie

    in_care = await person(await add_person(CHILD, "Nadie Sabe", born=(2014, 1)), "")
    await consent.flag_risk(town.teo, await _tied(in_care, town.rosa))
    return {
        "family": await family(town.saul),
        "family with a form": await family(town.saul, town.ines),
        "family with a form of the secretary": await family(town.saul, town.julian),
        "family of Inés": await family(town.ines),
        "family of the secretary": await family(town.julian),
        "child in care": in_care.id,
    }


async def _tied(child: Actor, guardian: Actor) -> UUID:
    await consent.entrust(guardian.id, child.id)
    return await value("SELECT id FROM guardianship WHERE child = $1", child.id)


async def _groups(town: Town) -> dict[str, UUID]:
    place = await value("SELECT id FROM place WHERE kind = 'library'")
    await council.define_term(town.julian, "Otro", today() + timedelta(days=200), today() + timedelta(days=500))

    async def asked(by: Actor) -> UUID:
        key = uuid4()
        await invitations.ask_batch(by, ClassList(key, place, "Un grupo", [Child(1, f"Ana {key}", (2016, 1))]))
        return key

    signed = await asked(town.ines)
    await invitations.sign_batch(town.julian, signed)
    return {
        "place": place, "list asked for": await asked(town.ines), "list signed": signed,
        "list the secretary asked for": await asked(town.julian),
    }  # fmt: skip


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
        "SELECT w.id FROM writing w JOIN proposal p ON p.id = w.id WHERE w.state = 'published' AND p.call = $1 LIMIT 1", call
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
        rules = Rules("¿Qué hacemos?", "choose_one", 1, now() + timedelta(days=days))
        await voting.keep_poll(town.julian, key, rules)
        for each in options:
            await voting.put_option(town.julian, key, each)
        return key

    async def announced(options: list[UUID], signed_by: Actor | None = None, days: float = 7) -> UUID:
        key = await poll(options, days)
        await voting.announce_poll(town.julian, key)
        if signed_by:
            await voting.sign_opening(signed_by, key)
        return key

    async def over(options: list[UUID], signed_by: Actor | None = None) -> UUID:
        with pretend(now() - timedelta(days=9)):
            key = await announced(options, town.ines)
            await voting.open_poll(town.teo, key)
        if signed_by:
            await voting.sign_closing(signed_by, key)
        return key

    opened = await value("SELECT id FROM poll WHERE state = 'open'")
    school = await value("SELECT id FROM place WHERE kind = 'school' LIMIT 1")
    cards_signed = await booths.ask_sheet(town.ines, opened, school, 8)
    await booths.sign_sheet(town.julian, cards_signed)
    for child in (town.amaranta, town.mateo):
        await answer_assent(child, call, "yes")
    made = {
        "poll": opened,
        "result": await value("SELECT id FROM poll WHERE state = 'published' LIMIT 1"),
        "option": free[0],
        "free idea": free[8],
        "drafted poll": await poll(free[:2]),
        "cards asked for": await booths.ask_sheet(town.ines, opened, school, 8),
        "cards the secretary asked for": await booths.ask_sheet(town.julian, opened, school, 8),
        "cards signed": cards_signed,
        "cards printed": await value("SELECT id FROM sheet WHERE state = 'printed' LIMIT 1"),
        "announced poll": await announced(free[:2]),
        "poll Inés signed": await announced(free[:2], town.ines),
        "poll Julián signed": await announced(free[:2], town.julian),
    }
    return made | {
        "poll that is over": await over(free[2:4]),
        "poll that is over, Inés signed": await over(free[4:6], town.ines),
        "poll that is over, Julián signed": await over(free[6:8], town.julian),
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


async def _concerns(town: Town) -> dict[str, UUID]:
    """Where closing was asked, Saúl asked."""
    made = {}
    for name, steps in (("new", 0), ("read", 1), ("attended", 2), ("closing", 3)):
        await safeguarding.ask_for_help(NOBODY, Help(f"Mensaje {name}", "", False))
        key = made[f"message {name}"] = await value("SELECT id FROM concern WHERE words = $1", f"Mensaje {name}")
        if steps > 0:
            await safeguarding.read_concern(town.saul, key)
            for step in MUST:
                await safeguarding.take_step(town.saul, key, step)
        if steps > 1:
            await safeguarding.tell_authority(town.saul, key, Report("Procuraduría de Protección", "PPNNA 1", now()))
            await safeguarding.attend_concern(town.saul, key)
        if steps > 2:
            await safeguarding.ask_to_close(town.saul, key, "accompanied")
    key = await proposals.start_proposal(town.amaranta, await value("SELECT id FROM call WHERE state = 'open' LIMIT 1"))
    await proposals.keep_draft(town.amaranta, key, {"title": "Una casa", "problem": "Mi papá me pega."}, "water")
    await proposals.send_proposal(town.amaranta, key)
    about = made["message about a text"] = await value("SELECT id FROM concern WHERE about = $1", key)
    await safeguarding.read_concern(town.saul, about)
    return made


async def _looks(town: Town) -> dict[str, UUID]:
    """Carmen's of Lupita is open; Saúl's waits for somebody else."""
    why = "No encuentra su tarjeta desde ayer."
    await vault.open_identity(town.carmen, town.lupita.id, Asked("card", why))
    await vault.open_identity(town.saul, town.lupita.id, Asked("card", why))
    await rows("UPDATE look SET told = NULL, until = at WHERE by = $1", town.saul.id)
    look = await value("SELECT id FROM look WHERE by = $1 AND told IS NULL", town.saul.id)
    return {"child behind glass": town.lupita.id, "look of Saúl": look}


async def _team(town: Town, tokens: dict[str, str]) -> dict[str, UUID]:
    """What waits for a second person was asked, or seen, by Saúl; by the secretary where the name says so."""
    day = today()

    async def named(name: str, by: Actor) -> UUID:
        key = await staff.ask_nomination(by, Nominee(name, OFFICER, "Municipio", town.pilar.office, day + timedelta(9)))
        await staff.see_check(town.saul, key, Check("identity", "INE", day, day + timedelta(99)))
        await staff.confirm_check(town.carmen, key, "identity")
        return key

    async def seen(name: str, by: Actor) -> UUID:
        key = await named(name, by)
        await staff.see_check(by, key, Check("identity", "INE", day, day + timedelta(99)))
        return key

    async def officer(name: str, ended_by: Actor) -> UUID:
        key = await add_person(SAFEGUARDING, name, valid_until=now() + timedelta(9))
        await give_password(key, fold(name).replace(" ", "."), "cinco gatos en fila")
        await staff.ask_ending(ended_by, key)
        return key

    invited = await named("Elena Tzompa", town.julian)
    tokens["equipo"] = await staff.sign_nomination(town.saul, invited)
    await staff.ask_link(town.saul, town.ines.id)
    await staff.ask_link(town.julian, town.pilar.id)
    await rows("DELETE FROM recertification WHERE person = $1", town.leticia.id)
    line = await value("SELECT id FROM contact ORDER BY place DESC LIMIT 1")
    return {
        "named": await named("Aurora Meza", town.saul),
        "named by the secretary": await named("Fidel Cano", town.julian),
        "seen": await seen("Irene Lobato", town.saul),
        "seen by the secretary": await seen("Darío Luna", town.julian),
        "ending": await officer("Rita Ponce", town.saul),
        "ending asked by the secretary": await officer("Nora Vela", town.julian),
        "adult": town.teo.id,
        "adviser": town.leticia.id,
        "officer": town.carmen.id,
        "lost keys": town.ines.id,
        "lost keys asked by the secretary": town.pilar.id,
        "line": line,
    }
