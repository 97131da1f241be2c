"""More than one person may take care of a child, each with a letter and a word of their own (SG-10, SG-11)."""

import asyncio
from uuid import UUID

from civic.consent import care, queries
from civic.consent.acts import entrust
from civic.consent.charter import Consent
from civic.core import pages
from civic.core.actor import GUARDIAN, Actor
from civic.core.acts import act
from civic.core.database import value
from civic.journal.acts import note
from civic.people.acts import add_person, print_card
from civic.people.paper_letter import Letter, print_letters
from civic.people.printed import address, last_day, url

#: How a guardian is called here: who they are is in the vault, or known to whoever verifies.
CALLED = {"family": "Familia", "institution": "Institución a cargo"}


@act
async def add_guardian(actor: Actor, key: UUID, kind: str) -> UUID:
    """One more for the child of that tie: the new tie. Nothing they say counts until another person verified them."""
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    case = await queries.tie_case(await queries.tie(key))
    Consent.add_guardian.ask(actor, case)
    guardian = await add_person(GUARDIAN, f"{CALLED[kind]} {case.guardians + 1}")
    await entrust(guardian, tie["child"], kind=kind, issued_by=actor.id)
    new = await value("SELECT id FROM guardianship WHERE guardian = $1", guardian)
    await note(actor, Consent.add_guardian, new)
    return new


@act
async def print_letter(actor: Actor, key: UUID) -> bytes:
    """The letter of one guardian as a PDF, shown this once; a letter of before that nobody used is over."""
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    Consent.print_letter.ask(actor, await queries.tie_case(await queries.tie(key)))
    code = await print_card(tie["guardian"])
    await note(actor, Consent.print_letter, key)
    where = tie["place_name"] or pages.city
    letter = Letter(pages.city, address(), last_day(), tie["alias"], code.words, url(code), where)
    return await asyncio.to_thread(print_letters, [letter])
