from piccolo.columns import UUID, Date, ForeignKey, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from civic.calls.tables import Call
from civic.core.database import DB
from civic.council.tables import Area
from civic.moderation.tables import Writing


class Proposal(Table, db=DB):
    """What a child asks for. Its words are its writing's (same id); this row is its road through the council.

    `questions_until` is the last day of the round of questions that the city's answer opens (SG-64).
    """

    id = UUID(primary_key=True)
    writing = ForeignKey(Writing, null=False, unique=True)
    proposal_is_its_writing = Check("id = writing")
    call = ForeignKey(Call, null=False, index=True)
    state = Varchar(12, null=False, default="talked")
    category = Varchar(20, null=False, default="")
    area = ForeignKey(Area, null=True, default=None)
    questions_until = Date(null=True, default=None)
