from piccolo.columns import JSONB, UUID, Boolean, Bytea, ForeignKey, SmallInt, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.calls.tables import Call
from civic.core.database import DB
from civic.council.tables import Place
from civic.people.tables import Person
from civic.proposals.tables import Proposal


class Poll(Table, db=DB):
    """A question put to the vote. `manifest` holds the frozen rules and `rules_hash` their SHA-256 from opening on.

    `city_wide`: for every child of the town, with or without an account; else for the council's own.
    Promises: the keys of its box are files outside the database; `result` is written once, at close.
    """

    id = UUID(primary_key=True)
    call = ForeignKey(Call, null=False, index=True)
    state = Varchar(12, null=False, default="draft", index=True)
    question = Varchar(160, null=False)
    method = Varchar(40, null=False)
    seats = SmallInt(null=False, default=1)
    city_wide = Boolean(null=False, default=False)
    closes_at = Timestamptz(null=False)
    opened_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    manifest = Text(null=False, default="")
    rules_hash = Varchar(64, null=False, default="")
    box_key = Bytea(null=True, default=None)
    lot_seed = Varchar(64, null=False, default="")
    result = JSONB(null=True, default=None)


class Option(Table, db=DB, tablename="poll_option"):
    """A proposal on the ballot, in its place."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    proposal = ForeignKey(Proposal, null=False)
    place = SmallInt(null=False)
    one_option = Unique(["poll", "proposal"])


class Signature(Table, db=DB):
    """One of the two people that opening and closing a poll take."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    act = Varchar(12, null=False)
    person = ForeignKey(Person, null=False)
    at = Timestamptz(null=False)
    one_signature = Unique(["poll", "act", "person"])


class Roll(Table, db=DB):
    """Who may vote, frozen at opening. Says nothing of who did."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    person = ForeignKey(Person, null=False)
    one_roll = Unique(["poll", "person"])


class Sheet(Table, db=DB):
    """`number` booth cards of one poll and place: asked by one person, signed by another, printed once (SG-57).

    `handed_back` as the adults counted them (None: not yet), `used`, `unused` and `void` as the count found them.
    `hurried`: they were used faster than children can.
    """

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    place = ForeignKey(Place, null=False)
    number = SmallInt(null=False)
    state = Varchar(12, null=False, default="asked")
    asked_by = ForeignKey(Person, null=False)
    signed_by = ForeignKey(Person, null=True, default=None)
    handed_back = SmallInt(null=True, default=None)
    used = SmallInt(null=True, default=None)
    unused = SmallInt(null=True, default=None)
    void = SmallInt(null=True, default=None)
    hurried = Boolean(null=False, default=False)


class BoothCode(Table, db=DB, tablename="booth_code"):
    """One anonymous booth card: the slow hash of its code, and whether it is void. Whether it was used is written
    nowhere: while the box has its keys it can be asked of the box, and never after (docs/decisions/0003)."""

    id = Bytea(primary_key=True)
    sheet = ForeignKey(Sheet, null=False, index=True)
    state = Varchar(6, null=False, default="unused")


class Ballot(Table, db=DB):
    """A sealed ballot under the voter's pseudonym.

    Promises: no time, address, device, area or age; the primary key is HMAC-SHA-256(poll key, credential), so a second
    ballot overwrites the first in any door; nothing here can be opened or linked without the key files; the poll's rows
    are gone once it is counted.
    """

    id = Bytea(primary_key=True)
    poll = UUID(null=False, default=None, index=True)
    sealed = Bytea(null=False)
