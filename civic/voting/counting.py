"""What a count leaves behind: sums, never a list of ballots. The box is opened, counted and forgotten in one place."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from civic.voting.box import open_all
from civic.voting.manifest import Manifest
from civic.voting.tally import count_poll


def count_box(manifest: Manifest, secret: bytes, sealed: Sequence[bytes]) -> dict[str, Any]:
    """The result as it is kept: `ballots`, `blanks`, `totals`, `winners`, `ties` as in `tally.result`, and how many
    were `unreadable`: not sealed to this poll."""
    opened = open_all(secret, sealed, manifest.ballot_method, len(manifest.options))
    kept = asdict(count_poll(manifest, opened.ballots)) | {"unreadable": opened.unreadable}
    del kept["rounds"]  # a count by votes has none: its totals say it all
    return kept
