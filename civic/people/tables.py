from piccolo.columns import UUID, Array, Boolean, Bytea, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from civic.core.database import DB


class Person(Table, db=DB):
    """One person, one role: no adult holds a child's role (SG-36).

    Promises: a child has an alias given by the system, a birth month and an area, and nothing else here: no name, no
    school, no contact (SG-15). An adult has a real name and what they are in the city.
    """

    id = UUID(primary_key=True)
    role = Varchar(20, null=False, index=True)
    name = Varchar(80, null=False)
    title = Varchar(120, null=False, default="")
    birth_year = SmallInt(null=True, default=None)
    birth_month = SmallInt(null=True, default=None)
    area = UUID(null=True, default=None)
    office = UUID(null=True, default=None)
    active = Boolean(null=False, default=True)
    joined_at = Timestamptz(null=False)

    children_alone_have_a_birth_month = Check("(role = 'child') = (birth_year IS NOT NULL AND birth_month IS NOT NULL)")


class Password(Table, db=DB):
    """How an adult comes in. The hash is argon2id; failures make both wait, and never say which half did not fit."""

    person = ForeignKey(Person, primary_key=True, null=False)
    username = Varchar(60, null=False, unique=True)
    hash = Varchar(200, null=False)
    failures = Integer(null=False, default=0)
    wait_until = Timestamptz(null=True, default=None)


class Card(Table, db=DB):
    """How a child comes in: a card (its code is kept as a SHA-256) and pictures in order (argon2id)."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, unique=True)
    code = Bytea(null=False, unique=True)
    offered = Array(base_column=Varchar(20), null=False)
    hash = Varchar(200, null=False)
    failures = Integer(null=False, default=0)
    wait_until = Timestamptz(null=True, default=None)


class SignIn(Table, db=DB, tablename="sign_in"):
    """A browser that came in. The key is the SHA-256 of the token in its cookie; leaving deletes the row."""

    id = Bytea(primary_key=True)
    person = ForeignKey(Person, null=False)
    since = Timestamptz(null=False)
    seen = Timestamptz(null=False)
