"""Resting, leaving, coming back and being forgotten: immediate, without a reason asked, the same day on every device."""

from datetime import datetime, timedelta
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now, today
from civic.core.database import row
from civic.journal.acts import note
from civic.rights import erasing, queries
from civic.rights.charter import Leaving
from civic.rights.deadlines import TO_COME_BACK

#: All that lets somebody in. Their words and what they said stay.
KEYS = ("sign_in", "card", "password", "passkey", "totp", "recovery", "reset")


@act
async def pause_self(actor: Actor) -> None:
    await _pause(actor, Leaving.pause_self, actor.id, "self")


@act
async def come_back(actor: Actor) -> None:
    await _pause(actor, Leaving.come_back, actor.id, "")


@act
async def pause_child(actor: Actor, child: UUID) -> None:
    await _pause(actor, Leaving.pause_child, child, "family")


@act
async def end_pause(actor: Actor, child: UUID) -> None:
    await _pause(actor, Leaving.end_pause, child, "")


async def _pause(actor: Actor, rule: Rule, child: UUID, paused: str) -> None:
    case = await queries.part(child, actor.id)
    rule.ask(actor, case)
    changed = await row(
        "UPDATE person SET paused = $2 WHERE id = $1 AND paused = $3 RETURNING id", child, paused, case.paused
    )
    if changed is None:
        raise Refused(rule, FASTER)
    await note(actor, rule, child)


@act
async def leave_council(actor: Actor) -> None:
    """The account closes at once: no card, no sign-in, no nickname on what stays published. The rest in thirty days."""
    Leaving.leave_council.ask(actor)
    await _close(actor, Leaving.leave_council, actor.id)


@act
async def end_part(actor: Actor, child: UUID) -> None:
    """The guardian ends it, and with it all that was allowed: who comes back needs a new yes. What happens with the
    child's words stays the child's: they go on without a name."""
    Leaving.end_part.ask(actor, await queries.part(child, actor.id))
    await row(
        "UPDATE consent SET withdrawn_at = $2 WHERE child = $1 AND allows AND withdrawn_at IS NULL", child, now()
    )
    await _close(actor, Leaving.end_part, child)


@act
async def erase_self(actor: Actor, keeps_words: bool) -> None:
    """At once. Where somebody of the care team is helping them, the account closes, their words go or lose their name at
    once, and the clock erases the rest when the help is over: on the screen both look alike, for who looks over a
    shoulder."""
    Leaving.erase_self.ask(actor)
    if await erasing.is_watched(actor.id):
        # As if the days to come back were over: nobody brings back who asked to be forgotten.
        await _close(actor, Leaving.erase_self, actor.id, now() - TO_COME_BACK - timedelta(seconds=1))
        if not keeps_words:
            await row(
                "UPDATE writing SET state = 'withdrawn', kept_on = $2 WHERE author = $1 AND state = 'published'",
                actor.id,
                today(),
            )
    else:
        await erasing.erase(actor, Leaving.erase_self, actor.id, keeps_words)


async def _close(actor: Actor, rule: Rule, child: UUID, since: datetime | None = None) -> None:
    left = since or now()
    await row("UPDATE person SET active = false, left_at = least(left_at, $2) WHERE id = $1", child, left)
    for table in KEYS:
        await row(f"DELETE FROM {table} WHERE person = $1", child)
    await row(
        """UPDATE writing SET state = 'withdrawn', kept_on = $2
           WHERE author = $1 AND state IN ('submitted', 'appealed')""",
        child,
        today(),
    )
    await note(actor, rule, child)


@act
async def bring_back(actor: Actor, child: UUID) -> None:
    """They asked to return. A new card is printed for them as for anybody who lost theirs."""
    Leaving.bring_back.ask(actor, await queries.part(child))
    await row("UPDATE person SET active = true, left_at = NULL WHERE id = $1", child)
    await note(actor, Leaving.bring_back, child)
