from piccolo.columns import JSONB, UUID, Bytea, Serial, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.database import DB


class Entry(Table, db=DB):
    """One act. Promises: no text a person typed, no choice in a vote, no name; `facts` are ids, states and counts."""

    id = UUID(primary_key=True)
    at = Timestamptz(null=False, index=True)
    act = Varchar(80, null=False, index=True)
    role = Varchar(20, null=False)
    person = UUID(default=None, null=True)
    subject = UUID(default=None, null=True, index=True)
    facts = JSONB(null=False)


class Link(Table, db=DB):
    """The chain over the journal: `hash` is SHA-256 of the link before and the entry's own words (`chain.py`)."""

    id = Serial(primary_key=True)
    entry = UUID(null=False, default=None, unique=True)
    hash = Bytea(null=False)
