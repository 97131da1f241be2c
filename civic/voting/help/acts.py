"""Who helps children to vote today, and how many voted with help: never who, nor with whom (SG-56)."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.clock import today
from civic.core.database import row
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.help.queries import case
from civic.voting.holding import hold
from civic.voting.tables import Helper


@act
async def name_helper(actor: Actor, key: UUID, place: UUID, name: str, relation: str) -> None:
    poll = await queries.visible(actor, key)
    Voting.name_helper.ask(actor, await case(poll, place, relation))
    await Helper.insert(Helper(poll=key, place=place, day=today(), name=name, relation=relation))
    await note(actor, Voting.name_helper, key, place=str(place), relation=relation)


@act
async def add_support(actor: Actor, key: UUID, place: UUID, helped: int) -> None:
    """Ten or more at once, so that no moment tells of one child."""
    poll = await hold(actor, key)
    Voting.add_support.ask(actor, await case(poll, place, helped=helped))
    await row(
        """INSERT INTO support (id, poll, place, people) VALUES (gen_random_uuid(), $1, $2, $3)
           ON CONFLICT (poll, place) DO UPDATE SET people = support.people + excluded.people""",
        key,
        place,
        helped,
    )
    await note(actor, Voting.add_support, key, place=str(place), children=helped)
