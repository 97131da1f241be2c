"""Inviting, in four steps by two people: a list is asked for, signed, its cards printed, and later given new aliases."""

import asyncio
from uuid import UUID

from civic.consent.acts import entrust
from civic.consent.letters import CALLED
from civic.core import outbox
from civic.core.actor import CHILD, GUARDIAN, THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.clock import now, today
from civic.core.database import row, rows, value
from civic.council import acts as council
from civic.council.queries import areas, town
from civic.invitations import queries
from civic.invitations.charter import MOST_A_DAY, Invitations
from civic.invitations.checking import Line, called, check
from civic.invitations.columns import Row
from civic.invitations.listed import ClassList
from civic.invitations.queries import ToPrint
from civic.invitations.tables import Batch, Invited
from civic.journal.acts import note
from civic.people.acts import Code, add_person, print_card
from civic.people.aliases import alias
from civic.people.paper_cards import Card, Pack
from civic.people.paper_cards import print_cards as cards_on_paper
from civic.people.paper_letter import Letter
from civic.people.paper_letter import print_letters as letters_on_paper
from civic.people.printed import address, last_day, url
from civic.vault import store


@act
async def check_batch(actor: Actor, place: UUID, listed: list[Row]) -> list[Line]:
    """What each row lacks. Nothing is kept but that somebody looked, at how many, and how many of them were known: who
    brought names again and again would learn which children are in the council (SG-77)."""
    Invitations.check_batch.ask(actor)
    known = await queries.invited_already(place, listed)
    await note(actor, Invitations.check_batch, place, children=len(listed), known=len(known))
    return check(listed, {called(each["name"]): each["id"] for each in await areas()}, known, today())


@act
async def ask_batch(actor: Actor, asked: ClassList) -> None:
    """Each child a random id, an alias and a family, and their names in the vault. Nobody can come in before another
    person signs. Who was invited meanwhile is left out.

    The vault is another database: it is written last, when everything else has been, and just before it counts. If the
    vault fails nothing is kept; if we die in between, names without a person are left there, which the clock wipes.
    """
    people = await _name(len(asked.children))
    if await value("SELECT true FROM batch WHERE id = $1", asked.key):
        return
    known = await queries.invited_already(asked.place, asked.children)
    children = [each for each in asked.children if (called(each.name), each.born) not in known]
    Invitations.ask_batch.ask(actor, await queries.wanted(asked.place, len(children)))
    await Batch.insert(Batch(id=asked.key, label=asked.label, place=asked.place, asked_by=actor.id, asked_at=now()))
    kept = {}
    for child, name in zip(children, people, strict=False):
        person = await add_person(CHILD, name, born=child.born, area=child.area, place=asked.place)
        await Invited.insert(Invited(person=person, batch=asked.key, number=child.number))
        kind = "institution" if child.institution else "family"
        family = await add_person(GUARDIAN, CALLED[kind])
        await entrust(family, person, kind=kind, issued_by=actor.id)
        identity = {"name": child.name, "guardian": child.guardian or child.institution, "contact": child.contact}
        kept[person] = {what: said for what, said in identity.items() if said}
    await note(actor, Invitations.ask_batch, asked.key, children=len(kept))
    await _flag_many(actor, asked.key)
    await _keep_names(kept)


async def one_list_at_a_time() -> None:
    """Until the act ends. Also for whoever looks for names without a person: none is on its way meanwhile."""
    await value("SELECT pg_advisory_xact_lock(hashtext('invitations'))")


async def _name(number: int) -> list[str]:
    """New aliases that no child has."""
    await one_list_at_a_time()
    taken = await queries.aliases()
    found = []
    for _each in range(number):
        found.append(alias(taken))
        taken.add(found[-1])
    return found


async def _flag_many(actor: Actor, batch: UUID) -> None:
    """Threat 20: many children in one day may be right. Somebody looks."""
    children = await queries.asked_today()
    if children > MOST_A_DAY:
        await note(actor, Invitations.flag_invitations, batch, children=children)
        await outbox.put("many_invitations", batch=batch, children=children)


async def _keep_names(kept: dict[UUID, dict[str, str]]) -> None:
    done = []
    try:
        for person, identity in kept.items():
            done.append(person)
            await store.put(person, **identity)
    except BaseException:
        for person in done:
            await store.wipe(person)
        raise


