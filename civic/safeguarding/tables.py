from piccolo.columns import UUID, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.database import DB


class Contact(Table, db=DB):
    """A help line of the town, shown to everyone."""

    id = UUID(primary_key=True)
    name = Varchar(120, null=False)
    phone = Varchar(40, null=False)
    hours = Varchar(80, null=False)
    place = SmallInt(null=False, default=0)


class Concern(Table, db=DB):
    """Somebody asked for help. Promises: only safeguarding officers read it, every look is a line in the journal,
    no address or device is kept, and closing it needs two people."""

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="received", index=True)
    words = Text(null=False)
    answer_to = Varchar(120, null=False, default="")
    person = UUID(null=True, default=None)
    received_at = Timestamptz(null=False)
    first_read_at = Timestamptz(null=True, default=None)
    closing_asked_by = UUID(null=True, default=None)
    outcome = Varchar(20, null=False, default="")
