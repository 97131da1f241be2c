"""How who wrote a published text is called, and for whom."""

from asyncpg import Record

from civic.consent.purposes import TAKE_PART
from civic.core.actor import ADVISER, CHILD, FACILITATOR, SAFEGUARDING, Actor
from civic.core.ages import BANDS, band
from civic.core.clock import today
from civic.core.words import N_, _

#: Whom the children's aliases are for; officers, secretaries, families and the public are told the ages only (SG-41).
COUNCIL = CHILD | ADVISER | FACILITATOR | SAFEGUARDING


def signed(reader: Actor, found: Record) -> str:
    """The author's alias, or who they are in years. `found` holds the author's `name`, `birth_year` and `birth_month`."""
    if reader.role & COUNCIL and (reader.role is not CHILD or TAKE_PART in reader.consents):
        return found["name"]
    ages = BANDS[band(found["birth_year"], found["birth_month"], today())].label
    return _(N_("Somebody %(ages)s"), ages=_(ages))
