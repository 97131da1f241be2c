"""Somebody sits down at a desk of a vote."""

from uuid import UUID, uuid4

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.clock import now
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.charter import Voting
from civic.voting.tables import Sitting


@act
async def open_desk(actor: Actor, poll: UUID, place: UUID | None = None) -> None:
    """`place`: where children are ticked; None to key papers."""
    Voting.open_desk.ask(actor, (await queries.visible(actor, poll)).case())
    key = uuid4()
    await Sitting.insert(
        Sitting(id=key, poll=poll, place=place, opened_by=actor.id, sign_in=actor.sign_in or None, since=now())
    )
    await note(actor, Voting.open_desk, key, poll=str(poll))
