"""The data inventory: every column of the house, what it is for and how long it is kept (SG-15, SG-86).

`inventory.txt` is written by hand; the tests compare it with the tables. `python -m civic inventory` writes it out for
people, as `docs/data-inventory.md`.
"""

from pathlib import Path

from civic.rights.retention import TABLES, VAULT, Kept
from civic.settings import ROOT

FILE = ROOT / "docs" / "data-inventory.md"
VAULTS = "vault.identity"


def inventory() -> dict[str, dict[str, str]]:
    """Table → column → purpose. Raises ValueError for a line that cannot be read."""
    found: dict[str, dict[str, str]] = {}
    for number, line in enumerate(Path(__file__).with_suffix(".txt").read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            table = found.setdefault(line, {})
            continue
        columns, _colon, purpose = line.partition(": ")
        for column in columns.split(","):
            if not purpose.strip() or column.strip() in table:
                raise ValueError(f"inventory.txt, line {number}: {line}")
            table[column.strip()] = purpose.strip()
    return found


def kept(table: str) -> Kept:
    return VAULT if table == VAULTS else TABLES[table]


def markdown() -> str:
    lines = ["# Data inventory", "", "Written by `python -m civic inventory`; the purposes stand in `civic/inventory.txt`.", ""]
    for table, columns in inventory().items():
        end = kept(table)
        until = f"{end.days} days after {end.after}" if end.days else end.after
        lines += [f"## {table}", "", f"Kept: {until} ({end.source}).", "", "| Column | Purpose |", "|---|---|"]
        lines += [f"| `{column}` | {purpose} |" for column, purpose in columns.items()] + [""]
    return "\n".join(lines)


def write(to: Path = FILE) -> Path:
    to.write_text(markdown(), encoding="utf-8")
    return to