@act
async def sign_batch(actor: Actor, key: UUID) -> None:
    batch = await queries.batch(key)
    await advance(Batch, key, Invitations.sign_batch, actor, batch.case, signed_by=actor.id, signed_at=now())
    await note(actor, Invitations.sign_batch, key, children=batch.children)


@act
async def drop_batch(actor: Actor, key: UUID) -> None:
    """Everyone who was new on it is forgotten, names last. Who was a child of the council before keeps waiting for a new
    card."""
    batch = await queries.batch(key)
    Invitations.drop_batch.ask(actor, batch.case)
    new = await rows(
        """SELECT i.person, g.guardian FROM invited i LEFT JOIN guardianship g ON g.child = i.person
           WHERE i.batch = $1 AND i.number IS NOT NULL""",
        key,
    )
    if not await row("DELETE FROM batch WHERE id = $1 AND state = 'asked' RETURNING id", key):
        raise Refused(Invitations.drop_batch, FASTER)
    await row("DELETE FROM person WHERE id = ANY($1)", [each[who] for each in new for who in ("person", "guardian")])
    await note(actor, Invitations.drop_batch, key, children=batch.children)
    for each in new:
        await store.wipe(each["person"])


@act
async def print_cards(actor: Actor, key: UUID) -> bytes:
    """The sheets as a PDF, shown this once: only hashes are kept. Cards printed before and not used are over."""
    batch = await queries.batch(key)
    Invitations.print_cards.ask(actor, batch.case)
    await _hold(key, "c.person = i.person")
    printed = await _codes(await queries.without_card(key))
    cards = [Card(each.alias, code.words, url(code), each.number) for each, code in printed]
    await note(actor, Invitations.print_cards, key, cards=len(cards))
    here = await town()
    return await asyncio.to_thread(cards_on_paper, Pack(here["name"], address(), last_day(), cards))


@act
async def print_letters(actor: Actor, key: UUID) -> bytes:
    """A page for each family that has not come in, with a code of its own. As `print_cards`."""
    batch = await queries.batch(key)
    Invitations.print_letters.ask(actor, batch.case)
    await _hold(key, "c.person IN (SELECT guardian FROM guardianship g WHERE g.child = i.person)")
    printed = await _codes(await queries.without_letter(key))
    here = await town()
    letters = [
        Letter(here["name"], address(), last_day(), each.alias, code.words, url(code), batch.place, each.number)
        for each, code in printed
    ]
    await note(actor, Invitations.print_letters, key, letters=len(letters))
    return await asyncio.to_thread(letters_on_paper, letters)


async def _hold(batch: UUID, whose: str) -> None:
    """Two who print at once take turns, and nobody uses a card for the first time while it is being replaced."""
    await row("SELECT id FROM batch WHERE id = $1 FOR UPDATE", batch)
    await rows(
        f"""SELECT c.id FROM card c JOIN invited i ON {whose}
            WHERE i.batch = $1 AND c.claimed_at IS NULL FOR UPDATE OF c""",
        batch,
    )


async def _codes(people: list[ToPrint]) -> list[tuple[ToPrint, Code]]:
    return [(each, await print_card(each.person)) for each in people]


@act
async def renew_aliases() -> int:
    """Everyone gets a new name, and nothing says who had which (SG-17). How many they are."""
    children = await rows("SELECT id FROM person WHERE role = 'child' ORDER BY id FOR UPDATE")
    names = await _name(len(children))
    await row(
        "UPDATE person SET name = n.name FROM unnest($1::uuid[], $2::text[]) AS n(id, name) WHERE person.id = n.id",
        [each["id"] for each in children],
        names,
    )
    await outbox.put("renamed")
    return len(children)


@act
async def turn_terms() -> None:
    """A chore of the clock: when a term's days are over, its aliases are too."""
    while await council.end_term(THE_CLOCK):
        await renew_aliases()


@act
async def begin_term(actor: Actor) -> None:
    """By the secretary, before its day."""
    await council.begin_term(actor)
    await turn_terms()


async def forget_numbers() -> None:
    """A chore of the clock: whose card is used needs no place in a school's list any more."""
    await row(
        """UPDATE invited i SET number = NULL FROM card c
           WHERE c.person = i.person AND c.claimed_at IS NOT NULL AND i.number IS NOT NULL"""
    )
