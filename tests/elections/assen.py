"""A real youth budget: Assen (Netherlands) 2024, 84 voters aged 12 to 27, 14 projects, approval.

The file stays outside the repository under its own terms; CIVIC_ELECTIONS says where (`../shared/elections` beside the
repository by default). Pabulib format: sections META, PROJECTS and VOTES, each with a header, fields split by ";".
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

FILE = Path("pb") / "Netherlands_Assen_2024.pb"
DEFAULT = Path(__file__).parents[3] / "shared" / "elections"


@dataclass(frozen=True)
class Project:
    """`votes`: the total that the city published."""

    id: str
    name: str
    cost: int
    votes: int


@dataclass(frozen=True)
class Election:
    """`ballots`: each the positions in `projects` that one voter approved. `most`: the longest of them."""

    projects: tuple[Project, ...]
    ballots: tuple[frozenset[int], ...]

    @property
    def most(self) -> int:
        return max(map(len, self.ballots))

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(project.votes for project in self.projects)


def assen() -> Election:
    """The election. Without the file the test is skipped loudly, or fails where CIVIC_REQUIRE_ALL=1."""
    path = Path(os.environ.get("CIVIC_ELECTIONS") or DEFAULT) / FILE
    if not path.exists():
        tell = pytest.fail if os.environ.get("CIVIC_REQUIRE_ALL") == "1" else pytest.skip
        tell(f"REAL ELECTION MISSING: {path} is not there; CIVIC_ELECTIONS says where the elections are")
    sections = _sections(path.read_text(encoding="utf-8-sig"))
    projects = tuple(
        Project(row["project_id"], row["name"], int(row["cost"]), int(row["votes"])) for row in sections["PROJECTS"]
    )
    position = {project.id: place for place, project in enumerate(projects)}
    ballots = tuple(frozenset(position[id] for id in row["vote"].split(",") if id) for row in sections["VOTES"])
    return Election(projects, ballots)


def _sections(text: str) -> dict[str, list[dict[str, str]]]:
    sections, header = {}, None
    for row in csv.reader(text.splitlines(), delimiter=";"):
        if row in (["META"], ["PROJECTS"], ["VOTES"]):
            rows = sections[row[0]] = []
            header = None
        elif row and header is None:
            header = row
        elif row:
            rows.append(dict(zip(header, row, strict=False)))
    return sections
