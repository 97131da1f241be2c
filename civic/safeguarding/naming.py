"""Whether a message names one of the people who would read it (SG-81). Pure.

In doubt it does: a wrong yes costs one reader, a wrong no may tell the person a child is afraid of.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from civic.safeguarding.folding import fold

_JOINING = frozenset(("del", "las", "los"))


def named_in(text: str, people: Mapping[UUID, str]) -> frozenset[UUID]:
    """Those of whose name a part stands in the text: their first name, also as "Carmencita", or a surname."""
    said = re.findall(r"[a-z]+", fold(text)[0])
    return frozenset(key for key, name in people.items() if any(_names(word, name) for word in said))


def _names(word: str, name: str) -> bool:
    first, *surnames = re.findall(r"[a-z]+", fold(name)[0])
    return word.startswith(first) or (word in surnames and len(word) > 2 and word not in _JOINING)
