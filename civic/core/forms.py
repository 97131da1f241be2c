"""What was typed, and every problem with it at once; the page shows both again and loses nothing."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from litestar import Request
from litestar.datastructures import UploadFile

from civic.core.words import N_, _, number


@dataclass
class Form:
    """`values` as typed, `problems` as finished sentences by field, `files` as bytes by field."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str, default: Any = "") -> Any:
        return self.values.get(name, default)

    def wrong(self, name: str, msgid: str, **values: object) -> None:
        self.problems.setdefault(name, _(msgid, **values))

    def text(self, name: str, longest: int, required: str | None = None) -> str:
        """One line or several, cleaned of control characters. `required` is the sentence for an empty field."""
        clean = tidy(str(self.values.get(name) or ""))
        self.values[name] = clean
        if not clean and required:
            self.wrong(name, required)
        if len(clean) > longest:
            self.wrong(name, N_("It is too long: %(have)s letters. Leave %(most)s."), have=len(clean), most=longest)
        return clean

    def whole(self, name: str, most: int, least: int = 0) -> int | None:
        """A whole number as digits; None with the problem at its field."""
        typed = self.text(name, 20)
        if typed.isascii() and typed.isdigit() and least <= int(typed) <= most:
            return int(typed)
        self.wrong(name, N_("Write a number from %(least)s to %(most)s."), least=number(least), most=number(most))
        return None

    def choice(self, name: str, among: Iterable[str], required: str | None = None) -> str:
        chosen = str(self.values.get(name) or "")
        if chosen and chosen not in set(among):
            self.values[name] = chosen = ""
            self.wrong(name, N_("Choose one from the list."))
        if not chosen and required:
            self.wrong(name, required)
        return chosen

    def several(self, name: str, among: Iterable[str]) -> list[str]:
        listed = self.values.get(name) or []
        chosen = [listed] if isinstance(listed, str) else [str(each) for each in listed]
        known = set(among)
        self.values[name] = chosen
        if any(each not in known for each in chosen):
            self.wrong(name, N_("Choose from the list."))
        return [each for each in chosen if each in known]

    def day(self, name: str, required: str | None = None) -> date | None:
        typed = str(self.values.get(name) or "").strip()
        if not typed:
            if required:
                self.wrong(name, required)
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self.wrong(name, N_("Write the date as year-month-day, like 2026-03-21."))
            return None

    def beside(self, standing: dict[str, Any]) -> Self:
        """What stands in fields of the page that were not typed in."""
        self.values = standing | self.values
        return self

    @property
    def fits(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen, as a page draws it."""

    value: str
    label: str
    picture: str = ""
    note: str = ""


#: Marks of direction can turn a line around (RLO and its kin); they go, right-to-left letters themselves stay.
_TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"))


def tidy(text: str) -> str:
    """NFC, one kind of line end, no control or direction marks, no NUL, ends trimmed, at most one blank line together."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_TURNS)
    text = "".join(ch for ch in text if ch == "\n" or unicodedata.category(ch) not in ("Cc", "Cs", "Co", "Cn"))
    lines = [line.strip() for line in text.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip()


async def read_form(request: Request) -> Form:
    """The posted form: a name once is a string, several times a list; uploads as bytes."""
    data = await request.form()
    form = Form()
    for name in dict.fromkeys(data.keys()):
        found = data.getall(name)
        files = [each for each in found if isinstance(each, UploadFile)]
        if files:
            body = await files[0].read()
            if body:
                form.files[name] = body
            continue
        texts = [str(each) for each in found]
        form.values[name] = texts[0] if len(texts) == 1 else texts
    return form


def fold(text: str) -> str:
    """Text as search sees it: no case, no accents (the embedded server has no unaccent)."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).casefold()
