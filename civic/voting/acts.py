"""A poll prepared, opened and closed by two people; and the one act that leaves no trace of who did it: voting."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID, uuid4

from civic.consent.charter import PERMITTED
from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.actor import CHILD, Actor
from civic.core.acts import act, advance
from civic.core.ages import of_age_before
from civic.core.charter import FASTER, Refused
from civic.core.clock import now, today
from civic.core.database import DB, row, rows, value
from civic.council.queries import areas
from civic.deliberation.telling import tell_contributors
from civic.journal.acts import note
from civic.proposals.acts import put_on_poll
from civic.settings import current
from civic.voting import lists, manifest, queries
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booth_acts
from civic.voting.box import casting, keys
from civic.voting.box.seals import seal
from civic.voting.charter import Voting
from civic.voting.forms import Rules, first_rules
from civic.voting.holding import as_read, hold, sign
from civic.voting.results import turnout
from civic.voting.seen import Option as Line
from civic.voting.seen import Poll as Seen
from civic.voting.tables import Custodian, Option, Poll, Signature

#: Seconds that a statement about everybody of a large city may take.
LONG = 300
#: How the roll is made, as the manifest says it.
ROLL = "children with their guardian's permission to take part, on the day of opening"
#: A motion needs none: yes and no alike do not pass.
NO_LOT = "no lot"
CARDS = "; and any child of the town with a booth card"


@act
async def draft_poll(actor: Actor, call: UUID) -> UUID:
    """With the call's own question and the simplest rules, to be changed."""
    Voting.draft_poll.ask(actor)
    key = uuid4()
    await Poll.insert(Poll(id=key, call=call, **asdict(first_rules(await lists.question_of(call), now()))))
    await note(actor, Voting.draft_poll, key)
    return key


@act
async def keep_poll(actor: Actor, key: UUID, rules: Rules) -> None:
    poll = await hold(actor, key)
    await advance(Poll, key, Voting.keep_poll, actor, poll.case(), **asdict(rules))
    await note(actor, Voting.keep_poll, key)


@act
async def put_option(actor: Actor, key: UUID, proposal: UUID) -> None:
    poll = await hold(actor, key)
    may_be_added = proposal in {each.id for each in await lists.addable(poll)}
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
    poll = await hold(actor, key)
    Voting.take_option.ask(actor, poll.case())
    await Option.delete().where((Option.poll == key) & (Option.proposal == proposal))
    await note(actor, Voting.take_option, key, proposal=str(proposal))


@act
async def price_option(actor: Actor, key: UUID, costs: Mapping[UUID, int]) -> None:
    """What each idea costs, in whole pesos; an idea that is not among them has no cost yet."""
    poll = await hold(actor, key)
    Voting.price_option.ask(actor, poll.case())
    for idea in poll.ideas:
        await row(
            "UPDATE poll_option SET cost = $3 WHERE poll = $1 AND proposal = $2",
            key,
            idea.proposal,
            costs.get(idea.proposal),
        )
    await note(actor, Voting.price_option, key)


@act
async def announce_poll(actor: Actor, key: UUID) -> None:
    poll = await hold(actor, key)
    await advance(Poll, key, Voting.announce_poll, actor, poll.case())
    await note(actor, Voting.announce_poll, key)


@act
async def recall_poll(actor: Actor, key: UUID) -> None:
    """Back to a draft; whoever had signed signs anew, because the rules may be others. Cards with the old question, the
    lot and the custodians' key end."""
    poll = await hold(actor, key)
    await advance(Poll, key, Voting.recall_poll, actor, poll.case(), lot_seed="", box_key=None)
    await Custodian.delete().where(Custodian.poll == key)
    keys.forget_cards(current().keys, str(key))
    await Signature.delete().where(Signature.poll == key)
    await booth_acts.drop_sheets(key)
    await note(actor, Voting.recall_poll, key)


@act
async def draw_lot(actor: Actor, key: UUID, dice: Sequence[int]) -> None:
    """What the dice showed is the seed, so that anybody who saw them can draw the same order. Once: another throw needs
    the vote to be taken back. Whoever had signed signs anew."""
    poll = await hold(actor, key)
    Voting.draw_lot.ask(actor, poll.case())
    if poll.lot_seed:
        raise Refused(Voting.draw_lot, FASTER)
    seed = " ".join(["dice", *map(str, dice)])
    await row("UPDATE poll SET lot_seed = $2 WHERE id = $1", key, seed)
    await Signature.delete().where(Signature.poll == key)
    await note(actor, Voting.draw_lot, key, seed=seed)


@act
async def sign_opening(actor: Actor, key: UUID, seen: str | None = None) -> None:
    poll = await hold(actor, key)
    Voting.sign_opening.ask(actor, await queries.ready(poll))
    as_read(poll, Voting.sign_opening, seen)
    await sign(actor, poll)
    await note(actor, Voting.sign_opening, key)


@act
async def open_poll(actor: Actor, key: UUID, seen: str | None = None) -> None:
    """Freeze the rules, write the roll, make the box."""
    poll, opened_at = await hold(actor, key), now()
    await advance(Poll, key, Voting.open_poll, actor, await queries.ready(poll), opened_at=opened_at)
    as_read(poll, Voting.open_poll, seen)
    await sign(actor, poll)
    entitled = await _write_roll(key)
    rules = manifest.Manifest(
        poll=str(key),
        question=poll.question,
        options=tuple(_frozen(poll, each) for each in poll.options),
        rule=poll.rule,
        seats=poll.seats,
        budget=poll.budget,
        subject="" if poll.options == poll.ideas else poll.ideas[0].id,
        roll=ROLL + (CARDS if poll.city_wide else ""),
        roll_size=entitled,
        opens=opened_at,
        closes=poll.closes_at,
        lot_seed=poll.lot_seed or NO_LOT,
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


def _frozen(poll: Seen, option: Line) -> manifest.Option:
    """Costs only where there is money to spend; as its group the idea's category, where seats have caps."""
    return manifest.Option(
        option.id,
        option.title,
        option.cost if poll.budget else None,
        option.category if getattr(poll.how, "caps", ()) else "",
    )


async def _box_of(poll: Seen) -> bytes:
    """The public key of its box. The poll's row is locked and was not open until now: keys that are there belong to an
    opening that failed, unless custodians hold the other half."""
    keys.destroy(current().keys, str(poll.id))
    if poll.custody:
        keys.make_pseudonym_key(current().keys, str(poll.id))
        return await value("SELECT box_key FROM poll WHERE id = $1", poll.id)
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
