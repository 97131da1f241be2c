"""Tablets go out as booths without network, and come back with a batch of sealed ballots, or are told as lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.database import row
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.booths import queries as booth_queries
from civic.voting.box import casting
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import SEAL_LENGTH
from civic.voting.charter import Voting
from civic.voting.tables import Outing
from civic.voting.tablets import queries as tablet_queries
from civic.voting.tablets.codes import known_by
from civic.voting.tablets.queries import BACK, LOST, PREPARED


@dataclass(frozen=True)
class Batch:
    """What a tablet brings: (proof of a card, sealed ballot) in no order, and the proofs of cards that were put aside."""

    ballots: Sequence[tuple[bytes, bytes]]
    void: Sequence[bytes] = ()


@act
async def prepare_tablet(actor: Actor, sheet: UUID, device: UUID) -> UUID:
    found = await booth_queries.sheet(sheet)
    Voting.prepare_tablet.ask(actor, await tablet_queries.going_out(found, device))
    key = uuid4()
    await Outing.insert(Outing(id=key, poll=found.poll, sheet=sheet, device=device, prepared_by=actor.id))
    await note(actor, Voting.prepare_tablet, key, poll=str(found.poll), device=str(device))
    return key


@act
async def end_outing(actor: Actor, key: UUID, why: str) -> None:
    """It was lost: from now on nothing of it is taken, whoever holds it."""
    found = await tablet_queries.outing(key)
    Voting.end_outing.ask(actor, found.case)
    moved = "UPDATE outing SET state = $2, why = $3, lost_by = $5 WHERE id = $1 AND state = $4 RETURNING id"
    if not await row(moved, key, LOST, why, PREPARED, actor.id):
        raise Refused(Voting.end_outing, FASTER)
    await note(actor, Voting.end_outing, key, poll=str(found.poll), why=why)


@act
async def find_outing(actor: Actor, key: UUID) -> None:
    """It is out again: what it holds may come. That it had been told as lost stays written."""
    found = await tablet_queries.outing(key)
    Voting.find_outing.ask(actor, found.case)
    if not await row("UPDATE outing SET state = $2 WHERE id = $1 AND state = $3 RETURNING id", key, PREPARED, LOST):
        raise Refused(Voting.find_outing, FASTER)
    await note(actor, Voting.find_outing, key, poll=str(found.poll))


@act
async def deliver_batch(actor: Actor, key: UUID, batch: Batch, ended: bool) -> int:
    """Into the box, at once; answers how many were refused. The box is the same for any order of batches and for any
    repetition. `ended`: the tablet takes no more votes, and whatever comes of it later is not looked at."""
    found = await tablet_queries.carried_by(actor, key)
    Voting.deliver_batch.ask(actor, found.case)
    if found.state == BACK:
        return found.refused
    rules, secret = await queries.frozen(found.poll), box_key(found.poll)
    assert rules and secret
    known, length = set(await tablet_queries.codes(found.sheet)), rules.paper.width + SEAL_LENGTH
    aside = known & {known_by(proof) for proof in batch.void}
    brought = sorted((known_by(proof), sealed) for proof, sealed in batch.ballots)
    good = [(code, sealed) for code, sealed in brought if code in known and len(sealed) == length]
    refused = len(batch.ballots) - len(good) + len(set(batch.void)) - len(aside)
    lesser = dict(reversed(good))
    ballots = [(code, pseudonym(secret, code), sealed) for code, sealed in lesser.items()]
    if not await casting.take_batch(key, ballots, [(code, pseudonym(secret, code)) for code in aside]):
        raise Refused(Voting.deliver_batch, FASTER)
    await row("UPDATE outing SET refused = greatest(refused, $2) WHERE id = $1 AND refused < $2", key, refused)
    if ended:
        await row("UPDATE outing SET state = $2 WHERE id = $1", key, BACK)
        await note(actor, Voting.deliver_batch, key, poll=str(found.poll))
    return refused
