from piccolo.columns import UUID, Boolean, Date, ForeignKey, SmallInt, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.database import DB


class Town(Table, db=DB):
    """The city of this installation: one row. With the administration the accounts of its officers end (SG-78)."""

    id = UUID(primary_key=True)
    name = Varchar(80, null=False)
    region = Varchar(80, null=False)
    administration_until = Date(null=True, default=None)


class Area(Table, db=DB):
    """A part of town: neighbourhood, village or zone."""

    id = UUID(primary_key=True)
    name = Varchar(80, null=False, unique=True)
    place = SmallInt(null=False, default=0)


class Office(Table, db=DB):
    """A city office (dependencia) that answers proposals and keeps commitments."""

    id = UUID(primary_key=True)
    name = Varchar(120, null=False, unique=True)


class Place(Table, db=DB):
    """A registered school, centre or library through which children are invited, and where tablets stand."""

    id = UUID(primary_key=True)
    name = Varchar(120, null=False, unique=True)
    kind = Varchar(12, null=False, default="school")
    area = ForeignKey(Area, null=True, default=None)
    active = Boolean(null=False, default=True)


class Term(Table, db=DB):
    """The council's year. Permissions and aliases are for one term; `ended_at` is when the clock closed it."""

    id = UUID(primary_key=True)
    name = Varchar(60, null=False, unique=True)
    begins_on = Date(null=False)
    ends_on = Date(null=False)
    ended_at = Timestamptz(null=True, default=None)
