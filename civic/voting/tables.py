from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.calls.tables import Call
from civic.core.database import DB
from civic.council.tables import Area, Place
from civic.devices.tables import Device
from civic.people.tables import Person, SignIn
from civic.proposals.tables import Proposal


class Poll(Table, db=DB):
    """A question put to the vote. `manifest` holds the frozen rules and `rules_hash` their SHA-256 from opening on.

    `rule`: how it is counted, a canonical string. `budget`: whole units of money, of a budget vote. `city_wide`: for
    every child of the town, with or without an account; else for the council's own. `by_hand`: a motion by raised hands,
    not secret. `custody`: three people hold the key of the box, two of them open it. `progress`: percent of the
    count that is done. Promises: the keys of its box are files outside the database; `result` is written once, at the count, and
    shown to nobody before it is certified.
    """

    id = UUID(primary_key=True)
    call = ForeignKey(Call, null=False, index=True)
    state = Varchar(12, null=False, default="draft", index=True)
    question = Varchar(160, null=False)
    rule = Varchar(300, null=False)
    seats = SmallInt(null=False, default=1)
    budget = BigInt(null=True, default=None)
    city_wide = Boolean(null=False, default=False)
    by_hand = Boolean(null=False, default=False)
    custody = Boolean(null=False, default=False)
    closes_at = Timestamptz(null=False)
    opened_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    published_at = Timestamptz(null=True, default=None)
    manifest = Text(null=False, default="")
    rules_hash = Varchar(64, null=False, default="")
    box_key = Bytea(null=True, default=None)
    lot_seed = Varchar(300, null=False, default="")
    progress = SmallInt(null=False, default=0)
    result = JSONB(null=True, default=None)


class Option(Table, db=DB, tablename="poll_option"):
    """A proposal on the ballot, in its place; of a motion, the one it is about. `cost`: of a budget vote."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    proposal = ForeignKey(Proposal, null=False)
    place = SmallInt(null=False)
    cost = BigInt(null=True, default=None)
    one_option = Unique(["poll", "proposal"])


class Signature(Table, db=DB):
    """One of the two people that opening, closing and certifying a poll take. `seen`: the mark of the rules that were
    before their eyes; `why`: of a result, why some ballots could not be read."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    act = Varchar(12, null=False)
    person = ForeignKey(Person, null=False)
    at = Timestamptz(null=False)
    seen = Varchar(64, null=False, default="")
    why = Varchar(300, null=False, default="")
    one_signature = Unique(["poll", "act", "person"])


class Sitting(Table, db=DB):
    """A desk of an open vote that somebody of the team opened with a fresh second key, on one sign-in: for two hours
    children are ticked there (at a `place`), or papers keyed. `ticked`: how many children, written at the count."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    place = ForeignKey(Place, null=True, default=None)
    opened_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    sign_in = ForeignKey(SignIn, null=True, default=None, on_delete=OnDelete.set_null)
    since = Timestamptz(null=False)
    ticked = Integer(null=True, default=None)


class Roll(Table, db=DB):
    """Who may vote, frozen at opening. Says nothing of who did. `came`: the child came to a booth, so votes there, and
    was ticked at `sitting`: so the child, and nobody else, can read who ticked it. No time is finer than that desk's two
    hours, and both are forgotten at the count."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    person = ForeignKey(Person, null=False)
    came = Boolean(null=False, default=False)
    sitting = ForeignKey(Sitting, null=True, default=None)
    one_roll = Unique(["poll", "person"])


class Custodian(Table, db=DB):
    """One of the three who hold a card of the box's key. The card itself is on paper and nowhere else. `printed_by`:
    whoever printed it could read it, so nobody prints two."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    place = SmallInt(null=False)
    name = Varchar(80, null=False)
    printed = Boolean(null=False, default=False)
    printed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    proven = Boolean(null=False, default=False)
    one_custodian = Unique(["poll", "place"])


class HandCount(Table, db=DB, tablename="hand_count"):
    """Raised hands at one place, for a motion that is not secret: counted by one person, checked by another."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    place = ForeignKey(Place, null=False)
    yes = SmallInt(null=False)
    no = SmallInt(null=False)
    abstain = SmallInt(null=False)
    counted_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    checked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    one_hand_count = Unique(["poll", "place"])


