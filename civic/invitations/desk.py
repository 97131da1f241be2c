"""What the pages of the desk share: the lists on the left."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.words import _, ngettext
from civic.invitations import queries
from civic.invitations.states import SAID

DESK = "/mesa/invitaciones"


@dataclass(frozen=True)
class Waiting:
    """A line of the list, said."""

    url: str
    title: str
    about: str
    children: str
    state: tuple[str, str, str]
    here: bool


async def waiting(here: UUID | None = None) -> list[Waiting]:
    return [_line(each, here) for each in await queries.batches()]


def _line(batch: queries.Batch, here: UUID | None) -> Waiting:
    label, kind, picture = SAID[batch.case.state]
    if batch.case.state.value == "signed":
        children = _("%(claimed)s of %(children)s have come", claimed=batch.claimed, children=batch.children)
    else:
        children = ngettext("%(n)s child", "%(n)s children", batch.children)
    return Waiting(
        f"{DESK}/{batch.id}", batch.label, batch.place, children, (_(label), kind, picture), batch.id == here
    )
