"""Everything the house has of a child that their own sign-in can already see, as one structure: docs/decisions/0016.

    {"format": "voz-y-voto/mis-cosas/1", "made_at": moment,
     "profile": {"nickname", "born": "2013-01", "area", "place", "joined_at", "paused"},
     "permissions": [{"purpose", "allows", "how", "given_at", "withdrawn_at"}],
     "assents": [{"about", "said", "at"}],
     "writings": [{"id", "kind", "state", "published_at",
                   "versions": [{"number", "texts": {field: text}, "hidden": {field: [piece]}, "drawing": bool, "sent_at"}],
                   "decisions": [{"version", "verdict", "reason", "tips": [code], "at"}]}],
     "messages": [{"kind", "facts", "link", "at", "read_at"}],
     "requests": [{"receipt", "kind", "words", "state", "asked_at", "due_on"}],
     "looks": [{"at", "role", "reason"}],
     "booths": [{"vote", "place", "day", "adult"}]: where they were ticked before they drew a card, until the count,
     "not_here": {"votes", "faces", "name"}: why each cannot be shown}

Moments are ISO 8601 in UTC, days ISO dates. `state`, `verdict`, `reason` and `tips` are the codes of closed lists.
"""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from civic.core.clock import now
from civic.core.database import row, rows
from civic.core.words import N_, _
from civic.vault.deadlines import FAMILY_WAITS
from civic.vault.reasons import DANGER

FORMAT = "voz-y-voto/mis-cosas/1"

#: What is not in the file, and why.
NOT_HERE = {
    "votes": N_("Your votes are not here. Nobody can find which vote is yours. We cannot either."),
    "faces": N_("The faces you gave are not here. They are kept without your nickname."),
    "name": N_("Your name is kept apart, in a locked place. Ask to see it in “My rights”."),
}

PROFILE = """
SELECT p.name AS nickname, to_char(make_date(p.birth_year, p.birth_month, 1), 'YYYY-MM') AS born, coalesce(a.name, '') AS area,
  coalesce(l.name, '') AS place, p.joined_at, p.paused
FROM person p LEFT JOIN area a ON a.id = p.area LEFT JOIN place l ON l.id = p.place WHERE p.id = $1
"""

LISTS = {
    "permissions": """SELECT purpose, allows, how, given_at, withdrawn_at FROM consent WHERE child = $1 ORDER BY given_at""",
    "assents": """SELECT coalesce(c.question, '') AS about, s.said, s.at FROM assent s LEFT JOIN call c ON c.id = s.about
                  WHERE s.child = $1 ORDER BY s.at""",
    "messages": "SELECT kind, facts, link, at, read_at FROM message WHERE person = $1 ORDER BY at",
    "requests": """SELECT receipt, kind, words, state, asked_at, due_on FROM request WHERE person = $1 ORDER BY asked_at""",
    # Those for danger a month later: whoever stands beside the child reads this too (vault/deadlines.py).
    "looks": f"""SELECT l.at, p.role, l.reason FROM look l JOIN person p ON p.id = l.by WHERE l.person = $1
                 AND (l.reason <> '{DANGER}' OR l.at <= now() - interval '{FAMILY_WAITS.days} days') ORDER BY l.at""",
    "booths": """SELECT q.question AS vote, l.name AS place, t.since::date AS day, coalesce(p.name, '') AS adult
                 FROM roll r JOIN sitting t ON t.id = r.sitting JOIN poll q ON q.id = r.poll JOIN place l ON l.id = t.place
                 LEFT JOIN person p ON p.id = t.opened_by WHERE r.person = $1 ORDER BY t.since, q.id""",
}

WRITINGS = "SELECT id, kind, state, published_at FROM writing WHERE author = $1 ORDER BY submitted_at NULLS LAST, id"
VERSIONS = """SELECT v.writing, v.number, v.words AS texts, v.masks AS hidden, v.picture IS NOT NULL AS drawing, v.sent_at
  FROM version v JOIN writing w ON w.id = v.writing WHERE w.author = $1 ORDER BY v.number"""
DECISIONS = """SELECT d.writing, d.version, d.verdict, d.reason, d.tips, d.at FROM decision d JOIN writing w ON w.id = d.writing
  WHERE w.author = $1 ORDER BY d.at"""


async def things_of(child: UUID) -> dict[str, Any]:
    """Ready for JSON."""
    listed = {name: [_plain(dict(each)) for each in await rows(sql, child)] for name, sql in LISTS.items()}
    versions, decisions = [[_plain(dict(each)) for each in await rows(sql, child)] for sql in (VERSIONS, DECISIONS)]
    writings = []
    for each in await rows(WRITINGS, child):
        key = str(each["id"])
        writings.append(_plain(dict(each)) | {"versions": _of(key, versions), "decisions": _of(key, decisions)})
    return {
        "format": FORMAT,
        "made_at": _said(now()),
        "profile": _plain(dict(await row(PROFILE, child))),
        **listed,
        "writings": writings,
        "not_here": {name: _(why) for name, why in NOT_HERE.items()},
    }


def _of(writing: str, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in each.items() if name != "writing"}
        for each in listed
        if each["writing"] == writing
    ]


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    return {name: json.loads(value) if name in JSON else _said(value) for name, value in found.items()}


JSON = ("texts", "facts", "hidden")


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value
