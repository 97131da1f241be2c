"""Who holds the key of a box."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.database import rows


@dataclass(frozen=True)
class Custodian:
    """`printed`: their card is on paper; `proven`: it opened the box."""

    place: int
    name: str
    printed: bool
    proven: bool


async def custodians(key: UUID) -> list[Custodian]:
    found = await rows("SELECT place, name, printed, proven FROM custodian WHERE poll = $1 ORDER BY place", key)
    return [Custodian(**dict(each)) for each in found]
