"""A poll prepared, opened and closed by two people; and the one act that leaves no trace of who did it: voting."""

import asyncio
import json
import secrets
from dataclasses import asdict
from uuid import UUID, uuid4

from piccolo.table import Table

from civic.consent.charter import PERMITTED
from civic.core import outbox
from civic.core.actor import CHILD, THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now
from civic.core.database import row, rows
from civic.deliberation.telling import tell_contributors
from civic.journal.acts import note
from civic.proposals.acts import choose_proposal, pass_over_proposal, put_on_poll
from civic.settings import current
from civic.voting import booth_acts, casting, keys, manifest, queries
from civic.voting.ballots import Ballot, pack
from civic.voting.box import seal
from civic.voting.charter import Voting
from civic.voting.counting import count_box
from civic.voting.forms import Rules, first_rules
from civic.voting.queries import Poll as Seen
from civic.voting.tables import Option, Poll, Roll, Signature

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
    """Back to a draft; whoever had signed signs anew, because the rules may be others. Cards with the old question end."""
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.recall_poll, actor, poll.case())
    await Signature.delete().where(Signature.poll == key)
    await booth_acts.drop_sheets(key)
    await note(actor, Voting.recall_poll, key)


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
    children = await queries.entitled()
    await _insert(Roll, [Roll(poll=key, person=child) for child in children])
    rules = manifest.Manifest(
        poll=str(key),
        question=poll.question,
        options=tuple(manifest.Option(str(option.proposal), option.title) for option in poll.options),
        method=poll.method,
        seats=poll.seats,
        ties="lot",
        roll=ROLL + (CARDS if poll.city_wide else ""),
        roll_size=len(children),
        opens=opened_at,
        closes=poll.closes_at,
        lot_seed=secrets.token_hex(16),
        sealing_key=_make_box(key),
    )
    await row(
        "UPDATE poll SET manifest = $2, rules_hash = $3, box_key = $4, lot_seed = $5 WHERE id = $1",
        key,
        rules.canonical().decode(),
        rules.rules_hash,
        rules.sealing_key,
        rules.lot_seed,
    )
    for option in poll.options:
        await put_on_poll(actor, option.proposal)
        await tell_contributors("on_poll", option.proposal, poll=key)
    await note(actor, Voting.open_poll, key, rules=rules.rules_hash, roll=rules.roll_size)


def _make_box(key: UUID) -> bytes:
    """The poll's row is locked and was not open until now: keys that are there belong to an opening that failed."""
    keys.destroy(current().keys, str(key))
    return keys.make(current().keys, str(key))


async def cast_ballot(actor: Actor, key: UUID, ballot: Ballot) -> bool:
    """One statement, and nothing else is written: no journal line, no time, no mark beside the name (SG-50). Whether it
    is this child's first ballot.

    The statement asks what the charter asks; only when it refuses does the charter say why. Its lock on the poll
    makes the closing wait for a vote under way, and a vote wait for the closing, so none falls between. A later ballot
    takes the place of the earlier (SG-49).
    """
    rules = await queries.frozen(key)
    if rules and actor.role & CHILD and all(need(actor, None) for need in PERMITTED):
        first = await casting.cast(key, actor.id, seal(rules.sealing_key, pack(ballot)))
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
    """Open the box, count, keep the sums and nothing else, publish: all of it or nothing, so that no vote is lost. What
    does not add up is counted and not published (SG-57)."""
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.close_poll, actor, poll.case(), closed_at=now())
    await _sign(actor, key, "close")
    secret = keys.sealing_secret(current().keys, str(key))
    box = dict([each async for part in casting.read_box(key) for each in part])
    strangers = await booth_acts.reconcile(key, poll.manifest.roll_size, set(box))
    result = await asyncio.to_thread(count_box, poll.manifest, secret, list(box.values()))
    result["strangers"] = strangers
    await row("UPDATE poll SET result = $2::jsonb WHERE id = $1", key, json.dumps(result))
    await note(actor, Voting.close_poll, key, unreadable=result["unreadable"], strangers=strangers)
    await outbox.put("empty_box", poll=key)
    if Voting.publish_result.allows(actor, (await queries.visible(actor, key)).case()):
        await publish_result(actor, key)
    await casting.empty_box(key)


@act
async def publish_result(actor: Actor, key: UUID) -> None:
    """At the close; or later, once what did not add up was found."""
    poll = await _hold(actor, key)
    await advance(Poll, key, Voting.publish_result, actor, poll.case())
    await note(actor, Voting.publish_result, key)
    assert poll.result
    await _tell_what_was_decided(actor, poll, set(poll.result.winners))


async def _tell_what_was_decided(actor: Actor, poll: Seen, winners: set[int]) -> None:
    """A later room owes the answer to what was chosen, and says by which day; it takes the job."""
    for position, option in enumerate(poll.options):
        if position in winners:
            await choose_proposal(actor, option.proposal)
            await outbox.put("owe_answer", proposal=option.proposal, office=poll.office)
        else:
            await pass_over_proposal(actor, option.proposal)
            await tell_contributors("not_chosen", option.proposal, poll=poll.id)


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


async def _insert(table: type[Table], written: list[Table]) -> None:
    for start in range(0, len(written), 1000):
        await table.insert(*written[start : start + 1000])
