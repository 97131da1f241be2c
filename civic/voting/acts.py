"""A poll prepared, opened and closed by two people; and the one act that leaves no trace of who did it: voting."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from uuid import UUID, uuid4

from civic.consent.charter import PERMITTED
from civic.consent.purposes import TAKE_PART, TEXT
from civic.core import outbox
from civic.core.actor import CHILD, THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.ages import of_age_before
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now, today
from civic.core.database import DB, row, rows, value
from civic.council.queries import areas
from civic.deliberation.telling import tell_contributors
from civic.journal.acts import note
from civic.proposals.acts import choose_proposal, pass_over_proposal, put_on_poll
from civic.settings import current
from civic.voting import booth_acts, bundles, casting, keys, manifest, queries, turnout
from civic.voting.ballots import Ballot
from civic.voting.box import seal
from civic.voting.charter import Voting
from civic.voting.counting import Counted, count_opened, open_box
from civic.voting.forms import Rules, first_rules
from civic.voting.proof.compose import Kind
from civic.voting.proof.leaves import box_leaves
from civic.voting.queries import Option as Line
from civic.voting.queries import Poll as Seen
from civic.voting.tables import Custodian, Option, Poll, Signature
from civic.voting.tally import motion

#: Seconds that a statement about everybody of a large city may take.
LONG = 300
#: How the roll is made, as the manifest says it.
ROLL = "children with their guardian's permission to take part, on the day of opening"
CARDS = "; and any child of the town with a booth card"


@act
async def draft_poll(actor: Actor, call: UUID) -> UUID:
    """With the call's own question and the simplest rules, to be changed."""
    Voting.draft_poll.ask(actor)
    key = uuid4()
    await Poll.insert(Poll(id=key, call=call, **asdict(first_rules(await queries.question_of(call), now()))))
    await note(actor, Voting.draft_poll, key)
    return key


@act
async def keep_poll(actor: Actor, key: UUID, rules: Rules) -> None:
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.keep_poll, actor, poll.case(), **asdict(rules))
    await note(actor, Voting.keep_poll, key)


@act
async def put_option(actor: Actor, key: UUID, proposal: UUID) -> None:
    poll = await _hold(actor, key)
    may_be_added = proposal in {each.id for each in await queries.addable(poll)}
    Voting.put_option.ask(actor, poll.case(may_be_added))
    await rows(
        """INSERT INTO poll_option (id, poll, proposal, place)
           SELECT gen_random_uuid(), $1, $2, coalesce(max(place) + 1, 0) FROM poll_option WHERE poll = $1
           ON CONFLICT DO NOTHING""",
        key,
        proposal,
    )
    await note(actor, Voting.put_option, key, proposal=str(proposal))


@act
async def take_option(actor: Actor, key: UUID, proposal: UUID) -> None:
    poll = await _hold(actor, key)
    Voting.take_option.ask(actor, poll.case())
    await Option.delete().where((Option.poll == key) & (Option.proposal == proposal))
    await note(actor, Voting.take_option, key, proposal=str(proposal))


@act
async def announce_poll(actor: Actor, key: UUID) -> None:
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.announce_poll, actor, poll.case())
    await note(actor, Voting.announce_poll, key)


@act
async def recall_poll(actor: Actor, key: UUID) -> None:
    """Back to a draft; whoever had signed signs anew, because the rules may be others. Cards with the old question, the
    lot and the custodians' key end."""
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.recall_poll, actor, poll.case(), lot_seed="", box_key=None)
    await Custodian.delete().where(Custodian.poll == key)
    await Signature.delete().where(Signature.poll == key)
    await booth_acts.drop_sheets(key)
    await note(actor, Voting.recall_poll, key)


@act
async def draw_lot(actor: Actor, key: UUID, dice: Sequence[int]) -> None:
    """What the dice showed is the seed, so that anybody who saw them can draw the same order. Once: another throw needs
    the vote to be taken back. Whoever had signed signs anew."""
    poll = await _hold(actor, key)
    Voting.draw_lot.ask(actor, poll.case())
    if poll.lot_seed:
        raise Refused(Voting.draw_lot, FASTER)
    seed = " ".join(["dice", *map(str, dice)])
    await row("UPDATE poll SET lot_seed = $2 WHERE id = $1", key, seed)
    await Signature.delete().where(Signature.poll == key)
    await note(actor, Voting.draw_lot, key, seed=seed)


