from piccolo.columns import UUID, Bytea, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from civic.core.database import DB
from civic.council.tables import Place
from civic.people.tables import Person


class Device(Table, db=DB):
    """An enrolled tablet. `token` is the SHA-256 of the one in its cookie; revoking it takes one act (SG-31).

    Promises: nothing of a child is kept with it, and no page of the team exists on it.
    """

    id = UUID(primary_key=True)
    name = Varchar(60, null=False)
    place = ForeignKey(Place, null=False, index=True, on_delete=OnDelete.cascade)
    token = Bytea(null=False, unique=True)
    enrolled_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    enrolled_at = Timestamptz(null=False)
    revoked_at = Timestamptz(null=True, default=None)


class Duty(Table, db=DB):
    """An adult of the team is at a place from `since` to `until`: two of them, or the room is closed (SG-34)."""

    id = UUID(primary_key=True)
    place = ForeignKey(Place, null=False, index=True, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    since = Timestamptz(null=False)
    until = Timestamptz(null=False)
