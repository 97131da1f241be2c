from piccolo.columns import UUID, Array, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.database import DB


class Contact(Table, db=DB):
    """A help line of the town, shown to everyone; `level` 3 is whom the officers call when one of them is named."""

    id = UUID(primary_key=True)
    name = Varchar(120, null=False)
    phone = Varchar(40, null=False)
    hours = Varchar(80, null=False)
    place = SmallInt(null=False, default=0)
    level = SmallInt(null=False, default=1)


class Concern(Table, db=DB):
    """Somebody asked for help, or something they wrote worries. Promises: only safeguarding officers read it, and none
    whom it names (`not_for`); every look is a line in the journal; no address or device is kept; closing it needs two
    people and the folio of the authority that was told.

    `source` is "message" (the help page), "text" (a worrying text), "family" (guardians who disagree) or "alert" (an
    account that looked at too much); `about` is the row it is about, `kinds` what the lexicon found.
    """

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="received", index=True)
    words = Text(null=False)
    answer_to = Varchar(120, null=False, default="")
    person = UUID(null=True, default=None)
    received_at = Timestamptz(null=False)
    first_read_at = Timestamptz(null=True, default=None)
    closing_asked_by = UUID(null=True, default=None)
    outcome = Varchar(20, null=False, default="")
    source = Varchar(8, null=False, default="message")
    about = UUID(null=True, default=None)
    kinds = Array(base_column=Varchar(20), null=False, default=list)
    not_for = Array(base_column=UUID(), null=False, default=list)
    authority = Varchar(120, null=False, default="")
    folio = Varchar(60, null=False, default="")
    told_at = Timestamptz(null=True, default=None)
    reminded_at = Timestamptz(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)
