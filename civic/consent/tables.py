from piccolo.columns import UUID, Boolean, Date, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.core.database import DB
from civic.council.tables import Term
from civic.people.tables import Person


class Guardianship(Table, db=DB):
    """Who answers for a child: a family or an institution (SG-10). Kept to say whose consent counts; grants no sight of
    the child's words or votes. The tie is checked by a person who did not issue it, with the lightest method (SG-09):
    only the method, the day and who are kept."""

    id = UUID(primary_key=True)
    guardian = ForeignKey(Person, null=False, index=True, on_delete=OnDelete.cascade)
    child = ForeignKey(Person, null=False, index=True, on_delete=OnDelete.cascade)
    kind = Varchar(12, null=False, default="family")
    issued_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    method = Varchar(12, null=False, default="")
    verified_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    verified_on = Date(null=True, default=None)
    one_guardianship = Unique(["guardian", "child"])


class Consent(Table, db=DB):
    """What one guardian said of one purpose, for one version of the text and one term, and when it was withdrawn.

    `how` is "online" or "paper"; a paper form is typed by one person and checked by another before it counts.
    """

    id = UUID(primary_key=True)
    child = ForeignKey(Person, null=False, index=True, on_delete=OnDelete.cascade)
    guardian = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    purpose = Varchar(20, null=False)
    text = Varchar(16, null=False)
    term = ForeignKey(Term, null=False, on_delete=OnDelete.cascade)
    allows = Boolean(null=False, default=True)
    how = Varchar(8, null=False, default="online")
    typed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    checked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    given_at = Timestamptz(null=False)
    withdrawn_at = Timestamptz(null=True, default=None)


class Assent(Table, db=DB):
    """The child's own yes, no or later, for one consultation (`about` is the call)."""

    id = UUID(primary_key=True)
    child = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    about = UUID(null=False, default=None)
    said = Varchar(8, null=False)
    at = Timestamptz(null=False)
    one_assent = Unique(["child", "about"])
