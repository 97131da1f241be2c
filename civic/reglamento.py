"""The reglamento: who may do what, and when. Read from the charters themselves, so that it is never out of date.

The page /reglamento and `docs/reglamento.md` (`python -m civic reglamento`) are the same chapters.
"""

import importlib
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from civic.core.actor import ANYONE, PEOPLE, ROLE_NAMES, STAFF, Role
from civic.core.charter import Rule, rules
from civic.core.words import N_, Voice, _, speaking
from civic.database import ROOMS
from civic.settings import ROOT

FILE = ROOT / "docs" / "reglamento.md"

TITLES = {
    "journal": N_("The journal"),
    "vault": N_("Names under lock, and who looked"),
    "people": N_("Coming in and leaving"),
    "keys": N_("Second keys"),
    "devices": N_("Tablets, turns and time"),
    "staff": N_("The team of adults"),
    "opening": N_("Opening to children"),
    "consent": N_("Permission of the family, and the child's own yes"),
    "invitations": N_("Invitations and classes"),
    "safeguarding": N_("Asking for help"),
    "inbox": N_("News"),
    "council": N_("The council"),
    "moderation": N_("Reading before publishing"),
    "calls": N_("Calls"),
    "proposals": N_("Ideas"),
    "deliberation": N_("Voices and advice"),
    "voting": N_("Votes"),
    "responses": N_("Answers and promises of the city"),
    "rights": N_("Leaving, one's own data, and what goes out"),
    "home": N_("The front of the house"),
}

#: Roles that go together, said as one.
SETS = {ANYONE: N_("Anyone"), PEOPLE: N_("Anyone who came in"), STAFF: N_("Adults of the team")}

#: States that only their own desk reads, said here for the rules alone.
STATES = {
    "safeguarding.received": N_("Received"),
    "safeguarding.reading": N_("Being read"),
    "safeguarding.attended": N_("Being cared for"),
    "safeguarding.closed": N_("Closed"),
    "responses.owed": N_("The answer is owed"),
    "responses.late": N_("The answer is late"),
    "responses.answered": N_("Answered"),
}


@dataclass(frozen=True)
class Line:
    """One rule, said. `when` and `becomes` are states; `asks` its conditions."""

    says: str
    who: list[str]
    when: list[str]
    asks: list[str]
    becomes: str


@dataclass(frozen=True)
class Chapter:
    title: str
    lines: list[Line]


def chapters() -> list[Chapter]:
    """In street order, in the reader's language."""
    found = []
    for room in ROOMS:
        lines = [_line(rule) for charter in _charters(room) for rule in rules(charter)]
        if lines:
            found.append(Chapter(_(TITLES[room]), lines))
    return found


def _charters(room: str) -> list[type]:
    try:
        module = importlib.import_module(f"civic.{room}.charter")
    except ModuleNotFoundError as missing:
        if missing.name != f"civic.{room}.charter":
            raise
        return []
    own = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
    return [each for each in own if rules(each)]


def _line(rule: Rule) -> Line:
    when = sorted(rule.when or (), key=lambda state: list(type(state)).index(state))
    return Line(
        says=_(rule.says),
        who=_who(rule.who),
        when=[state_said(each) for each in when],
        asks=[_(each.asks) for each in rule.needs],
        becomes=state_said(rule.becomes) if rule.becomes else "",
    )


def _who(roles: Role) -> list[str]:
    if roles in SETS:
        return [_(SETS[roles])]
    return [_(name) for role, name in ROLE_NAMES.items() if role & roles]


def state_said(state: Enum) -> str:
    """The name of a state for people, as its room says it in SAID. Raises LookupError where nobody does."""
    module = type(state).__module__
    said = getattr(sys.modules[module], "SAID", {})
    if state in said:
        return _(said[state][0])
    return _(STATES[f"{module.split('.')[1]}.{state.value}"])


def markdown() -> str:
    """The reglamento in es-MX, for docs/."""
    before = speaking.set(Voice("es_MX", "adult"))
    try:
        return "\n".join(_markdown())
    finally:
        speaking.reset(before)


def _markdown() -> list[str]:
    lines = [
        f"# {_(N_('Reglamento'))}",
        "",
        _(N_("Made from the rules of the program itself: python -m civic reglamento.")),
        "",
    ]
    for chapter in chapters():
        lines += [f"## {chapter.title}", ""]
        for line in chapter.lines:
            lines += [f"### {line.says}", "", f"- {_(N_('Who'))}: {', '.join(line.who)}"]
            if line.when:
                lines.append(f"- {_(N_('When'))}: {', '.join(line.when)}")
            lines += [f"- {_(N_('Only if'))} {each}" for each in line.asks]
            if line.becomes:
                lines.append(f"- {_(N_('Then it is'))}: {line.becomes}")
            lines.append("")
    return lines


def write(to: Path = FILE) -> Path:
    to.parent.mkdir(exist_ok=True)
    to.write_text(markdown(), encoding="utf-8")
    return to