@act
async def sign_opening(actor: Actor, key: UUID, seen: str = "") -> None:
    poll = await _as_seen(actor, key, Voting.sign_opening, seen)
    Voting.sign_opening.ask(actor, poll.case())
    await _sign(actor, key, "open")
    await note(actor, Voting.sign_opening, key)


@act
async def open_poll(actor: Actor, key: UUID, seen: str = "") -> None:
    """Freeze the rules, write the roll, make the box."""
    poll = await _as_seen(actor, key, Voting.open_poll, seen)
    opened_at = now()
    await advance(Poll, key, Voting.open_poll, actor, poll.case(), opened_at=opened_at)
    await _sign(actor, key, "open")
    entitled = await _write_roll(key)
    rules = manifest.Manifest(
        poll=str(key),
        question=poll.question,
        options=tuple(manifest.Option(each.id, each.title, each.cost, _group(poll, each)) for each in poll.options),
        rule=poll.rule,
        seats=poll.seats,
        budget=poll.budget,
        subject="" if poll.options == poll.ideas else poll.ideas[0].id,
        roll=ROLL + (CARDS if poll.city_wide else ""),
        roll_size=entitled,
        opens=opened_at,
        closes=poll.closes_at,
        lot_seed=poll.lot_seed,
        sealing_key=b"" if poll.by_hand else await _box_of(poll),
        areas=tuple((str(each["id"]), each["name"]) for each in await areas()),
    )
    await row(
        "UPDATE poll SET manifest = $2, rules_hash = $3, box_key = $4 WHERE id = $1",
        key,
        rules.canonical().decode(),
        rules.rules_hash,
        rules.sealing_key,
    )
    for idea in poll.ideas:
        await put_on_poll(actor, idea.proposal)
        await tell_contributors("on_poll", idea.proposal, poll=key)
    await note(actor, Voting.open_poll, key, rules=rules.rules_hash, roll=rules.roll_size)


async def _write_roll(key: UUID) -> int:
    """Children who may take part today: who has come of age since they joined is not among them. How many they are."""
    async with DB.transaction() as here:
        return await here.connection.fetchval(
            """WITH written AS (
                 INSERT INTO roll (id, poll, person, came) SELECT gen_random_uuid(), $1, p.id, false FROM person p
                 WHERE p.role = 'child' AND p.active AND (p.birth_year, p.birth_month) >= ($5::int, $6::int)
                   AND $2::varchar IN (SELECT allowed(p.id, $3, $4::date)) RETURNING 1)
               SELECT count(*) FROM written""",
            key,
            TAKE_PART,
            TEXT,
            today(),
            *of_age_before(today()),
            timeout=LONG,
        )


def _group(poll: Seen, option: Line) -> str:
    """What caps on seats look at: the idea's category, where the rule has caps."""
    return option.category if getattr(poll.how, "caps", ()) else ""


async def _box_of(poll: Seen) -> bytes:
    """The public key of its box. The poll's row is locked and was not open until now: keys that are there belong to an
    opening that failed, unless custodians hold the other half."""
    if poll.custody:
        return await value("SELECT box_key FROM poll WHERE id = $1", poll.id)
    keys.destroy(current().keys, str(poll.id))
    return keys.make(current().keys, str(poll.id))


async def cast_ballot(actor: Actor, key: UUID, ballot: Ballot) -> bool:
    """One statement, and nothing else is written: no journal line, no time, no mark beside the name (SG-50). Whether it
    is this child's first ballot.

    The statement asks what the charter asks; only when it refuses does the charter say why. Its lock on the poll
    makes the closing wait for a vote under way, and a vote wait for the closing, so none falls between. A later ballot
    takes the place of the earlier (SG-49).
    """
    rules = await queries.frozen(key)
    if rules and rules.sealing_key and actor.role & CHILD and all(need(actor, None) for need in PERMITTED):
        first = await casting.cast(key, actor.id, seal(rules.sealing_key, ballot.paper.pack(ballot)))
        if first:
            turnout.count(key, actor.area, actor.band)
        if first is not None:
            return first
    Voting.cast_ballot.ask(actor, await queries.voter_case(actor, key))
    raise Refused(Voting.cast_ballot, FASTER)


@act
async def sign_closing(actor: Actor, key: UUID) -> None:
    poll = await _hold(actor, key)
    Voting.sign_closing.ask(actor, poll.case())
    await _sign(actor, key, "close")
    await note(actor, Voting.sign_closing, key)


