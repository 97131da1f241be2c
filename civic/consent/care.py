"""When the harm may be at home: the child's part is paused at once and the care team told; nobody of the family is (SG-11)."""

from uuid import UUID

from civic.consent import queries
from civic.consent.charter import Consent as Charter
from civic.core.actor import THE_CLOCK
from civic.core.clock import now
from civic.core.database import row
from civic.core.words import N_, _, moment
from civic.journal.acts import note
from civic.safeguarding.acts import raise_concern

DISAGREE, HOME = "disagree", "home"
#: Why, said for the care team.
WHY = {
    DISAGREE: N_("Two people who take care of this child say yes and no."),
    HOME: N_("Somebody of the team thinks that there may be danger at home."),
}


async def hold(child: UUID) -> None:
    """Two words about one child wait for each other: the second sees what the first said."""
    await row("SELECT FROM person WHERE id = $1 FOR UPDATE", child)


async def look(child: UUID) -> None:
    """After each word that counts anew."""
    if await queries.opposed(child):
        await pause(child, DISAGREE)


async def pause(child: UUID, why: str) -> None:
    """Whoever paused it before, now it is for care. That two disagree is told once."""
    if why == DISAGREE and (await queries.pause(child)).by == "care":
        return
    await row("UPDATE person SET paused = 'care' WHERE id = $1 AND role = 'child'", child)
    await note(THE_CLOCK, Charter.pause_for_care, child, why=why)
    # With the moment: what was seen to before, and happens again, is another case.
    words = f"{_(WHY[why])} {moment(now())}"
    await raise_concern("family", child, child, [HOME] if why == HOME else [], words=words)
