from piccolo.columns import UUID, Bytea, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Passkey(Table, db=DB):
    """A WebAuthn credential. `id` is its credential id; only the public key is known here."""

    id = Bytea(primary_key=True)
    person = ForeignKey(Person, null=False, index=True, on_delete=OnDelete.cascade)
    public_key = Bytea(null=False)
    uses = Integer(null=False, default=0)
    label = Varchar(60, null=False, default="")
    added_at = Timestamptz(null=False)
    used_at = Timestamptz(null=True, default=None)


class Totp(Table, db=DB):
    """The only fallback (SG-27): a time-based code, its secret sealed with the house's key. `last_step` is the time step
    of the last code taken, so that no code counts twice (RFC 6238, 5.2)."""

    person = ForeignKey(Person, primary_key=True, null=False, on_delete=OnDelete.cascade)
    sealed = Bytea(null=False)
    confirmed_at = Timestamptz(null=True, default=None)
    last_step = Integer(null=False, default=0)


class Recovery(Table, db=DB):
    """A recovery code, used once: SHA-256 of 80 random bits."""

    id = Bytea(primary_key=True)
    person = ForeignKey(Person, null=False, index=True, on_delete=OnDelete.cascade)
    used_at = Timestamptz(null=True, default=None)


class Challenge(Table, db=DB):
    """What a passkey must sign, once and within five minutes. `tie` is the SHA-256 of what the asking page is tied to."""

    id = UUID(primary_key=True)
    tie = Bytea(null=False)
    nonce = Bytea(null=False)
    at = Timestamptz(null=False)