@act
async def close_poll(actor: Actor, key: UUID) -> None:
    """Nobody can vote any more. What is in the box is counted by the clock, or with two cards of its custodians."""
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.close_poll, actor, poll.case(), closed_at=now())
    await _sign(actor, key, "close")
    await note(actor, Voting.close_poll, key)
    if not poll.custody:
        await outbox.put("count_poll", poll=key)


@outbox.does("count_poll")
async def count_closed(facts: dict[str, str]) -> None:
    await count_poll(THE_CLOCK, UUID(facts["poll"]))


async def count_poll(actor: Actor, key: UUID, secret: bytes | None = None) -> None:
    """Open the box and count. Nobody is shown the result before two people have certified that it adds up (SG-52, SG-57).
    `secret`: of the custodians' cards, else that of the house. A large box takes minutes, and the poll is not held
    meanwhile; nothing can come into it any more."""
    poll = await queries.visible(actor, key)
    rule = Voting.open_with_cards if secret else Voting.count_poll
    rule.ask(actor, poll.case())
    secret = secret or keys.sealing_secret(current().keys, str(key))
    async with _told(key) as tell:
        opened = await open_box(casting.read_box(key), secret, poll.manifest.paper.width, tell)
    counted = await asyncio.to_thread(count_opened, poll.manifest, opened)
    named, seed = keys.pseudonym_key(current().keys, str(key)), keys.council_seed(current().keys)
    leaves = await asyncio.to_thread(box_leaves, str(key), named, opened.names)
    proof = await asyncio.to_thread(bundles.bundles_of, poll.manifest, counted, leaves, seed)
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
    poll = await _hold(actor, key)
    strangers = await booth_acts.reconcile(key, poll.manifest.roll_size, names)
    took_part = await turnout.tell(key, poll.manifest, counted.result)
    result = json.dumps(counted.kept(poll.manifest) | {"strangers": strangers, "who_voted": took_part})
    await advance(Poll, key, rule, actor, poll.case(), progress=100, result=result)
    await bundles.keep_bundles(key, proof)
    await note(actor, rule, key, unreadable=counted.unreadable, strangers=strangers)
    await outbox.put("empty_box", poll=key)
    await casting.empty_box(key)


@act
async def sign_result(actor: Actor, key: UUID) -> None:
    poll = await _hold(actor, key)
    Voting.sign_result.ask(actor, poll.case())
    await _sign(actor, key, "certify")
    await note(actor, Voting.sign_result, key)


@act
async def certify_result(actor: Actor, key: UUID) -> None:
    """The second of two says that it adds up, and in the same moment everybody may read it."""
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.certify_result, actor, poll.case(), published_at=now())
    await _sign(actor, key, "certify")
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
    """A later room owes the answer to what was chosen, and says by which day; it takes the job."""
    for idea in poll.ideas:
        if idea.proposal in winners:
            await choose_proposal(actor, idea.proposal)
            await outbox.put("owe_answer", proposal=idea.proposal, office=poll.office)
        else:
            await pass_over_proposal(actor, idea.proposal)
            await tell_contributors("not_chosen", idea.proposal, poll=poll.id)


@outbox.does("empty_box")
async def empty_box(facts: dict[str, str]) -> None:
    """Once the close is certain: destroy both keys. From then on no backup of the open poll can be read or linked. May be
    repeated."""
    poll = await queries.visible(THE_CLOCK, UUID(facts["poll"]))
    Voting.empty_box.ask(THE_CLOCK, poll.case())
    keys.destroy(current().keys, str(poll.id))
    await note(THE_CLOCK, Voting.empty_box, poll.id)


async def _hold(actor: Actor, key: UUID) -> Seen:
    """The poll with its row locked: what was asked of it stays true until the act is done."""
    await row("SELECT FROM poll WHERE id = $1 FOR UPDATE", key)
    return await queries.visible(actor, key)


async def _as_seen(actor: Actor, key: UUID, rule: Rule, seen: str) -> Seen:
    """The poll, held. `seen` is the mark of the rules before the signer's eyes: nobody signs others (SG-53)."""
    poll = await _hold(actor, key)
    if seen not in ("", poll.seen):
        raise Refused(rule, FASTER)
    return poll


async def _sign(actor: Actor, key: UUID, what: str) -> None:
    await Signature.insert(Signature(poll=key, act=what, person=actor.id, at=now())).on_conflict(action="DO NOTHING")
