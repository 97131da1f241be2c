"""When the harm may be at home: the child's part is paused at once and the care team told; nobody of the family is (SG-11)."""

from uuid import UUID

from civic.consent import queries
from civic.consent.charter import Consent as Charter
from civic.core.actor import THE_CLOCK
from civic.core.clock import now
from civic.core.database import row
from civic.journal.acts import note
from civic.safeguarding.tables import Concern

#: Why, said for the care team by the desk.
DISAGREE, HOME = "disagree", "home"


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
    kinds = [HOME] if why == HOME else []
    await Concern.insert(Concern(words="", source="family", about=child, person=child, kinds=kinds, received_at=now()))
