"""Permission forms as one file for the printer: by nickname, without a name (SG-08)."""

from uuid import UUID

from litestar import Response

from civic.consent import queries
from civic.consent.charter import Consent, Tie
from civic.consent.paper import Form
from civic.consent.paper import print_forms as on_paper
from civic.consent.purposes import PURPOSES, VERSION
from civic.core import pages
from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.words import N_, _
from civic.journal.acts import note
from civic.settings import current


async def print_forms(actor: Actor, aliases: list[str], about: UUID) -> Response:
    """`about` is the child, or the place all of them belong to."""
    body = await _print(actor, aliases, about)
    return pages.paper(body, "permisos")


@act
async def _print(actor: Actor, aliases: list[str], about: UUID) -> bytes:
    term = await queries.term()
    Consent.print_forms.ask(actor, Tie(has_term=term is not None))
    await note(actor, Consent.print_forms, about, children=len(aliases))
    notice = await queries.notice() or current().origin
    give_back = _(N_("the secretariat of the council"))
    return on_paper(
        [
            Form(pages.city, alias, [_(says) for says in PURPOSES.values()], VERSION, term.name, give_back, notice)
            for alias in aliases
        ]
    )
