from piccolo.columns import UUID, Array, Boolean, Bytea, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from civic.core.database import DB


class Person(Table, db=DB):
    """One person, one role: no adult holds a child's role (SG-36).

    Promises: a child has an alias given by the system, a birth month, an area and a place, and nothing else here: no
    name, no contact (SG-15; those are in the vault). An adult of the team has a real name, what they are in the city,
    and a moment at which all they may do ends by itself (SG-35, SG-78). `paused` says who paused a child: "", "self",
    "family" or "care". Deleting the row forgets the person: each foreign key says what stays.
    """

    id = UUID(primary_key=True)
    role = Varchar(20, null=False, index=True)
    name = Varchar(80, null=False)
    title = Varchar(120, null=False, default="")
    birth_year = SmallInt(null=True, default=None)
    birth_month = SmallInt(null=True, default=None)
    area = UUID(null=True, default=None)
    place = UUID(null=True, default=None, index=True)
    office = UUID(null=True, default=None)
    active = Boolean(null=False, default=True)
    paused = Varchar(8, null=False, default="")
    joined_at = Timestamptz(null=False)
    valid_until = Timestamptz(null=True, default=None)
    left_at = Timestamptz(null=True, default=None)

    children_alone_have_a_birth_month = Check("(role = 'child') = (birth_year IS NOT NULL AND birth_month IS NOT NULL)")
    the_team_ends_by_itself = Check("role = 'child' OR role = 'guardian' OR valid_until IS NOT NULL")


class Password(Table, db=DB):
    """What an adult of the team types. The hash is argon2id."""

    person = ForeignKey(Person, primary_key=True, null=False, on_delete=OnDelete.cascade)
    username = Varchar(80, null=False, unique=True)
    hash = Varchar(200, null=False)


class Card(Table, db=DB):
    """What a child, or a guardian, has in the hand: a printed card.

    `token` is the SHA-256 of the 130 bits in its QR, `words` the argon2id (with the house's own salt) of its six words:
    neither is kept in clear. Until it is claimed it is an invitation, used once before `expires_at` (SG-06). Claiming it
    sets the secret: `kind` "pictures", "pin" or "phrase" (which also opens with the alias, without the card), `hash`
    argon2id; `offered` are the pictures this card shows.
    """

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, unique=True, on_delete=OnDelete.cascade)
    token = Bytea(null=False, unique=True)
    words = Bytea(null=False, unique=True)
    printed_at = Timestamptz(null=False)
    expires_at = Timestamptz(null=False)
    claimed_at = Timestamptz(null=True, default=None)
    kind = Varchar(8, null=False, default="")
    offered = Array(base_column=Varchar(20), null=False)
    hash = Varchar(200, null=False, default="")


class Try(Table, db=DB):
    """Failures of one key, known or not, so that both wait alike (SG-24, SG-28). Forgotten by the clock after a day."""

    id = Bytea(primary_key=True)
    failures = Integer(null=False, default=0)
    wait_until = Timestamptz(null=True, default=None)
    at = Timestamptz(null=False)


class Reset(Table, db=DB):
    """A child may choose a new secret for a while: asked by a facilitator, confirmed by another where the band asks for
    two adults, used once by the child alone. Nobody sees the secret (SG-23, SG-28)."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, null=False, unique=True, on_delete=OnDelete.cascade)
    asked_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    asked_at = Timestamptz(null=False)
    confirmed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    until = Timestamptz(null=False)


class SignIn(Table, db=DB, tablename="sign_in"):
    """A browser that came in. The key is the SHA-256 of the token in its cookie; leaving deletes the row.

    `strength` is "low" (card with pictures or PIN, SG-25), "plain" (one long secret) or "strong" (two factors);
    `proven_at` when the second factor was last shown; `device` the enrolled tablet it happened on.
    """

    id = Bytea(primary_key=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    since = Timestamptz(null=False)
    seen = Timestamptz(null=False)
    strength = Varchar(8, null=False, default="low")
    proven_at = Timestamptz(null=True, default=None)
    device = UUID(null=True, default=None, index=True)
    longer = SmallInt(null=False, default=0)
