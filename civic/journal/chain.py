"""The chain over the journal: each link holds the hash of the one before, so that no line changes unseen.

Haber and Stornetta's linked timestamps (J. Cryptology 3, 1991), with SHA-256. A link is made a moment after its line,
by the clock, so that no act waits for another's.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIRST = bytes(32)


def link(before: bytes, entry: Mapping[str, Any]) -> bytes:
    """The hash of a line (`id`, `at`, `act`, `role`, `person`, `subject`, `facts` as JSON text) after `before`."""
    facts = json.loads(entry["facts"])
    said = [str(entry["id"]), entry["at"].isoformat(), entry["act"], entry["role"]]
    said += [str(entry["person"]), str(entry["subject"]), facts]
    return hashlib.sha256(before + json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).digest()


@dataclass(frozen=True)
class Checked:
    """`links` that hold, and the number of the first that does not, if any; `loose` lines have waited for a link."""

    links: int
    broken: int | None
    loose: int = 0

    @property
    def holds(self) -> bool:
        return self.broken is None and not self.loose


def check(linked: Iterable[Mapping[str, Any]], before: bytes = FIRST) -> tuple[Checked, bytes]:
    """Links in order, each with its `number`, `hash` and line (`id` None where the line is gone); and the last hash."""
    held = 0
    for each in linked:
        if each["id"] is None or link(before, each) != each["hash"]:
            return Checked(held, each["number"]), before
        before, held = each["hash"], held + 1
    return Checked(held, None), before
