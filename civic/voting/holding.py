"""A poll held while an act is about it, and signed."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import Refusal, Refused, Rule
from civic.core.clock import now
from civic.core.database import row, rows
from civic.core.words import N_
from civic.voting import queries
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.queries import Sheet
from civic.voting.seen import Poll

OTHER_RULES = Refusal(
    "rules_as_read",
    N_("These are not the rules that you read. Go back to the vote, read them once more, and sign then."),
)


async def hold(actor: Actor, key: UUID) -> Poll:
    """The poll with its row locked: what was asked of it stays true until the act is done."""
    await row("SELECT FROM poll WHERE id = $1 FOR UPDATE", key)
    return await queries.visible(actor, key)


async def hold_sheet(key: UUID) -> Sheet:
    """A sheet of cards or papers, and its poll, as they stay until the act is done."""
    await row("SELECT FROM poll WHERE id = (SELECT poll FROM sheet WHERE id = $1) FOR UPDATE", key)
    return await booth_queries.sheet(key)


def as_read(poll: Poll, rule: Rule, seen: str | None) -> None:
    """`seen` is the mark of the rules before the signer's eyes: nobody signs others (SG-53). None: as they stand, for who
    has no page before them."""
    if seen not in (None, poll.seen):
        raise Refused(rule, OTHER_RULES)


async def sign(actor: Actor, poll: Poll, why: str = "") -> None:
    """What is opened is signed by the mark of its rules, and from then on by their seal. Signed anew, it takes the place of
    a name under other rules."""
    await rows(
        """INSERT INTO signature (id, poll, act, person, at, seen, why)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)
           ON CONFLICT (poll, act, person) DO UPDATE SET at = excluded.at, seen = excluded.seen, why = excluded.why""",
        poll.id,
        poll.signing,
        actor.id,
        now(),
        poll.rules_hash or poll.seen,
        why,
    )
