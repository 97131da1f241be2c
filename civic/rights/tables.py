from piccolo.columns import JSONB, UUID, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Request(Table, db=DB):
    """Access, correction, deletion or objection (ARCO, LGPD 37-51), begun by a child or a guardian alone, with a receipt.

    `due_on` is the day of the answer, or of complying once it is answered; a refusal names its legal `cause`.
    """

    id = UUID(primary_key=True)
    receipt = Varchar(12, null=False, unique=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    about = UUID(null=True, default=None)
    kind = Varchar(12, null=False)
    words = Text(null=False, default="")
    state = Varchar(12, null=False, default="asked", index=True)
    asked_at = Timestamptz(null=False)
    due_on = Date(null=False)
    extended_by = UUID(null=True, default=None)
    cause = Varchar(20, null=False, default="")
    answered_by = UUID(null=True, default=None)
    signed_by = UUID(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)


class Export(Table, db=DB):
    """A table taken out of the house: two people, a purpose from a closed list, and a day of life (SG-79)."""

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="asked", index=True)
    what = Varchar(20, null=False)
    purpose = Varchar(20, null=False)
    asked_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    asked_at = Timestamptz(null=False)
    signed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    expires_at = Timestamptz(null=True, default=None)


class Incident(Table, db=DB):
    """A breach of security (LGPD 31-35): what, when, why, what was done at once and for good; and who is told what."""

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="open", index=True)
    facts = JSONB(null=False)
    notice = JSONB(null=False)
    opened_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    at = Timestamptz(null=False)
    noticed_at = Timestamptz(null=True, default=None)
    closing_asked_by = UUID(null=True, default=None)


class Erased(Table, db=DB):
    """A tombstone: this random id was somebody once. A copy that is put back erases them again (SG-87)."""

    id = UUID(primary_key=True)
    at = Timestamptz(null=False)
