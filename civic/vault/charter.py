"""Nobody is god: a child's name is behind glass that one person breaks, another is told of, and the family hears about."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import CHILD, CLOCK, GUARDIAN, SAFEGUARDING, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven


@dataclass(frozen=True)
class Glass:
    """One child's identity before one officer: who else can be told, and whether this officer's look is open."""

    others: tuple[UUID, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Looked:
    """One look that was taken."""

    by: UUID
    is_reviewed: bool = False


@need(
    N_("another safeguarding officer can be told at once"),
    N_("There is no other officer to tell, so it stays closed. If somebody is in danger now, call 911."),
)
def somebody_to_tell(actor: Actor, case: Glass) -> bool:
    return bool(case.others)


@need(
    N_("they opened it themselves, less than 15 minutes ago"),
    N_("It is closed: a look lasts 15 minutes. To look again, open it again and say why."),
)
def still_open(actor: Actor, case: Glass) -> bool:
    return case.is_open


@need(N_("the look was somebody else's"), N_("This look was yours, so the other officer reviews it."))
def looked_by_another(actor: Actor, case: Looked) -> bool:
    return actor.id != case.by


@need(N_("nobody has reviewed it yet"), N_("It has been reviewed already."))
def not_reviewed_yet(actor: Actor, case: Looked) -> bool:
    return not case.is_reviewed


class Vault:
    find_child = Rule(N_("Find a child by alias, without any name; every search is written down"), who=SAFEGUARDING)
    open_identity = Rule(
        N_("Open the name and contact of one child for 15 minutes; another officer is told at once"),
        who=SAFEGUARDING,
        needs=[somebody_to_tell, lately_proven],
    )
    read_identity = Rule(
        N_("Read the name and contact that one opened; every reading is written down"),
        who=SAFEGUARDING,
        needs=[still_open],
    )
    see_looks = Rule(N_("See which identities were opened, by whom and why"), who=SAFEGUARDING)
    review_look = Rule(
        N_("Say whether another officer's look was right, within two working days"),
        who=SAFEGUARDING,
        needs=[looked_by_another, not_reviewed_yet],
    )
    flag_look = Rule(N_("Mark a look that nobody reviewed in two working days"), who=CLOCK)
    see_who_looked = Rule(
        N_("See who looked at one's own data, or at those of a child in one's care"), who=CHILD | GUARDIAN
    )
    watch_views = Rule(N_("Tell the safeguarding officers that an account looks at very many children"), who=CLOCK)
