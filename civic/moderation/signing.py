"""How who wrote a published text is called, and for whom."""

from asyncpg import Record

from civic.consent.purposes import TAKE_PART
from civic.core.actor import ADVISER, CHILD, FACILITATOR, SAFEGUARDING, Actor
from civic.core.ages import BANDS, YOUNGEST
from civic.core.words import N_, _

#: Whom the children's aliases are for; officers, secretaries, families and the public are told the ages only (SG-41).
COUNCIL = CHILD | ADVISER | FACILITATOR | SAFEGUARDING


def signed(reader: Actor, found: Record) -> str:
    """The author's alias, or who they were in years when it was published: then nobody older or younger is meant, and
    somebody who left is told like everybody. `found` holds `name`, None once they left, and that band as `years`."""
    if found["name"] and reader.role & COUNCIL and (reader.role is not CHILD or TAKE_PART in reader.consents):
        return found["name"]
    ages = BANDS[found["years"] or YOUNGEST].label
    return _(N_("Somebody %(ages)s"), ages=_(ages))
