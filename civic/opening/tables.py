from piccolo.columns import JSONB, UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Gate(Table, db=DB):
    """One thing on record (SG-01): its name, and facts such as a reference, a day, a person. Never a document."""

    id = UUID(primary_key=True)
    name = Varchar(24, null=False, unique=True)
    facts = JSONB(null=False)
    by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    at = Timestamptz(null=False)


class Opening(Table, db=DB):
    """Whether the city is open to children: one row. Asked by one person, signed by another."""

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="closed")
    asked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    opened_at = Timestamptz(null=True, default=None)
