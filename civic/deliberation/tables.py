from piccolo.columns import UUID, ForeignKey, Text, Timestamptz, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from civic.core.database import DB
from civic.moderation.tables import Writing
from civic.people.tables import Person
from civic.proposals.tables import Proposal


class Argument(Table, db=DB):
    """A reason, worry, question or "what if" of a child (its words are its writing's), or a reply to one: one level."""

    id = UUID(primary_key=True)
    writing = ForeignKey(Writing, null=False, unique=True)
    argument_is_its_writing = Check("id = writing")
    proposal = ForeignKey(Proposal, null=False, index=True)
    kind = Varchar(12, null=False)
    reply_to = UUID(null=True, default=None)


class Advice(Table, db=DB):
    """What a consultative adult says of a proposal: a panel of its own, after the children's first round."""

    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, index=True)
    adviser = ForeignKey(Person, null=False)
    words = Text(null=False)
    at = Timestamptz(null=False)
