"""Who a page is drawn for: what the layout needs to know of the person reading, and of this request."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """A door of the main navigation. `here` marks where the reader stands."""

    url: str
    label: str
    picture: str
    here: bool = False


@dataclass
class Reader:
    """`tie` is what forms are tied to: the sign-in, or for a visitor a random cookie made when a form is drawn.
    `lapsed` is whose sign-in has ended, if the browser still brought it. `form_drawn`: what is drawn for them now holds
    such a tie, so it is nobody else's. `typed` is what this request posted, for a page that keeps it while it asks for
    something else first.

    On a `tablet` of the council nothing stays. `idle`: seconds without a touch until the sign-in ends (0: there is none),
    `unseen`: the page leaves no trace beside a name, `long_here`: enough for today, said gently, `pause`: why sending
    waits, or "". `closed`: the city is closed to children at this moment, and a child reads this. `waits`: a child whose
    family's permission is missing: the booth is open to them all the same (SG-10)."""

    band: str = "adult"
    locale: str = "es-MX"
    signed_in: bool = False
    id: UUID | None = None
    name: str = ""
    role_label: str = ""
    home: str = "/"
    places: tuple[Place, ...] = ()
    inbox_new: bool = False
    here: str = "/"
    fragment: bool = False
    lapsed: UUID | None = None
    tie: str = ""
    new_visit: str = ""
    form_drawn: bool = False
    closed: bool = False
    waits: bool = False
    tablet: bool = False
    idle: int = 0
    unseen: bool = False
    long_here: bool = False
    pause: str = ""
    typed: list[tuple[str, str]] = field(default_factory=list)


reading: ContextVar[Reader] = ContextVar("reading", default=Reader())  # noqa: B039, replaced for every request
