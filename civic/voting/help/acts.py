"""Who helps children to vote today, and how many voted with help: never who, nor with whom (SG-56)."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.clock import today
from civic.core.database import row, rows, value
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.help.charter import Helping
from civic.voting.seen import Poll
from civic.voting.tables import Helper


@dataclass(frozen=True)
class Today:
    """Somebody who helps at a place."""

    place_name: str
    name: str
    relation: str


async def helpers(poll: UUID) -> list[Today]:
    """Of today, place by place."""
    found = await rows(
        """SELECT l.name AS place_name, h.name, h.relation FROM helper h JOIN place l ON l.id = h.place
           WHERE h.poll = $1 AND h.day = $2 ORDER BY l.name, h.name""",
        poll,
        today(),
    )
    return [Today(**dict(each)) for each in found]


async def supported(poll: UUID) -> list[tuple[str, int]]:
    """Places where children voted with help, ten or more, and how many."""
    found = await rows(
        "SELECT l.name, u.people FROM support u JOIN place l ON l.id = u.place WHERE u.poll = $1 ORDER BY l.name", poll
    )
    return [(each["name"], each["people"]) for each in found]


async def case(poll: Poll, place: UUID | None = None, relation: str = "trained", helped: int = 0) -> Helping:
    before = await value("SELECT people FROM support WHERE poll = $1 AND place = $2", poll.id, place)
    cards = await value(
        "SELECT sum(number) FROM sheet WHERE poll = $1 AND place = $2 AND state = 'printed'", poll.id, place
    )
    return Helping(poll.state, poll.city_wide, relation, helped, before or 0, cards or 0)


@act
async def name_helper(actor: Actor, key: UUID, place: UUID, name: str, relation: str) -> None:
    poll = await queries.visible(actor, key)
    Voting.name_helper.ask(actor, await case(poll, place, relation))
    await Helper.insert(Helper(poll=key, place=place, day=today(), name=name, relation=relation))
    await note(actor, Voting.name_helper, key, place=str(place), relation=relation)


@act
async def add_support(actor: Actor, key: UUID, place: UUID, helped: int) -> None:
    """Ten or more at once, so that no moment tells of one child."""
    await row("SELECT FROM poll WHERE id = $1 FOR NO KEY UPDATE", key)
    poll = await queries.visible(actor, key)
    Voting.add_support.ask(actor, await case(poll, place, helped=helped))
    await row(
        """INSERT INTO support (id, poll, place, people) VALUES (gen_random_uuid(), $1, $2, $3)
           ON CONFLICT (poll, place) DO UPDATE SET people = support.people + excluded.people""",
        key,
        place,
        helped,
    )
    await note(actor, Voting.add_support, key, place=str(place), children=helped)
