"""A list about to be asked for."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Child:
    """A child to be invited; `born` is (year, month), `number` their place in the list."""

    number: int
    name: str
    born: tuple[int, int]
    area: UUID | None = None
    guardian: str = ""
    contact: str = ""
    institution: str = ""


@dataclass(frozen=True)
class ClassList:
    """`key` becomes the id of the list, so that what is sent twice is asked for once."""

    key: UUID
    place: UUID
    label: str
    children: list[Child]
