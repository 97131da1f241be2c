"""The bundles of a poll as the database keeps them: signed at the count, read in pieces."""

import re
from collections.abc import AsyncIterator, Iterable
from uuid import UUID, uuid4

import numpy as np

from civic.core.database import rows, value
from civic.voting.counting import Counted
from civic.voting.manifest import Manifest
from civic.voting.proof import bundle
from civic.voting.proof.compose import Kind, Leaves, Place, compose_hands, compose_poll
from civic.voting.proof.receipts import number
from civic.voting.tables import Bundle

#: Bytes: what a reader with a bad connection waits for at once, and what lies in memory of a bundle of a big city.
PIECE = 2_000_000


def bundles_of(manifest: Manifest, counted: Counted, leaves: Iterable[bytes], seed: bytes) -> dict[Kind, bytes]:
    """Both files. `leaves`: of `leaves.box_leaves`; `seed`: of the key that signs. Slow for a big city: for a thread."""
    box = Leaves(leaves)
    return {kind: bundle.write(compose_poll(kind, manifest, counted, box), seed) for kind in Kind}


def bundles_of_hands(manifest: Manifest, counted: Counted, places: list[Place], seed: bytes) -> dict[Kind, bytes]:
    """Both files of raised hands. `places`: what was written down at each."""
    return {kind: bundle.write(compose_hands(kind, manifest, counted, places), seed) for kind in Kind}


async def keep_bundles(poll: UUID, bundles: dict[Kind, bytes]) -> None:
    for kind, body in bundles.items():
        for place, start in enumerate(range(0, len(body), PIECE)):
            piece = body[start : start + PIECE]
            await Bundle.insert(Bundle(id=uuid4(), poll=poll, kind=str(kind), place=place, body=piece))


async def size(poll: UUID, kind: Kind) -> int:
    """Bytes; 0 where there is none, or no more."""
    return await value(
        "SELECT coalesce(sum(length(body)), 0) FROM bundle WHERE poll = $1 AND kind = $2", poll, str(kind)
    )


async def pieces(poll: UUID, kind: Kind) -> AsyncIterator[bytes]:
    """Each in a transaction of its own, for nobody holds a connection while a phone downloads."""
    place = 0
    while body := await value(
        "SELECT body FROM bundle WHERE poll = $1 AND kind = $2 AND place = $3", poll, str(kind), place
    ):
        yield body
        place += 1


async def whole(poll: UUID, kind: Kind) -> bytes:
    return b"".join([piece async for piece in pieces(poll, kind)])


async def signer(poll: UUID) -> str:
    """The public key, in hexadecimal, that signed; "" where there is no bundle."""
    tail = await rows(
        "SELECT body FROM bundle WHERE poll = $1 AND kind = $2 ORDER BY place DESC LIMIT 2", poll, str(Kind.PUBLIC)
    )
    found = re.search(rb"\ned25519 ([0-9a-f]{64}) [0-9a-f]{128}\n$", b"".join(each["body"] for each in reversed(tail)))
    return found[1].decode() if found else ""


_receipts: dict[UUID, np.ndarray] = {}


async def receipts(poll: UUID) -> np.ndarray | None:
    """The numbers of all receipts of a counted poll, ascending; None where no bundle has the leaves. They never change,
    so a process keeps those of two polls: 14 MB for the biggest city."""
    if poll not in _receipts:
        for kind in (Kind.PUBLIC, Kind.WITNESS):
            leaves = re.search(rb'"leaves":\["([0-9a-f",]+)"\]', await whole(poll, kind))
            if leaves:
                break
        else:
            return None
        packed = bytes.fromhex(leaves[1].replace(b'","', b"").decode())
        numbers = [number(packed[at : at + 32]) for at in range(0, len(packed), 32)]
        while len(_receipts) >= 2:
            _receipts.pop(next(iter(_receipts)))
        _receipts[poll] = np.sort(np.array(numbers, np.uint64))
    return _receipts[poll]
