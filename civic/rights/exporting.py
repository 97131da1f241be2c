"""Taking a table out of the house: one asks, another signs, and for a day those two may take it (SG-79)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import NotThere, act, advance
from civic.core.clock import now
from civic.core.database import row, rows
from civic.core.sheets import sheet
from civic.journal.acts import note
from civic.rights import states
from civic.rights.charter import Exports, Outgoing
from civic.rights.tables import Export
from civic.rights.takeable import LIFE, TABLES


class Gone(Exception):
    """Its day is over (410)."""


@dataclass(frozen=True)
class Listed:
    id: UUID
    what: str
    purpose: str
    asked_by: str
    signed_by: str
    asked_at: datetime
    expires_at: datetime | None
    case: Outgoing

    @property
    def is_over(self) -> bool:
        return self.expires_at is not None and self.expires_at <= now()


SQL = """SELECT e.*, a.name AS asker, coalesce(s.name, '') AS signer FROM export e JOIN person a ON a.id = e.asked_by
  LEFT JOIN person s ON s.id = e.signed_by """


async def exports() -> list[Listed]:
    return [_listed(each) for each in await rows(SQL + "ORDER BY e.asked_at DESC LIMIT 50")]


async def export(key: UUID) -> Listed:
    found = await row(SQL + "WHERE e.id = $1", key)
    if found is None:
        raise NotThere
    return _listed(found)


def _listed(each) -> Listed:
    case = Outgoing(states.Export(each["state"]), each["asked_by"], each["signed_by"], each["expires_at"], now())
    return Listed(
        each["id"],
        each["what"],
        each["purpose"],
        each["asker"],
        each["signer"],
        each["asked_at"],
        each["expires_at"],
        case,
    )


@act
async def ask_export(actor: Actor, what: str, purpose: str) -> UUID:
    Exports.ask_export.ask(actor)
    made = Export(what=what, purpose=purpose, asked_by=actor.id, asked_at=now())
    await Export.insert(made)
    await note(actor, Exports.ask_export, made.id, what=what, purpose=purpose)
    return made.id


@act
async def sign_export(actor: Actor, key: UUID) -> None:
    case = (await export(key)).case
    await advance(Export, key, Exports.sign_export, actor, case, signed_by=actor.id, expires_at=now() + LIFE)
    await note(actor, Exports.sign_export, key)


@act
async def take_export(actor: Actor, key: UUID) -> tuple[str, bytes]:
    """A file name and its body, drawn now and kept nowhere. Raises Gone from its twenty-fourth hour on."""
    found = await export(key)
    Exports.take_export.ask(actor, found.case)
    if found.is_over:
        raise Gone
    head, lines = await TABLES[found.what].draw()
    await note(actor, Exports.take_export, key, what=found.what, lines=len(lines))
    return f"{found.what}-{now():%Y-%m-%d}.csv", sheet(head, lines)
