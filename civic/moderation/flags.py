"""What a rule sees in a child's words before a person reads them: what points at somebody, and what worries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from civic.core.words import _
from civic.moderation.kinds import KINDS
from civic.safeguarding.lexicon import worries
from civic.safeguarding.personal_data import KINDS as KINDS_OF_DATA
from civic.safeguarding.personal_data import find

#: By field, the words cut where something points at a person: (words, its kind or "").
Marked = dict[str, list[tuple[str, str]]]


def marked(kind: str, words: Mapping[str, str], published: Collection[str]) -> Marked:
    """Only the fields in which something was found. `published`: phones that anybody may write."""
    fields = {name: _cut(words.get(name, ""), published) for name in KINDS[kind].fields}
    return {name: parts for name, parts in fields.items() if any(found for _words, found in parts)}


@dataclass(frozen=True)
class Points:
    """Told to who wrote it: each kind once, and what they wrote, with where it stands."""

    kinds: list[str]
    texts: list[list[tuple[str, str]]]


def points(marks: Marked) -> Points:
    found = dict.fromkeys(kind for parts in marks.values() for _words, kind in parts if kind)
    return Points([_(KINDS_OF_DATA[kind]) for kind in found], list(marks.values()))


def worrying(kind: str, words: Mapping[str, str]) -> tuple[frozenset[str], str]:
    """The kinds of danger the words may speak of, and the fields that do, as the care team reads them."""
    speak = {name: worries(words.get(name, "")) for name in KINDS[kind].fields}
    return (
        frozenset().union(*speak.values()),
        "\n\n".join(words[name] for name, found in speak.items() if found),
    )


def _cut(text: str, published: Collection[str]) -> list[tuple[str, str]]:
    parts, at = [], 0
    for each in find(text, published):
        parts += [(text[at : each.start], ""), (text[each.start : each.end], each.kind)]
        at = each.end
    return [part for part in [*parts, (text[at:], "")] if part[0]]
