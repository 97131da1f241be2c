from uuid import UUID

from civic.consent import queries
from civic.consent.charter import Consent as Charter
from civic.consent.purposes import TEXT
from civic.consent.tables import Assent, Consent, Guardianship
from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.clock import now, today
from civic.core.database import row
from civic.journal.acts import note


@act
async def give_consent(actor: Actor, child: UUID, purpose: str) -> None:
    Charter.give_consent.ask(actor, await queries.child_case(actor.id, child))
    term = await queries.current_term()
    if not await queries.says(actor.id, child, purpose, term):
        await Consent.insert(
            Consent(child=child, guardian=actor.id, purpose=purpose, text=TEXT, term=term, given_at=now())
        )
        await note(actor, Charter.give_consent, child, purpose=purpose)


@act
async def withdraw_consent(actor: Actor, child: UUID, purpose: str) -> None:
    """At once: the child's next request is read without it."""
    Charter.withdraw_consent.ask(actor, await queries.child_case(actor.id, child))
    await row(
        "UPDATE consent SET withdrawn_at = $3 WHERE child = $1 AND purpose = $2 AND withdrawn_at IS NULL",
        child,
        purpose,
        now(),
    )
    await note(actor, Charter.withdraw_consent, child, purpose=purpose)


@act
async def answer_assent(actor: Actor, about: UUID, said: str) -> None:
    """The child's own act. A later answer replaces the earlier one."""
    Charter.answer_assent.ask(actor)
    await Assent.insert(Assent(child=actor.id, about=about, said=said, at=now())).on_conflict(
        target=(Assent.child, Assent.about), action="DO UPDATE", values=[Assent.said, Assent.at]
    )
    await note(actor, Charter.answer_assent, about)


@act
async def entrust(
    guardian: UUID,
    child: UUID,
    kind: str = "family",
    verified_by: UUID | None = None,
    method: str = "person",
    issued_by: UUID | None = None,
) -> None:
    """Put on record who answers for a child, and who checked it; unchecked, nothing they allow counts (SG-09)."""
    await Guardianship.insert(
        Guardianship(
            guardian=guardian,
            child=child,
            kind=kind,
            issued_by=issued_by,
            method=method if verified_by else "",
            verified_by=verified_by,
            verified_on=today() if verified_by else None,
        )
    ).on_conflict(action="DO NOTHING")
