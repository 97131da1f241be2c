"""The clock looks at who looks (SG-77): the other officers read of an account that opens very many children."""

from uuid import UUID

from civic.core.actor import STAFF, THE_CLOCK, Role
from civic.core.acts import act
from civic.core.clock import now
from civic.core.database import rows, value
from civic.core.words import N_, _, moment
from civic.journal.acts import note
from civic.safeguarding.acts import raise_concern
from civic.vault.charter import Vault
from civic.vault.counting import HOUR, LATELY, View, too_many

#: Lines about one child, about the children of a place, or about children that were searched for.
VIEWS = """
SELECT e.person AS by, c.id AS child, coalesce((e.facts->>'children')::int, 1) AS children, coalesce(c.place, l.id) AS place,
  e.act NOT LIKE 'vault.%' AND EXISTS(SELECT FROM duty d WHERE d.person = e.person AND d.place = coalesce(c.place, l.id)
    AND d.until > e.at - $3::interval AND d.since <= e.at) AS own
FROM entry e LEFT JOIN person c ON c.id = e.subject AND c.role = 'child' LEFT JOIN place l ON l.id = e.subject
WHERE e.at > $1 AND e.person IS NOT NULL AND e.role = ANY($2)
  AND (c.id IS NOT NULL OR e.facts ? 'children' AND (l.id IS NOT NULL OR e.subject IS NULL))
"""


@act
async def watch_views() -> int:
    """As the clock; how many accounts it told of, each once in an hour."""
    if not await value("SELECT pg_try_advisory_xact_lock(hashtext('views'))"):
        return 0
    staff = [role.name.lower() for role in Role if role & STAFF]
    found = await rows(VIEWS, now() - HOUR, staff, LATELY)
    told = await rows("SELECT subject FROM entry WHERE act = $1 AND at > $2", str(Vault.watch_views), now() - HOUR)
    many = too_many(View(**each) for each in found)
    new = many.keys() - {each["subject"] for each in told}
    for account in new:
        await note(THE_CLOCK, Vault.watch_views, account, children=many[account])
        await raise_concern("alert", about=account, not_for=[account], words=await _said(account, many[account]))
    return len(new)


async def _said(account: UUID, children: int) -> str:
    """With its moment: what the officers have seen to is not told twice, and another day's is another."""
    name = await value("SELECT name FROM person WHERE id = $1", account)
    says = N_("%(moment)s: %(name)s opened the data of %(n)s children in an hour. The journal says which. Ask why.")
    return _(says, moment=moment(now()), name=name, n=children)
