from piccolo.columns import UUID, ForeignKey, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from civic.core.database import DB
from civic.council.tables import Place
from civic.people.tables import Person


class Batch(Table, db=DB):
    """A list of children invited through one place: asked by one person, signed by another, then printed (SG-06)."""

    id = UUID(primary_key=True)
    state = Varchar(12, null=False, default="asked", index=True)
    label = Varchar(60, null=False)
    place = ForeignKey(Place, null=False, index=True, on_delete=OnDelete.cascade)
    asked_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    asked_at = Timestamptz(null=False)
    signed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    signed_at = Timestamptz(null=True, default=None)


class Invited(Table, db=DB):
    """A child of a batch. `number` is their place in the list as it came, printed on the card so that who hands the cards
    out finds whose it is with the school's own list: no paper of ours joins a name and an alias. Forgotten once the card
    is used."""

    person = ForeignKey(Person, primary_key=True, null=False, on_delete=OnDelete.cascade)
    batch = ForeignKey(Batch, null=False, index=True, on_delete=OnDelete.cascade)
    number = SmallInt(null=True, default=None)
