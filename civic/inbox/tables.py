from piccolo.columns import JSONB, UUID, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Message(Table, db=DB):
    """One thing told to one person. `kind` names a sentence of `sentences.py`: no adult writes free text (SG-32)."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, index=True)
    kind = Varchar(40, null=False)
    facts = JSONB(null=False)
    link = Varchar(200, null=False, default="")
    at = Timestamptz(null=False)
    read_at = Timestamptz(null=True, default=None)
