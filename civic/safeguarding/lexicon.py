"""Words of danger (SG-43): what a child writes when somebody should look now. A flag for people, never a verdict.

The list is `lexicon_es_MX.txt`, written for people to review line by line; its header says how a line is read.
Pure and fast: a text is read once, word by word, and at each word only the lines that begin like it are tried.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from civic.safeguarding.folding import fold

LIST = Path(__file__).with_name("lexicon_es_MX.txt")
#: Lines of this kind name what only sounds like danger: "me muero de risa".
SAFE = "safe"
#: How many characters apart the parts of a line with & may stand.
REACH = 90

# As it sounds, for the list and for what is written alike: "aser", "hacer" and "hazer" are one word.
_SOUNDS = (
    (re.compile(r"\b(?:xq|porq|pq|pork)\b"), "porque"),
    (re.compile(r"\b[qk]\b"), "que"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"ch"), "C"),
    (re.compile(r"h"), ""),
    (re.compile(r"qu(?=[ei])|q|c(?![ei])"), "k"),
    (re.compile(r"c|z"), "s"),
    (re.compile(r"v"), "b"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"gu(?=[ei])"), "g"),
)
_WORD = re.compile(r"[a-z0-9]+|[.!?;:\n]")
_GROUP = re.compile(r"@[a-z]+")
_GAP = r"(?: \w+){0,3}?"
_ENDING = r"\w*"


def _sound(folded: str) -> str:
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def _words(text: str) -> str:
    """` word word . word `: small, as it sounds, a dot where a sentence ends."""
    found = _WORD.findall(fold(text)[0])
    return f" {_sound(' '.join(word if word.isalnum() else '.' for word in found))} . "


@dataclass(frozen=True)
class Line:
    kind: str
    phrase: re.Pattern[str]
    #: What must stand in the same sentence too, before it or after.
    along: tuple[re.Pattern[str], ...]


Lines = dict[str, list[Line]]


@cache
def _lines() -> tuple[Lines, Lines]:
    """For the beginning of a word, the lines that may begin there: the safe ones, and those of danger."""
    groups: dict[str, str] = {}
    safe: Lines = defaultdict(list)
    danger: Lines = defaultdict(list)

    def spelled_out(phrase: str) -> str:
        return _GROUP.sub(lambda group: groups[group[0]], phrase)

    for written in LIST.read_text(encoding="utf-8").splitlines():
        if written.startswith("@"):
            name, words = written.split(" = ")
            groups[name] = spelled_out(words)
        elif written and not written.startswith("#"):
            kind, phrase = written.split("\t")
            (beginnings, pattern), *along = (_pattern(each) for each in spelled_out(phrase).split(" & "))
            line = Line(kind, pattern, tuple(each for _, each in along))
            for beginning in beginnings:
                (safe if kind == SAFE else danger)[beginning].append(line)
    return dict(safe), dict(danger)


def _pattern(phrase: str) -> tuple[set[str], re.Pattern[str]]:
    """The pattern, and how a text looks where it may begin: the first word, with the second if that must follow."""
    elements = phrase.split()
    beginnings: set[str] = set()
    for element in elements:
        beginnings |= {_beginning(word) for word in _choice(element)}
        if not element.startswith("("):
            break
    if len(elements) > 1 and elements[0][0] != "(" and elements[1][0] not in "(.":
        beginnings = {one + _beginning(word) for one in beginnings for word in _choice(elements[1])}
    return beginnings, re.compile("".join(map(_part, elements)))


def _part(element: str) -> str:
    if element == "..":
        return _GAP
    words = "|".join(re.escape(word.strip()) + _ENDING * (word[-1] != " ") for word in _choice(element))
    part = f" (?:{words})(?= )"
    return f"(?:{part})?" if element.startswith("(") else part


def _choice(element: str) -> list[str]:
    """The words of an element as they sound; a whole word ends with a space, a stem does not."""
    words = element.strip("()").split("/")
    return [_sound(fold(word)[0].rstrip("*")) + " " * (not word.endswith("*")) for word in words]


def _beginning(word: str) -> str:
    return word[:3]


def _matches(lines: Lines, words: str) -> Iterator[tuple[str, re.Match[str]]]:
    pieces = words.split()
    at = 0
    for one, two in zip_longest(pieces, pieces[1:], fillvalue=""):
        first, second = _beginning(one + " "), _beginning(two + " ")
        for line in (*lines.get(first, ()), *lines.get(first + second, ())):
            match = line.phrase.match(words, at)
            if match and all(each.search(_sentence(words, at)) for each in line.along):
                yield line.kind, match
        at += 1 + len(one)


def _sentence(words: str, at: int) -> str:
    """The words around, up to the dots, and not too far."""
    before, after = words[max(0, at - REACH) : at], words[at : at + REACH]
    return f" {before.rpartition(' . ')[2]}{after.partition(' . ')[0]} "


def worries(text: str) -> frozenset[str]:
    """The kinds of danger the words speak of; empty for nearly every text."""
    safe, danger = _lines()
    words = _words(text)
    for phrase in {match[0] for _, match in _matches(safe, words)}:
        words = words.replace(f"{phrase} ", " . ")
    return frozenset(kind for kind, _ in _matches(danger, words))
