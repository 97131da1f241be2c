from piccolo.columns import UUID, Bytea, Date, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Nomination(Table, db=DB):
    """What takes two people about an adult of the team: asked by one, signed by another.

    `kind` is "join" (a place in the team), "keys" (a new one-time link for somebody who lost theirs) or "end" (the end
    of a safeguarding officer's role). The first two are accepted once through a link, of which the SHA-256 is kept.
    `person` is who it is about; they can do nothing before they accept. Nobody asked for the first secretaries
    (`asked_by` is null): the city's own machine invited them.
    """

    id = UUID(primary_key=True)
    kind = Varchar(8, null=False, default="join")
    state = Varchar(12, null=False, default="asked", index=True)
    name = Varchar(80, null=False)
    role = Varchar(20, null=False)
    title = Varchar(120, null=False, default="")
    office = UUID(null=True, default=None)
    until = Date(null=False)
    asked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    asked_at = Timestamptz(null=False)
    signed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    token = Bytea(null=True, default=None, unique=True)
    expires_at = Timestamptz(null=True, default=None)
    person = UUID(null=True, default=None)


class Vetting(Table, db=DB):
    """One check of an adult: what, who issued it, until when it is good, and the two people who saw it.

    Promises: never the document itself (SG-35): no file, no number of an identity.
    """

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, index=True, on_delete=OnDelete.cascade)
    what = Varchar(16, null=False)
    issuer = Varchar(120, null=False)
    issued_on = Date(null=False)
    good_until = Date(null=False)
    seen_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    confirmed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    at = Timestamptz(null=False)


class Recertification(Table, db=DB):
    """That somebody still needs their role, said by another, for one quarter such as "2026-4"."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    quarter = Varchar(6, null=False)
    by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    at = Timestamptz(null=False)
    once = Unique(["person", "quarter"])
