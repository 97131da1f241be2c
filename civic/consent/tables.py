from piccolo.columns import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Guardianship(Table, db=DB):
    """Who answers for a child. Kept to say whose consent counts; grants no sight of the child's words or votes."""

    id = UUID(primary_key=True)
    guardian = ForeignKey(Person, null=False, index=True)
    child = ForeignKey(Person, null=False, index=True)
    one_guardianship = Unique(["guardian", "child"])


class Consent(Table, db=DB):
    """One purpose a guardian allowed, for one version of the text, and when it was withdrawn."""

    id = UUID(primary_key=True)
    child = ForeignKey(Person, null=False, index=True)
    guardian = ForeignKey(Person, null=False)
    purpose = Varchar(20, null=False)
    text = Varchar(16, null=False)
    given_at = Timestamptz(null=False)
    withdrawn_at = Timestamptz(null=True, default=None)


class Assent(Table, db=DB):
    """The child's own yes, no or later, for one consultation (`about` is the call)."""

    id = UUID(primary_key=True)
    child = ForeignKey(Person, null=False)
    about = UUID(null=False, default=None)
    said = Varchar(8, null=False)
    at = Timestamptz(null=False)
    one_assent = Unique(["child", "about"])
