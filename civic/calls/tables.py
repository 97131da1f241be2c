from piccolo.columns import UUID, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.database import DB
from civic.council.tables import Office


class Call(Table, db=DB):
    """A question to the children, and its promise: six things said before any form (SG-03)."""

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="draft", index=True)
    question = Varchar(160, null=False, default="")
    can_change = Text(null=False, default="")
    money = Text(null=False, default="")
    decides = Text(null=False, default="")
    office = ForeignKey(Office, null=True, default=None)
    answer_by = Date(null=True, default=None)
    data = Text(null=False, default="")
    proposals_until = Date(null=True, default=None)
    first_round_until = Date(null=True, default=None)
    opened_at = Timestamptz(null=True, default=None)
    picture = Varchar(20, null=False, default="talk")
