"""Elections in files: the formats of the public libraries, each read into one `Contest`."""

from pathlib import Path

from civic.voting.files import blt, bundle, pabulib, preflib, records
from civic.voting.files.broken import BrokenFile
from civic.voting.tally.contest import Contest

READERS = {
    ".pb": pabulib.read,
    ".blt": blt.read,
    ".soi": preflib.read_orders,
    ".toi": preflib.read_orders,
    ".cat": preflib.read_categories,
    ".csv": records.read,
    ".bundle": bundle.read,
}


def read(path: Path) -> Contest:
    """Raises BrokenFile, which says which line and why."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BrokenFile(path.name, None, f"an election is a file in {' '.join(READERS)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise BrokenFile(path.name, None, problem.strerror or str(problem)) from problem
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise BrokenFile(path.name, line, "not UTF-8") from problem
    return reader(path.name, text)
