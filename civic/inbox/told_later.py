"""What other rooms leave to be told by the clock, because they stand before this one."""

from uuid import UUID

from civic.core import outbox
from civic.core.actor import SAFEGUARDING
from civic.core.database import rows
from civic.inbox.acts import tell
from civic.invitations.queries import issuer_of
from civic.people.queries import with_role

INVITATIONS = "/mesa/invitaciones"


@outbox.does("card_reused")
async def tell_issuer(facts: dict[str, str]) -> None:
    """A card that was used already was used again: whoever issued it asks there (SG-06, threat 21). The cards of who was
    not invited by a list have no issuer."""
    issued = await issuer_of(UUID(facts["card"]))
    if issued:
        await tell(issued["by"], "card_reused", f"{INVITATIONS}/{issued['batch']}", label=issued["label"])


@outbox.does("many_invitations")
async def tell_officers(facts: dict[str, str]) -> None:
    """Threat 20. To the officers, who neither ask for lists nor sign them."""
    for officer in await with_role(SAFEGUARDING):
        await tell(officer, "many_invitations", "", children=facts["children"])


@outbox.does("renamed")
async def tell_children(_facts: dict[str, str]) -> None:
    """Not the name itself: no list of ours joins the names of two terms (SG-17)."""
    for child in await rows("SELECT id FROM person WHERE role = 'child' AND active"):
        await tell(child["id"], "renamed", "/mi-pagina")
