"""What the count finds of each sheet of cards and papers, written down; and what must be forgotten with it (SG-57)."""

import asyncio
from uuid import UUID

from civic.core.database import row, rows, value
from civic.settings import current
from civic.voting.booths.sums import add_up
from civic.voting.box import keys
from civic.voting.roll import acts as roll_acts
from civic.voting.roll import queries as roll_queries


async def reconcile(poll: UUID, roll_size: int, box: set[bytes]) -> int:
    """Write what became of each sheet's cards and papers, forget who came, and answer how many ballots are wrong: names in
    the box that are nobody's, papers that should be in it and are not, and children who were ticked and drew no card: a
    tick alone takes a vote away."""
    codes = await rows(
        "SELECT c.id, c.sheet, c.state FROM booth_code c JOIN sheet s ON s.id = c.sheet WHERE s.poll = $1", poll
    )
    papers = await rows(
        """SELECT k.sheet, k.number, k.state FROM paper_ballot k JOIN sheet s ON s.id = k.sheet
           WHERE s.poll = $1 AND s.state = 'printed' AND k.state IN ('in', 'void')""",
        poll,
    )
    printed = await rows("SELECT id, number FROM sheet WHERE poll = $1 AND door = 'paper' AND state = 'printed'", poll)
    roll = await roll_queries.on_roll(poll)
    sums = await asyncio.to_thread(
        add_up,
        keys.pseudonym_key(current().keys, str(poll)),
        box,
        [(each["id"], each["sheet"], each["state"] == "void") for each in codes],
        roll,
        roll_size,
        {each["id"]: each["number"] for each in printed},
        [(each["sheet"], each["number"], each["state"] == "void") for each in papers],
    )
    for sheet, found in sums.sheets.items():
        await row(
            "UPDATE sheet SET used = $2, unused = $3, void = $4 WHERE id = $1",
            sheet,
            found.used,
            found.unused,
            found.void,
        )
    await row(
        "UPDATE sheet SET used = 0, unused = 0, void = 0 WHERE poll = $1 AND state = 'printed' AND used IS NULL", poll
    )
    ticked = await value(
        """SELECT (SELECT count(*) FROM roll WHERE poll = $1 AND came)
                  - (SELECT coalesce(sum(number - coalesce(handed_back, 0)), 0) FROM sheet
                     WHERE poll = $1 AND state IN ('printed', 'stopped'))""",
        poll,
    )
    await forget(poll)
    return sums.strangers + sums.missing + max(0, int(ticked))


async def forget(poll: UUID) -> None:
    """What was needed while the vote was open and says something of somebody: who came to a booth, and who helped there."""
    await roll_acts.forget_ticks(poll)
    await row("DELETE FROM helper WHERE poll = $1", poll)
