"""Who is acting: one role, what they may reach, and nothing that opens every door."""

from dataclasses import dataclass
from enum import Flag, auto
from uuid import UUID

from civic.core.ages import BANDS, Band, Reach
from civic.core.words import N_


class Role(Flag):
    """A person holds exactly one; rules name sets of them. There is no superuser (docs/decisions).

    ARRIVING is somebody of the team who typed a password and has not shown a second key: nothing of theirs opens yet.
    """

    VISITOR = auto()
    ARRIVING = auto()
    CHILD = auto()
    GUARDIAN = auto()
    ADVISER = auto()
    FACILITATOR = auto()
    SAFEGUARDING = auto()
    OFFICER = auto()
    SECRETARY = auto()
    CLOCK = auto()


VISITOR, ARRIVING, CHILD, GUARDIAN, ADVISER = Role.VISITOR, Role.ARRIVING, Role.CHILD, Role.GUARDIAN, Role.ADVISER
FACILITATOR, SAFEGUARDING, OFFICER, SECRETARY, CLOCK = (
    Role.FACILITATOR,
    Role.SAFEGUARDING,
    Role.OFFICER,
    Role.SECRETARY,
    Role.CLOCK,
)
STAFF = ADVISER | FACILITATOR | SAFEGUARDING | OFFICER | SECRETARY
PEOPLE = CHILD | GUARDIAN | STAFF
ANYONE = PEOPLE | VISITOR | ARRIVING

ROLE_NAMES = {
    VISITOR: N_("Visitor"),
    ARRIVING: N_("Somebody of the team at the door"),
    CHILD: N_("Girl, boy or teenager"),
    GUARDIAN: N_("Guardian"),
    ADVISER: N_("Adviser"),
    FACILITATOR: N_("Facilitator"),
    SAFEGUARDING: N_("Safeguarding officer"),
    OFFICER: N_("City officer"),
    SECRETARY: N_("Secretary"),
    CLOCK: N_("The clock"),
}


@dataclass(frozen=True)
class Actor:
    """The person behind a request.

    For children: `consents` are the purposes a guardian allows now, and `hindered` what stands in the way at this
    moment ("closed", "paused", "resting", "alone"). `proven`: the second factor was shown within five minutes.
    `strength` is that of the sign-in ("low", "plain", "strong"), `device` the enrolled tablet it is on.
    """

    role: Role
    id: UUID | None = None
    name: str = ""
    band: Band = "adult"
    area: UUID | None = None
    office: UUID | None = None
    place: UUID | None = None
    consents: frozenset[str] = frozenset()
    hindered: frozenset[str] = frozenset()
    sign_in: bytes = b""
    strength: str = ""
    proven: bool = False
    device: UUID | None = None

    @property
    def reach(self) -> Reach:
        return BANDS[self.band]

    @property
    def signed_in(self) -> bool:
        return self.id is not None


NOBODY = Actor(VISITOR)
THE_CLOCK = Actor(CLOCK, name="clock")
