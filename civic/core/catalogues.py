"""Keeping the catalogues: what the code says, against what the translators have written.

`python -m civic words` brings every catalogue up to date, `--check` only tells what is missing. Headers carry no dates
and places no line numbers, so that a diff shows words only.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from civic.core.words import HOLE, SECOND

ROOT = Path(__file__).parents[2]
# A sentence said in several rooms is kept by the first of them.
STREET = (
    *("core", "journal", "people", "keys", "council", "devices", "safeguarding", "vault", "staff", "consent"),
    *("invitations", "opening", "inbox", "moderation", "calls", "proposals", "deliberation", "voting", "responses"),
    *("rights", "home", "demo"),
)
SHARED = ("layouts", "components", "errors", "print")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
# As pages.py sets up its environment.
JINJA = dict.fromkeys(("newstyle_gettext", "trim_blocks", "lstrip_blocks"), "true") | {
    "extensions": "jinja2.ext.do",
    "silent": "false",
}

HEADER = """msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"
"""


@dataclass
class Sentence:
    """What the code says: `many` is the English plural of a counted thing, `places` the files that say it."""

    msgid: str
    many: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def room(self) -> str:
        return min(map(room_of, self.places), key=order)


@dataclass
class Entry:
    """One translation as a catalogue file has it: `texts` one string, or one per plural form."""

    room: str
    band: str
    msgid: str
    many: str | None
    texts: tuple[str, ...]
    fuzzy: bool = False
    notes: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return all(self.texts) and not self.fuzzy


def order(room: str) -> tuple[int, str]:
    return (STREET.index(room) if room in STREET else len(STREET), room)


def room_of(place: str) -> str:
    """civic/voting/acts.py -> voting, templates/voting/show_poll.html -> voting; what is shared -> core."""
    _top, *rooms, _file = Path(place).parts
    return rooms[0] if rooms and rooms[0] not in SHARED else "core"


def sentences(root: Path = ROOT) -> dict[str, Sentence]:
    """Every sentence in the code and the templates, by msgid."""
    found: dict[str, Sentence] = {}
    for place, message in _spoken(root):
        one, many = message if isinstance(message, tuple) else (message, None)
        sentence = found.setdefault(one, Sentence(one))
        sentence.many = sentence.many or many
        if place not in sentence.places:
            sentence.places.append(place)
    return found


def _spoken(root: Path) -> Iterator[tuple[str, str | tuple[str, str]]]:
    for pattern, method, options in (("civic/**/*.py", "python", {}), ("templates/**/*.html", babel_extract, JINJA)):
        for path in sorted(root.glob(pattern)):
            with path.open("rb") as file:
                for _line, message, _comments, _context in extract(method, file, KEYWORDS, options=options):
                    yield path.relative_to(root).as_posix(), message


def entries(locale: str, root: Path = ROOT) -> list[Entry]:
    """Every translation in a locale's files, the files in street order."""
    found = []
    for path in sorted((root / "civic/locale" / locale).glob("*.po"), key=lambda p: order(p.stem)):
        for message in read_po(io.BytesIO(path.read_bytes()), locale=locale, abort_invalid=True):
            if message.id:
                one, many = (message.id, None) if isinstance(message.id, str) else message.id
                texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                found.append(
                    Entry(
                        path.stem, message.context or "", one, many, texts, message.fuzzy, tuple(message.user_comments)
                    )
                )
    return found


def update_catalogues(check: bool = False, root: Path = ROOT) -> list[str]:
    """Bring each locale's files up to date and return what people still have to do, one line each.

    With `check` nothing is written, and what would be thrown away is told too.
    """
    said = sentences(root)
    troubles = []
    for folder in sorted(p for p in (root / "civic/locale").iterdir() if p.is_dir()):
        locale = folder.name
        wanted, dropped = _match(locale, said, entries(locale, root))
        for entry in wanted:
            if not entry.done:
                troubles.append(f"{locale}/{entry.room}.po: {'fuzzy' if entry.fuzzy else 'missing'}: {entry.msgid!r}")
        if check:
            troubles += [f"{locale}/{entry.room}.po: {why}: {entry.msgid!r}" for why, entry in dropped]
        else:
            _write(folder, wanted, said)
    return troubles


def _match(locale: str, said: dict[str, Sentence], have: list[Entry]) -> tuple[list[Entry], list[tuple[str, Entry]]]:
    """The entries a locale should have, and those it has that are obsolete or contradict another, each with why."""
    best: dict[tuple[str, str], Entry] = {}
    dropped = []
    for entry in have:
        sentence = said.get(entry.msgid)
        if not sentence:
            dropped.append(("obsolete", entry))
            continue
        if entry.many != sentence.many:  # counted now, or no longer: its text needs a second look
            entry.texts = (entry.texts[0],) * _forms(locale, sentence)
            entry.many, entry.fuzzy = sentence.many, any(entry.texts)
        key = (entry.band, entry.msgid)
        other = best.get(key)
        if other and other.done and entry.done and other.texts != entry.texts:
            dropped.append(("conflicting", entry))
        if not other or (entry.done, entry.room == sentence.room) > (other.done, other.room == sentence.room):
            best[key] = entry
    for msgid, sentence in said.items():
        if locale != SECOND:
            best.setdefault(("", msgid), Entry("", "", msgid, sentence.many, ("",) * _forms(locale, sentence)))
    for entry in best.values():
        entry.room = said[entry.msgid].room
    return sorted(best.values(), key=lambda e: (e.msgid, e.band)), dropped


def _forms(locale: str, sentence: Sentence) -> int:
    return get_plural(locale).num_plurals if sentence.many else 1


def _write(folder: Path, wanted: list[Entry], said: dict[str, Sentence]) -> None:
    header = HEADER.format(locale=folder.name, plural=get_plural(folder.name).plural_forms)
    rooms = {"core"} | {entry.room for entry in wanted}  # core always: without a file, git would lose the folder
    for room in rooms:
        catalog = Catalog(locale=folder.name)
        for entry in (entry for entry in wanted if entry.room == room):
            _add(catalog, entry, sorted(said[entry.msgid].places))
        body = io.BytesIO()
        write_po(body, catalog, omit_header=True, include_lineno=False, width=0)
        (folder / f"{room}.po").write_text(f"{header}\n{body.getvalue().decode()}".rstrip() + "\n", encoding="utf-8")
    for path in folder.glob("*.po"):
        if path.stem not in rooms:
            path.unlink()


def _add(catalog: Catalog, entry: Entry, places: list[str]) -> None:
    message: Message = catalog.add(
        (entry.msgid, entry.many) if entry.many else entry.msgid,
        entry.texts if entry.many else entry.texts[0],
        locations=[(place, None) for place in places],
        user_comments=entry.notes,
        context=entry.band or None,
    )
    # Babel takes "50% de" for a format.
    holes = any(hole[1] for hole in HOLE.finditer(entry.msgid + (entry.many or "")))
    message.flags = {flag for flag, there in (("fuzzy", entry.fuzzy), ("python-format", holes)) if there}
