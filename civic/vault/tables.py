from piccolo.columns import UUID, Boolean, Bytea, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Look(Table, db=DB):
    """One break-glass look at one person's identity (SG-76): who, why, until when, who was told, who reviewed it.

    The names themselves are in the schema `vault`, which this database role cannot read (`store.py`). `why` is sealed.
    """

    id = UUID(primary_key=True)
    person = UUID(null=False, default=None, index=True)
    by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    reason = Varchar(16, null=False)
    why = Bytea(null=False)
    at = Timestamptz(null=False)
    until = Timestamptz(null=False)
    told = UUID(null=True, default=None)
    reviewed_by = UUID(null=True, default=None)
    reviewed_at = Timestamptz(null=True, default=None)
    was_right = Boolean(null=True, default=None)
