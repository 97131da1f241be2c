"""Witnesses: people outside the team who count again on their own, with the whole ballots in their hands for a while."""

from uuid import UUID, uuid4

from civic.core.actor import THE_CLOCK, Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row, rows
from civic.journal.acts import note
from civic.voting.charter import Voting
from civic.voting.proof.compose import Kind
from civic.voting.tables import Witness
from civic.voting.witnesses import queries as witness_queries
from civic.voting.witnesses.queries import OBJECTION


@act
async def name_witness(actor: Actor, poll: UUID, name: str) -> UUID:
    case = await witness_queries.poll_case(poll)
    Voting.name_witness.ask(actor, case)
    key = uuid4()
    await Witness.insert(Witness(id=key, poll=poll, name=name, named_by=actor.id))
    await note(actor, Voting.name_witness, poll, witness=str(key))
    return key


@act
async def sign_witness(actor: Actor, key: UUID) -> UUID:
    """Answers the poll."""
    found = await witness_queries.held(key)
    Voting.sign_witness.ask(actor, found.case)
    await row("UPDATE witness SET signed_by = $2 WHERE id = $1", key, actor.id)
    await note(actor, Voting.sign_witness, found.poll, witness=str(key))
    return found.poll


@act
async def give_bundle(actor: Actor, key: UUID) -> UUID:
    """Once: from now on it is in the hands of that person, who promised what the page says. Answers the poll."""
    found = await witness_queries.held(key)
    Voting.give_bundle.ask(actor, found.case)
    if not await rows("UPDATE witness SET given_at = $2 WHERE id = $1 AND given_at IS NULL RETURNING id", key, now()):
        raise Refused(Voting.give_bundle, FASTER)
    await note(actor, Voting.give_bundle, found.poll, witness=str(key))
    return found.poll


async def drop_bundles() -> None:
    """What the clock owes: whole ballots go when the time to object ends (SG-86)."""
    for poll in await witness_queries.over(now() - OBJECTION):
        await drop_bundle(poll)


@act
async def drop_bundle(poll: UUID) -> None:
    Voting.drop_bundle.ask(THE_CLOCK, await witness_queries.poll_case(poll))
    if await rows("DELETE FROM bundle WHERE poll = $1 AND kind = $2 RETURNING id", poll, str(Kind.WITNESS)):
        await note(THE_CLOCK, Voting.drop_bundle, poll)
