"""What the pages of the desk share: the lists on the left, and buttons."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import Rule
from civic.core.offers import Offer, offer
from civic.core.words import _, ngettext
from civic.invitations import queries
from civic.invitations.states import SAID
from civic.people.charter import lately_proven

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


def offer_until_proven(rule: Rule, actor: Actor, case: Any, action: str) -> Offer:
    """The second key is asked for when the act is sent, so its button does not wait for it."""
    made = offer(rule, actor, case, action)
    return Offer(action, None, "") if made.refusal == lately_proven.name else made
