"""How who wrote a published text is called, and for whom."""

from asyncpg import Record

from civic.consent.purposes import TAKE_PART
from civic.core.actor import ADVISER, CHILD, FACILITATOR, SAFEGUARDING, Actor
from civic.core.ages import BANDS, YOUNGEST
from civic.core.words import N_, _

#: Whom the children's aliases are for; officers, secretaries, families and the public are told the ages only (SG-41).
COUNCIL = CHILD | ADVISER | FACILITATOR | SAFEGUARDING

#: An alias is for one term: what was published before the aliases changed is signed with no alias of now, or the two
#: would be joined (SG-17). `{0}` is the author's person, `w` the writing.
ALIAS = "CASE WHEN w.published_at >= coalesce((SELECT max(ended_at) FROM term), '-infinity') THEN {0}.name END AS name"


def signed(reader: Actor, found: Record) -> str:
    """The author's alias, or who they were in years when it was published: then nobody older or younger is meant, and
    somebody who left is told like everybody. `found` holds `name` (ALIAS), None once they left or another term began,
    and that band as `years`."""
    if found["name"] and reader.role & COUNCIL and (reader.role is not CHILD or TAKE_PART in reader.consents):
        return found["name"]
    ages = BANDS[found["years"] or YOUNGEST].label
    return _(N_("Somebody %(ages)s"), ages=_(ages))
