"""Pabulib's `.pb` (pabulib.org/format; D. Stolicki et al., arXiv 2012.06539): sections META, PROJECTS and VOTES, each
with a header, fields split by ";"."""

from fractions import Fraction

from civic.voting.files.broken import BrokenFile, Reading, amount, rows, whole
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.marks import Marks

SECTIONS = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
#: Ballots that hold projects alike; those that give points in a column; those whose order gives points.
ALIKE, POINTS, ORDER = {"approval", "choose-1"}, {"cumulative", "scoring"}, {"ordinal"}

Row = tuple[int, dict[str, str]]


def read(name: str, text: str) -> Contest:
    """`purse.scores`: the points of cumulative ballots, or of ordinal ones (`max_length` for the first place, one less
    for each next); None where ballots hold projects alike."""
    sections = _sections(name, text)
    meta: dict[str, tuple[int | None, str]] = {}
    for line, row in sections["META"]:
        key, value = row["key"].strip(), row["value"].strip()
        if meta.get(key, (None, value))[1] != value:
            raise BrokenFile(name, line, f"{key} comes twice, and not alike")
        meta[key] = (line, value)
    if missing := {"budget", "vote_type"} - meta.keys():
        raise BrokenFile(name, None, f"META has no {min(missing)}")
    with Reading(name) as at:
        at.line, told = meta["budget"]
        budget = amount(told, "the budget")
        at.line, kind = meta["vote_type"]
        if kind not in ALIKE | POINTS | ORDER:
            raise ValueError(f"no such vote_type: {kind!r}")
        at.line, told = meta.get("min_project_score_threshold", (None, ""))
        least = Fraction(amount(told, "the threshold", above_zero=False)) if told else None
        at.line, told = meta.get("max_length", (None, ""))
        longest = whole(told, "max_length", 1) if told else len(sections["PROJECTS"])
        for key, section in (("num_projects", "PROJECTS"), ("num_votes", "VOTES")):
            at.line, told = meta.get(key, (None, ""))
            if told and whole(told, key) != len(sections[section]):
                raise ValueError(f"{key} is {told}, and {section} has {len(sections[section])} rows")
        at.line = None
        if not sections["VOTES"] and "num_votes" not in meta:
            raise ValueError("no ballots: only sums can have been published, or the end is lost")
        costs: dict[str, int | Fraction] = {}
        for at.line, row in sections["PROJECTS"]:
            id = row["project_id"].strip()
            if not id or id in costs:
                raise ValueError(f"project {id!r} comes twice" if id else "a project without an id")
            costs[id] = amount(row["cost"], "the cost")
        position = {id: place for place, id in enumerate(costs)}
        scores: list[int | Fraction] = [0] * len(costs)
        ballots: list[list[int]] = []
        voters: set[str] = set()
        for at.line, row in sections["VOTES"]:
            if (voter := row["voter_id"].strip()) in voters:
                raise ValueError(f"voter {voter!r} comes twice")
            if voter:
                voters.add(voter)
            ballots.append(_ballot(row["vote"], position))
            if kind not in ALIKE:
                for option, points in zip(ballots[-1], _points(kind, row, ballots[-1], longest), strict=True):
                    scores[option] += points
        at.line = None
        names = tuple(row.get("name", "") or row["project_id"].strip() for _line, row in sections["PROJECTS"])
        purse = Purse(tuple(costs.values()), budget, None if kind in ALIKE else tuple(scores), least)
        return Contest(tuple(costs), Marks.of(len(costs), ballots), names, purse=purse, poll=name)


def _sections(name: str, text: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    header: list[str] | None = None
    section = ""
    for line, row in rows(name, text, ";"):
        if len(row) == 1 and row[0].strip().upper() in SECTIONS:
            section, header = row[0].strip().upper(), None
            if section in found:
                raise BrokenFile(name, line, f"{section} comes twice")
            found[section] = []
        elif not section:
            raise BrokenFile(name, line, "the file should begin with META")
        elif header is None:
            header = [field.strip() for field in row]
            if missing := [field for field in SECTIONS[section] if field not in header]:
                raise BrokenFile(name, line, f"{section} has no column {missing[0]}")
        elif len(row) < len(SECTIONS[section]):
            raise BrokenFile(name, line, f"{len(row)} fields, and {section} needs {len(SECTIONS[section])}")
        else:
            found[section].append((line, dict(zip(header, row, strict=False))))
    if missing := [section for section in SECTIONS if section not in found]:
        raise BrokenFile(name, None, f"no section {missing[0]}")
    return found


def _ballot(vote: str, position: dict[str, int]) -> list[int]:
    ids = [id.strip() for id in vote.split(",")] if vote.strip() else []
    for id in ids:
        if id not in position:
            raise ValueError(f"no project has the id {id!r}")
    if len(set(ids)) < len(ids):
        raise ValueError("a project twice on one ballot")
    return [position[id] for id in ids]


def _points(kind: str, row: dict[str, str], ballot: list[int], longest: int) -> list[int | Fraction]:
    if kind in ORDER:
        if len(ballot) > longest:
            raise ValueError(f"{len(ballot)} projects, and max_length is {longest}")
        return [longest - place for place in range(len(ballot))]
    points = [each for each in row.get("points", "").split(",") if each.strip()]
    if len(points) != len(ballot):
        raise ValueError(f"{len(ballot)} projects, and {len(points)} points")
    return [amount(each, "points", above_zero=False) for each in points]
