from piccolo.columns import UUID, Bytea, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.core.database import DB
from civic.council.tables import Office
from civic.people.tables import Person
from civic.proposals.tables import Proposal


class Answer(Table, db=DB):
    """What the city owes a chosen proposal, and then says. `due_on` never moves; late is shown to everyone."""

    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, unique=True)
    office = ForeignKey(Office, null=False, index=True)
    state = Varchar(12, null=False, default="owed", index=True)
    due_on = Date(null=False)
    verdict = Varchar(10, null=False, default="")
    reason = Text(null=False, default="")
    instead = Text(null=False, default="")
    next_on = Date(null=True, default=None)
    passed_to = Varchar(120, null=False, default="")
    officer = ForeignKey(Person, null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)


class Commitment(Table, db=DB):
    """A promise the city made with a yes."""

    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, unique=True)
    office = ForeignKey(Office, null=False, index=True)
    state = Varchar(12, null=False, default="promised", index=True)
    title = Varchar(160, null=False)
    due_on = Date(null=False)
    made_at = Timestamptz(null=False)


class Milestone(Table, db=DB):
    """A step of a commitment. `done_on` and the evidence that shows it."""

    id = UUID(primary_key=True)
    commitment = ForeignKey(Commitment, null=False, index=True)
    title = Varchar(160, null=False)
    due_on = Date(null=False)
    done_on = Date(null=True, default=None)


class Evidence(Table, db=DB):
    """What shows that a milestone was reached: words and, if there is one, a picture without metadata. Only added."""

    id = UUID(primary_key=True)
    commitment = ForeignKey(Commitment, null=False, index=True)
    milestone = ForeignKey(Milestone, null=True, default=None)
    words = Text(null=False)
    picture = UUID(null=True, default=None)
    officer = ForeignKey(Person, null=False)
    at = Timestamptz(null=False)


class Verdict(Table, db=DB):
    """A child's face for "clear", "fair" or "happened". `by` is an HMAC of the child: one face each, no name here."""

    id = UUID(primary_key=True)
    proposal = ForeignKey(Proposal, null=False, index=True)
    about = Varchar(10, null=False)
    by = Bytea(null=False)
    face = Varchar(8, null=False)
    one_verdict = Unique(["proposal", "about", "by"])
