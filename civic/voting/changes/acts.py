"""What two people change of a poll that has begun: more time, or that it does not count. Each with its reason, for
everybody to read (SG-53)."""

from uuid import UUID, uuid4

from civic.core import outbox
from civic.core.actor import Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now
from civic.core.database import row, rows
from civic.deliberation.telling import tell_contributors
from civic.journal.acts import note
from civic.proposals.acts import free_proposal
from civic.voting.booths import reconciling
from civic.voting.box import casting
from civic.voting.charter import Voting
from civic.voting.forms import Asked
from civic.voting.holding import hold
from civic.voting.seen import Changed
from civic.voting.seen import Poll as Seen
from civic.voting.states import PUBLISHED
from civic.voting.tables import Change, Poll, Signature

EXTEND, ANNUL = "extend", "annul"


@act
async def ask_extension(actor: Actor, key: UUID, asked: Asked) -> None:
    poll = await hold(actor, key)
    Voting.ask_extension.ask(actor, poll.changing(EXTEND, asked.until))
    await keep_asked(actor, key, EXTEND, asked)
    await note(actor, Voting.ask_extension, key)


@act
async def extend_poll(actor: Actor, key: UUID, change: UUID) -> None:
    """`change` is what the second person read. Whoever had signed the closing signs anew. The frozen rules stay as they
    are: that they were given more time stands beside them."""
    poll = await hold(actor, key)
    asked = _asked(poll, Voting.extend_poll, EXTEND, change)
    await advance(Poll, key, Voting.extend_poll, actor, poll.changing(EXTEND), closes_at=asked.until)
    await Signature.delete().where((Signature.poll == key) & (Signature.act == "close"))
    await keep_signed(actor, change)
    await note(actor, Voting.extend_poll, key, until=asked.until.isoformat())


@act
async def ask_annulment(actor: Actor, key: UUID, asked: Asked) -> None:
    poll = await hold(actor, key)
    Voting.ask_annulment.ask(actor, poll.changing(ANNUL))
    await keep_asked(actor, key, ANNUL, asked)
    await note(actor, Voting.ask_annulment, key)


@act
async def annul_poll(actor: Actor, key: UUID, change: UUID) -> None:
    """The ballots go unread and the keys are destroyed. Its ideas are free for another vote. If the result was published
    they stay as they are: what the children chose, the city still has to answer."""
    poll = await hold(actor, key)
    _asked(poll, Voting.annul_poll, ANNUL, change)
    await advance(Poll, key, Voting.annul_poll, actor, poll.changing(ANNUL), closed_at=poll.closed_at or now())
    await keep_signed(actor, change)
    await note(actor, Voting.annul_poll, key)
    await outbox.put("empty_box", poll=key)
    if poll.state is not PUBLISHED:
        for idea in poll.ideas:
            await free_proposal(actor, idea.proposal)
            await tell_contributors("poll_annulled", idea.proposal, poll=key)
    await reconciling.forget(key)
    await row("DELETE FROM turnout WHERE poll = $1", key)
    await casting.empty_box(key)


def _asked(poll: Seen, rule: Rule, kind: str, change: UUID) -> Changed:
    """What waits for its second signature, if it is what was read."""
    asked = poll.waiting(kind)
    if asked is None or asked.id != change:
        raise Refused(rule, FASTER)
    return asked


async def keep_asked(actor: Actor, poll: UUID, kind: str, asked: Asked, sheet: UUID | None = None) -> None:
    """Asking again takes the place of what nobody signed; the journal keeps both."""
    await rows(
        """DELETE FROM poll_change WHERE poll = $1 AND kind = $2 AND sheet IS NOT DISTINCT FROM $3
           AND signed_at IS NULL""",
        poll,
        kind,
        sheet,
    )
    await Change.insert(
        Change(
            id=uuid4(),
            poll=poll,
            kind=kind,
            sheet=sheet,
            why=asked.why,
            until=asked.until,
            asked_by=actor.id,
            asked_at=now(),
        )
    )


async def keep_signed(actor: Actor, change: UUID | None) -> None:
    await row("UPDATE poll_change SET signed_by = $2, signed_at = $3 WHERE id = $1", change, actor.id, now())
