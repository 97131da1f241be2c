from piccolo.columns import UUID, SmallInt, Varchar
from piccolo.table import Table

from civic.core.database import DB


class Town(Table, db=DB):
    """The city of this installation: one row."""

    id = UUID(primary_key=True)
    name = Varchar(80, null=False)
    region = Varchar(80, null=False)


class Area(Table, db=DB):
    """A part of town: neighbourhood, village or zone."""

    id = UUID(primary_key=True)
    name = Varchar(80, null=False, unique=True)
    place = SmallInt(null=False, default=0)


class Office(Table, db=DB):
    """A city office (dependencia) that answers proposals and keeps commitments."""

    id = UUID(primary_key=True)
    name = Varchar(120, null=False, unique=True)
