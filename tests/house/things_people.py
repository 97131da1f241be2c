"""What is behind the addresses about people: families, groups, messages for help, looks at identities, the team."""

from datetime import timedelta
from uuid import UUID, uuid4

from civic.consent import acts as consent
from civic.core.actor import CHILD, GUARDIAN, NOBODY, OFFICER, SAFEGUARDING, Actor
from civic.core.clock import now, today
from civic.core.database import rows, value
from civic.core.forms import fold
from civic.council import acts as council
from civic.invitations import acts as invitations
from civic.invitations.listed import Child, ClassList
from civic.people.acts import add_person, give_password
from civic.people.queries import person
from civic.proposals import acts as proposals
from civic.safeguarding import acts as safeguarding
from civic.safeguarding.forms import Help, Report
from civic.safeguarding.steps import MUST
from civic.staff import acts as staff
from civic.staff.forms import Check, Nominee
from civic.vault import acts as vault
from civic.vault.forms import Asked
from tests.conftest import Town


async def families(town: Town) -> dict[str, UUID]:
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



async def groups(town: Town) -> dict[str, UUID]:
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



async def concerns(town: Town) -> dict[str, UUID]:
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
    newest = await value("SELECT id FROM call WHERE state = 'open' ORDER BY opened_at DESC LIMIT 1")
    key = await proposals.start_proposal(town.amaranta, newest)
    await proposals.keep_draft(town.amaranta, key, {"title": "Una casa", "problem": "Mi papá me pega."}, "water")
    await proposals.send_proposal(town.amaranta, key)
    about = made["message about a text"] = await value("SELECT id FROM concern WHERE about = $1", key)
    await safeguarding.read_concern(town.saul, about)
    return made



async def looks(town: Town) -> dict[str, UUID]:
    """Carmen's of Lupita is open; Saúl's waits for somebody else."""
    why = "No encuentra su tarjeta desde ayer."
    await vault.open_identity(town.carmen, town.lupita.id, Asked("card", why))
    await vault.open_identity(town.saul, town.lupita.id, Asked("card", why))
    await rows("UPDATE look SET told = NULL, until = at WHERE by = $1", town.saul.id)
    look = await value("SELECT id FROM look WHERE by = $1 AND told IS NULL", town.saul.id)
    return {"child behind glass": town.lupita.id, "look of Saúl": look}



async def team(town: Town, tokens: dict[str, str]) -> dict[str, UUID]:
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