class Sheet(Table, db=DB):
    """`number` booth cards or paper ballots of one poll and place: asked by one person, signed by another, printed once
    (SG-57). `door`: booth, tablet or paper. `serial`: the sheet's own number in its poll, printed on each paper.

    `handed_back`: as two people counted them alike, neither seeing the other's number (None: not yet); `first_back`: what
    the first of them counted, until the second has too; `unlike`: they were not, and both count again. `used`, `unused`
    and `void` as the count found them.
    `hurried`: they were used faster than children can.
    """

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    place = ForeignKey(Place, null=False)
    number = SmallInt(null=False)
    door = Varchar(8, null=False, default="booth")
    serial = SmallInt(null=False, default=0)
    state = Varchar(12, null=False, default="asked")
    asked_by = ForeignKey(Person, null=False)
    signed_by = ForeignKey(Person, null=True, default=None)
    handed_back = SmallInt(null=True, default=None)
    first_back = SmallInt(null=True, default=None)
    first_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    second_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    unlike = Boolean(null=False, default=False)
    used = SmallInt(null=True, default=None)
    unused = SmallInt(null=True, default=None)
    void = SmallInt(null=True, default=None)
    hurried = Boolean(null=False, default=False)


class Change(Table, db=DB, tablename="poll_change"):
    """What two people changed of a poll that had begun, and why: more time (`until`), its end without a result, or that
    the cards of a `sheet` are worth nothing any more.

    Asked by one, signed by another; public from then on, and never taken back (SG-53).
    """

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    kind = Varchar(8, null=False)
    sheet = ForeignKey(Sheet, null=True, default=None)
    why = Varchar(300, null=False)
    until = Timestamptz(null=True, default=None)
    asked_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    asked_at = Timestamptz(null=False)
    signed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    signed_at = Timestamptz(null=True, default=None)


class BoothCode(Table, db=DB, tablename="booth_code"):
    """One anonymous booth card: the slow hash of its code, and whether it is void. Whether it was used is written
    nowhere: while the box has its keys it can be asked of the box, and never after (docs/decisions/0003)."""

    id = Bytea(primary_key=True)
    sheet = ForeignKey(Sheet, null=False, index=True)
    state = Varchar(6, null=False, default="unused")


class Outing(Table, db=DB):
    """A tablet prepared to be a booth without network, for one sheet of cards. `state`: prepared, back or lost. `why` and
    `lost_by` stay when it was found again."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    sheet = ForeignKey(Sheet, null=False)
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.set_null)
    state = Varchar(8, null=False, default="prepared")
    prepared_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    refused = SmallInt(null=False, default=0)
    why = Varchar(300, null=False, default="")
    lost_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    one_tablet = Unique(["sheet", "device"])


class Paper(Table, db=DB, tablename="paper_ballot"):
    """A paper ballot as two people keyed it, by the number printed on it. What the first keyed is kept as a mark that only
    the poll's key can make, until the second has keyed too: so both can be compared and neither read (SG-59).
    `state`: keyed (once), held (they were not alike), in (the box) or void (spoiled)."""

    id = UUID(primary_key=True)
    sheet = ForeignKey(Sheet, null=False)
    number = SmallInt(null=False)
    first = Bytea(null=False)
    first_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    second_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    state = Varchar(6, null=False, default="keyed")
    one_paper = Unique(["sheet", "number"])


class Turnout(Table, db=DB):
    """How many voted, by area and band, added in batches of ten or more and never in the moment of a vote."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    area = ForeignKey(Area, null=True, default=None)
    band = Varchar(6, null=False)
    people = Integer(null=False, default=0)
    one_group = Unique(["poll", "band", "area"])


class Support(Table, db=DB):
    """How many children of a place voted with somebody's help: never who, with whom, or for what (SG-56)."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    place = ForeignKey(Place, null=False)
    people = SmallInt(null=False, default=0)
    one_support = Unique(["poll", "place"])


class Helper(Table, db=DB):
    """Who helps children to vote at a place on a day, and what they are to those children (SG-56). Not whom they helped;
    forgotten at the count."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False, index=True)
    place = ForeignKey(Place, null=False)
    day = Date(null=False)
    name = Varchar(80, null=False)
    relation = Varchar(12, null=False)


class Bundle(Table, db=DB):
    """A piece of what proves a count, signed, in its `place` from 0: of the bundle for everybody, or of the whole one for
    the witnesses, which goes when the time to object ends. A city's bundle is too big to be read at once."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    kind = Varchar(8, null=False)
    place = SmallInt(null=False)
    body = Bytea(null=False)
    one_piece = Unique(["poll", "kind", "place"])


class Witness(Table, db=DB):
    """Somebody who counts again on their own: named by one person, agreed by another, given the whole bundle once."""

    id = UUID(primary_key=True)
    poll = ForeignKey(Poll, null=False)
    name = Varchar(80, null=False)
    named_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    signed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    given_at = Timestamptz(null=True, default=None)


class Ballot(Table, db=DB):
    """A sealed ballot under the voter's pseudonym.

    Promises: no time, address, device, area or age; the primary key is HMAC-SHA-256(poll key, credential), so a second
    ballot overwrites the first in any door; nothing here can be opened or linked without the key files; the poll's rows
    are gone once it is counted.
    """

    id = Bytea(primary_key=True)
    poll = UUID(null=False, default=None, index=True)
    sealed = Bytea(null=False)
