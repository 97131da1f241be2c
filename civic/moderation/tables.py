from piccolo.columns import JSONB, UUID, Array, Bytea, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from civic.core.database import DB
from civic.people.tables import Person


class Picture(Table, db=DB):
    """A drawing or photo, decoded and made anew: no metadata, never the original."""

    id = UUID(primary_key=True)
    large = Bytea(null=False)
    small = Bytea(null=False)
    kind = Varchar(20, null=False)


class Writing(Table, db=DB):
    """Something a child writes, of any kind, on its way to being seen.

    `band` is the author's when it was published; who leaves takes their name with them, and the band stays. `kept_on`
    is the last day its author touched it.
    `title`, `excerpt`, `picture` and `search` (folded words) are those of the version that was published, with its
    masks: what a list needs without opening the words. A proposal or an argument has the same id as its writing.
    """

    id = UUID(primary_key=True)
    kind = Varchar(12, null=False)
    author = ForeignKey(Person, null=True, default=None, index=True, on_delete=OnDelete.set_null)
    band = Varchar(5, null=False, default="")
    state = Varchar(12, null=False, default="draft", index=True)
    version = Integer(null=False, default=1)
    submitted_at = Timestamptz(null=True, default=None)
    due_on = Date(null=True, default=None)
    published_at = Timestamptz(null=True, default=None, index=True)
    title = Varchar(160, null=False, default="")
    excerpt = Varchar(240, null=False, default="")
    picture = UUID(null=True, default=None)
    search = Text(null=False, default="")
    kept_on = Date(null=True, default=None)


class Version(Table, db=DB):
    """The words as the child left them. Frozen by `hash` (SHA-256) when sent; `masks` hide spans and change no word."""

    id = UUID(primary_key=True)
    writing = ForeignKey(Writing, null=False)
    number = Integer(null=False, default=1)
    words = JSONB(null=False)
    picture = UUID(null=True, default=None)
    hash = Bytea(null=True, default=None)
    masks = JSONB(null=False, default="{}")
    sent_at = Timestamptz(null=True, default=None)
    one_version = Unique(["writing", "number"])


class Decision(Table, db=DB):
    """What a facilitator decided about one version, with a reason and tips from closed lists."""

    id = UUID(primary_key=True)
    writing = ForeignKey(Writing, null=False, index=True)
    version = Integer(null=False)
    by = ForeignKey(Person, null=False)
    verdict = Varchar(12, null=False)
    reason = Varchar(30, null=False, default="")
    tips = Array(base_column=Varchar(30), null=False)
    at = Timestamptz(null=False)
