"""What the clock owes: deadlines, run through the same acts as people's, as the clock."""

from datetime import timedelta

from civic.calls.acts import close_overdue_calls
from civic.core import outbox, warm
from civic.core.clock import now
from civic.core.database import row
from civic.inbox import told_later  # noqa: F401, its jobs are known wherever the clock runs
from civic.invitations.acts import forget_numbers, turn_terms
from civic.journal.acts import link_entries
from civic.responses.acts import mark_late_answers
from civic.rights.keeping import keep_to_the_schedule
from civic.safeguarding.clock import watch_concerns
from civic.vault.acts import flag_looks
from civic.vault.watching import watch_views
from civic.voting.results.turnout import write_batches
from civic.voting.witnesses.acts import drop_bundles


async def chores() -> None:
    """Run by every process's heart and by `civic due`. Each chore takes one row at a time and may be run twice."""
    await watch_concerns()
    await forget_sign_ins()
    await close_overdue_calls()
    await mark_late_answers()
    await turn_terms()
    await forget_numbers()
    await flag_looks()
    await watch_views()
    await write_batches()
    await drop_bundles()
    await keep_to_the_schedule()
    await link_entries()
    await warm.sum_up()


async def forget_sign_ins() -> None:
    """Ended sign-ins stay for twenty hours, so that a draft typed meanwhile can find its person again (SG-74)."""
    await row("DELETE FROM sign_in WHERE seen < $1", now() - timedelta(hours=32))


async def once() -> None:
    """One beat from a timer, for towns that prefer it to the processes' own heart."""
    await outbox.drain()
    await chores()
    await link_entries(everything=True)
