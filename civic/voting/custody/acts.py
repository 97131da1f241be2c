"""The box's key in three people's hands: named, given a card each, and proven before the vote opens.

The house never keeps the key. Between naming and proving the words of the cards lie in one file beside the keys of other
boxes; with the proof it is destroyed. A step that broke off is begun again by naming the three anew, and the cards of
before open nothing.
"""

import secrets
from collections.abc import Sequence
from uuid import UUID

from civic.core import outbox
from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.database import row, rows, value
from civic.journal.acts import note
from civic.settings import current
from civic.voting import closing, queries
from civic.voting.ballots import Problem
from civic.voting.box import keys
from civic.voting.charter import Voting
from civic.voting.custody import shares
from civic.voting.custody.queries import case, custodians
from civic.voting.custody.shares import SEED, Card
from civic.voting.holding import hold
from civic.voting.tables import Custodian, Signature


@act
async def name_custodians(actor: Actor, key: UUID, names: Sequence[str]) -> None:
    """Three new cards: those of an earlier naming open nothing any more."""
    poll = await hold(actor, key)
    Voting.name_custodians.ask(actor, poll.case())
    await Custodian.delete().where(Custodian.poll == key)
    await Signature.delete().where(Signature.poll == key)
    await row("UPDATE poll SET box_key = NULL WHERE id = $1", key)
    await Custodian.insert(*[Custodian(poll=key, place=place, name=name) for place, name in enumerate(names)])
    keys.forget_cards(current().keys, str(key))
    keys.keep_cards(current().keys, str(key), shares.make(secrets.token_bytes(SEED)))
    await note(actor, Voting.name_custodians, key)


@act
async def print_custody_card(actor: Actor, key: UUID, place: int) -> str:
    """The words of one card, once; and one card to each person, who could read it."""
    poll = await hold(actor, key)
    Voting.print_custody_card.ask(actor, case(actor, poll, await custodians(key)))
    words = keys.cards(current().keys, str(key))[place]
    printed = """UPDATE custodian SET printed = true, printed_by = $3
                 WHERE poll = $1 AND place = $2 AND NOT printed RETURNING id"""
    if not await rows(printed, key, place, actor.id):
        raise Refused(Voting.print_custody_card, FASTER)
    await note(actor, Voting.print_custody_card, key, place=place + 1)
    return words


@act
async def prove_custody(actor: Actor, key: UUID, cards: Sequence[Card]) -> Problem | None:
    """Two cards, typed from the paper, make the key of this box: now it is the box's, and the house forgets the words."""
    poll = await hold(actor, key)
    Voting.prove_custody.ask(actor, poll.case())
    kept = keys.cards(current().keys, str(key))
    box_key = shares.key_of(str(key), kept[: shares.ENOUGH])
    found = shares.open_with(str(key), box_key, cards)
    if isinstance(found, Problem):
        return found
    await row("UPDATE poll SET box_key = $2 WHERE id = $1", key, box_key)
    await rows(
        "UPDATE custodian SET proven = true WHERE poll = $1 AND place = ANY($2)", key, [card.place for card in cards]
    )
    await note(actor, Voting.prove_custody, key)
    await outbox.put("forget_cards", poll=key)
    return None


@outbox.does("forget_cards")
async def forget_cards(facts: dict[str, str]) -> None:
    """Once the proof is certain. May be repeated."""
    keys.forget_cards(current().keys, facts["poll"])


async def open_with_cards(actor: Actor, key: UUID, cards: Sequence[Card]) -> Problem | None:
    """Count with the key that two cards make. It is in this process's memory alone, and gone with the answer."""
    poll = await queries.visible(actor, key)
    Voting.open_with_cards.ask(actor, poll.case())
    found = shares.open_with(str(key), await value("SELECT box_key FROM poll WHERE id = $1", key), cards)
    if isinstance(found, Problem):
        return found
    await closing.count_poll(actor, key, found)
    return None
