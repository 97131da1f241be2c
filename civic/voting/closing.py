"""A poll closed and certified by two people, and counted in between by nobody."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

from civic.core import outbox
from civic.core.actor import THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.charter import Rule
from civic.core.clock import now
from civic.core.database import DB
from civic.deliberation.telling import tell_contributors
from civic.journal.acts import note
from civic.proposals.acts import choose_proposal, free_proposal, pass_over_proposal
from civic.settings import current
from civic.voting import bundles, queries
from civic.voting.booths import reconciling
from civic.voting.box import casting, keys
from civic.voting.charter import Voting
from civic.voting.counting import Counted, count_opened, open_box
from civic.voting.hands import queries as hand_queries
from civic.voting.hands import sums as hands
from civic.voting.holding import hold, sign
from civic.voting.proof.compose import Kind
from civic.voting.proof.leaves import box_leaves
from civic.voting.results import turnout
from civic.voting.seen import Poll as Seen
from civic.voting.tables import Poll
from civic.voting.tally import motion


@act
async def sign_closing(actor: Actor, key: UUID) -> None:
    poll = await hold(actor, key)
    Voting.sign_closing.ask(actor, poll.case())
    await sign(actor, poll)
    await note(actor, Voting.sign_closing, key)


@act
async def close_poll(actor: Actor, key: UUID) -> None:
    """Nobody can vote any more. What is in the box is counted by the clock, or with two cards of its custodians."""
    poll = await hold(actor, key)
    await advance(Poll, key, Voting.close_poll, actor, poll.case(), closed_at=now())
    await sign(actor, poll)
    await note(actor, Voting.close_poll, key)
    if not poll.custody:
        await outbox.put("count_poll", poll=key)


@outbox.does("count_poll")
async def count_closed(facts: dict[str, str]) -> None:
    """Nothing is left to count of what was annulled meanwhile."""
    key = UUID(facts["poll"])
    if Voting.count_poll.allows(THE_CLOCK, (await queries.visible(THE_CLOCK, key)).case()):
        await count_poll(THE_CLOCK, key)


async def count_poll(actor: Actor, key: UUID, secret: bytes | None = None) -> None:
    """Open the box and count. Nobody is shown the result before two people have certified that it adds up (SG-52, SG-57).
    `secret`: of the custodians' cards, else that of the house. A large box takes minutes, and the poll is not held
    meanwhile; nothing can come into it any more."""
    poll = await queries.visible(actor, key)
    rule = Voting.open_with_cards if secret else Voting.count_poll
    rule.ask(actor, poll.case())
    if poll.by_hand:
        raised = hands.counted(poll.manifest, await hand_queries.checked(key))
        places = [(each.place_name, *each.hands) for each in await hand_queries.counts(key)]
        proof = bundles.bundles_of_hands(poll.manifest, raised, places, keys.council_seed(current().keys))
        return await _keep_count(actor, key, rule, set(), raised, proof)
    secret = secret or keys.sealing_secret(current().keys, str(key))
    async with _told(key) as tell:  # in a large box, opening takes half the time
        opened = await open_box(casting.read_box(key), secret, poll.manifest.paper.width, lambda part: tell(part // 2))
        counted = await asyncio.to_thread(count_opened, poll.manifest, opened)
        await tell(60)
        named, seed = keys.pseudonym_key(current().keys, str(key)), keys.council_seed(current().keys)
        leaves = await asyncio.to_thread(box_leaves, str(key), named, opened.names)
        await tell(75)
        proof = await asyncio.to_thread(bundles.bundles_of, poll.manifest, counted, leaves, seed)
        await tell(95)
    await _keep_count(actor, key, rule, opened.names, counted, proof)


@asynccontextmanager
async def _told(key: UUID) -> AsyncIterator[Callable[[int], Awaitable[None]]]:
    """How to write how far a count is, for others to see while it goes on: not in the transaction of the count."""
    connection = await DB.get_new_connection()

    async def tell(percent: int) -> None:
        await connection.execute("UPDATE poll SET progress = $2 WHERE id = $1 AND progress < $2", key, percent)

    try:
        yield tell
    finally:
        await connection.close()


@act
async def _keep_count(
    actor: Actor, key: UUID, rule: Rule, names: set[bytes], counted: Counted, proof: dict[Kind, bytes]
) -> None:
    """The sums, what proves them, and nothing else: all of it or nothing, so that no vote is lost."""
    poll = await hold(actor, key)
    strangers = 0 if poll.by_hand else await reconciling.reconcile(key, poll.manifest.roll_size, names)
    took_part = await turnout.tell(key, poll.manifest, counted.result)
    result = json.dumps(counted.kept(poll.manifest) | {"strangers": strangers, "who_voted": took_part})
    await advance(Poll, key, rule, actor, poll.case(), progress=100, result=result)
    await bundles.keep_bundles(key, proof)
    await note(actor, rule, key, unreadable=counted.unreadable, strangers=strangers)
    await outbox.put("empty_box", poll=key)
    await casting.empty_box(key)


@act
async def sign_result(actor: Actor, key: UUID, why: str = "") -> None:
    """`why` some ballots could not be read, where that is so: both say it, for everybody to read."""
    poll = await hold(actor, key)
    Voting.sign_result.ask(actor, poll.certifying(why))
    await sign(actor, poll, why)
    await note(actor, Voting.sign_result, key)


@act
async def certify_result(actor: Actor, key: UUID, why: str = "") -> None:
    """The second of two says that it adds up, and in the same moment everybody may read it."""
    poll = await hold(actor, key)
    await advance(Poll, key, Voting.certify_result, actor, poll.certifying(why), published_at=now())
    await sign(actor, poll, why)
    await note(actor, Voting.certify_result, key)
    assert poll.result
    await _tell_what_was_decided(actor, poll, chosen(poll))


def chosen(poll: Seen) -> set[UUID]:
    """The ideas that won; of a motion, the one it was about, if it was carried."""
    assert poll.result
    won = {poll.options[position] for position in poll.result.winners}
    if poll.options == poll.ideas:
        return {idea.proposal for idea in won}
    return {poll.ideas[0].proposal} if poll.options[motion.YES] in won else set()


async def _tell_what_was_decided(actor: Actor, poll: Seen, winners: set[UUID]) -> None:
    """A later room owes the answer to what was chosen, and says by which day; it takes the job. What too few voted about
    was not said no to: it is free again."""
    assert poll.result
    asked = poll.options != poll.ideas
    for idea in poll.ideas:
        if idea.proposal in winners:
            await choose_proposal(actor, idea.proposal)
            await outbox.put("owe_answer", proposal=idea.proposal, office=poll.office)
        elif asked and not poll.result.winners:
            await free_proposal(actor, idea.proposal)
            await tell_contributors("not_decided", idea.proposal, poll=poll.id)
        else:
            await pass_over_proposal(actor, idea.proposal)
            await tell_contributors("not_carried" if asked else "not_chosen", idea.proposal, poll=poll.id)


@outbox.does("empty_box")
async def empty_box(facts: dict[str, str]) -> None:
    """Once the close is certain: destroy both keys. From then on no backup of the open poll can be read or linked. May be
    repeated."""
    poll = await queries.visible(THE_CLOCK, UUID(facts["poll"]))
    Voting.empty_box.ask(THE_CLOCK, poll.case())
    keys.destroy(current().keys, str(poll.id))
    await note(THE_CLOCK, Voting.empty_box, poll.id)
