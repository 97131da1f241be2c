"""Can a child of this band read this Spanish text?

Formulas judge blocks of 100 words or more: INFLESZ (Szigriszt-Pazos 1993, scale of Barrio-Cantalejo et al. 2008), with
Fernández-Huerta 1959 as second opinion. On short texts they return nonsense, so words per sentence are capped instead.
Text that officers write is held to the same gate as our own sentences (SG-64, SG-68).
"""

import re
from dataclasses import dataclass, field

from civic.core.words import N_, _

BLOCK = 100  # words from which the formulas mean something


@dataclass(frozen=True)
class Gate:
    """`inflesz` at least; words per sentence at most, on average and in the longest; syllables of a hard word."""

    inflesz: int
    average: int
    longest: int
    hard: int


# safeguards.md, section 2. Adults get the gate of the eldest, who may be reading too.
GATES = {"a": Gate(86, 8, 10, 4), "b": Gate(76, 12, 16, 5), "c": Gate(66, 16, 22, 6), "adult": Gate(66, 16, 22, 6)}

# safeguards.md, 5.1 and SG-14: no shame, no exam words, no bait, no guilt, no vague time, and the Spanish of Mexico.
BANNED = re.compile(
    r"\b(?:pronto|en breve|incorrect[oa]s?|inválid[oa]s?|errónea?o?s?|error(?:es)?|fall(?:aste|ó tu)|prohibid[oa]s?|mal"
    r"|increíbles?|te (?:lo )?vas? a perder|última oportunidad|rachas?|(?:realmente|de verdad) quieres"
    r"|te (?:vas a arrepentir|vamos a extrañar)|vosotr[oa]s|ordenador(?:es)?|móvil(?:es)?)\b",
    re.IGNORECASE,
)
BROKEN = re.compile(r"\w+[/@]\w+", re.IGNORECASE)  # "niñas/niños", "tod@s": a voice cannot say them
PERCENT = re.compile(r"\d\s?%")


@dataclass(frozen=True)
class Problem:
    """Something to mend: `say()` in the reader's language. `must` is False for a mere hint."""

    msgid: str
    values: dict[str, object] = field(default_factory=dict)
    must: bool = True

    def say(self) -> str:
        return _(self.msgid, **self.values)


def problems(text: str, band: str) -> list[Problem]:
    """All that keeps a text from a child of `band` ("a", "b", "c"; "adult" as c), in the order it reads."""
    gate = GATES[band]
    return [*_long_sentences(text, gate), *_hard_block(text, gate), *_wrong_words(text, band), *_hard_words(text, gate)]


def readable(text: str, band: str) -> bool:
    """True where no problem is a must."""
    return not any(problem.must for problem in problems(text, band))


def _long_sentences(text: str, gate: Gate):
    told = [(sentence, len(words(sentence))) for sentence in sentences(text)]
    long = [(sentence, count) for sentence, count in told if count > gate.longest]
    for sentence, count in long:
        yield Problem(
            N_("This sentence has %(count)s words: “%(sentence)s” Please make it two. At most %(most)s words each."),
            {"count": count, "sentence": sentence, "most": gate.longest},
        )
    # One sentence alone has no average: its own cap judges it.
    if not long and len(told) > 1 and sum(count for _sentence, count in told) / len(told) > gate.average:
        yield Problem(
            N_("The sentences are long for this age. Please aim at %(most)s words each, or fewer."),
            {"most": gate.average},
        )


def _hard_block(text: str, gate: Gate):
    if len(words(text)) >= BLOCK and inflesz(text) < gate.inflesz:
        yield Problem(
            N_("The text is still hard for this age: %(score)s points of %(least)s. Shorter words help most."),
            {"score": round(inflesz(text)), "least": gate.inflesz},
        )


def _wrong_words(text: str, band: str):
    for word in _once(match[0] for match in BANNED.finditer(text)):
        yield Problem(N_("Please say “%(word)s” another way: say what to do, or when."), {"word": word})
    for word in _once(match[0] for match in BROKEN.finditer(text) if not match[0].replace("/", "").isdigit()):
        yield Problem(N_("“%(word)s” cannot be read aloud. Please write the whole words."), {"word": word})
    if band in ("a", "b") and PERCENT.search(text):
        yield Problem(N_("Please write “7 of every 10” instead of a percentage."))


def _hard_words(text: str, gate: Gate):
    hard = _once(word.lower() for word in words(text) if syllables(word) >= gate.hard)
    if hard:
        yield Problem(N_("Are there simpler words for these? %(words)s"), {"words": ", ".join(hard)}, must=False)


def _once(found) -> list[str]:
    return list(dict.fromkeys(found))


_HOLE = re.compile(r"%\(\w+\)s|\{[^}]*\}")
_CLOCK = re.compile(r"\b([ap])\. ?m\.((?=\s*$|\s+[^\sa-záéíóúñ]))?", re.MULTILINE)  # its last dot may end a sentence
_END = re.compile(r"[.!?…]+(?=[\s»”\")]|$)|[·\n]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, and its list items and buttons (separated by · or a new line). A hole is one word."""
    text = _CLOCK.sub(lambda m: f"{m[1]}m" if m[2] is None else f"{m[1]}m.", _HOLE.sub("dato", text))
    parts, start = [], 0
    for end in [*_END.finditer(text), None]:
        part = text[start : end.end() if end else None].strip(" ·\n»”\")")
        if words(part):
            parts.append(part)
        start = end.end() if end else 0
    return parts


_WORD = re.compile(r"\d[\d,.:]*\d|[^\W_]+")


def words(text: str) -> list[str]:
    return _WORD.findall(_HOLE.sub("dato", text))


_VOWEL = "aeiouáéíóúü"
_SILENT_U = re.compile(r"(?<=[qg])u(?=[eiéí])")
_VOWEL_Y = re.compile(rf"(?<![{_VOWEL}])y$|(?<=[{_VOWEL}])y(?![{_VOWEL}])")
_NUCLEI = re.compile(rf"[{_VOWEL}]+")


def syllables(word: str) -> int:
    """Spanish syllables, by the spelling rules for diphthongs and hiatus (RAE, Ortografía 2010, II.2). A number: 2."""
    if any(letter.isdigit() for letter in word):
        return 2
    word = _VOWEL_Y.sub("i", _SILENT_U.sub("", word.lower()))
    count = 0
    for run in _NUCLEI.findall(word):
        strong = sum(vowel in "aeoáéó" for vowel in run)
        # A weak vowel joins its neighbour, unless its accent parts it from a strong one.
        count += strong + sum(vowel in "íú" for vowel in run) if strong else 1
    return max(count, 1)


def inflesz(text: str) -> float:
    """206.835 - 62.3 syllables/words - words/sentences. From 80 very easy, 65 quite easy, 55 normal."""
    s, p, f = _counts(text)
    return 206.835 - 62.3 * s / p - p / f


def fernandez_huerta(text: str) -> float:
    """206.84 - 60 syllables/words - 1.02 words/sentences (the original; many print it wrongly)."""
    s, p, f = _counts(text)
    return 206.84 - 60 * s / p - 1.02 * p / f


def _counts(text: str) -> tuple[int, int, int]:
    """Syllables, words, sentences. A text without a word is a ValueError."""
    said = words(text)
    if not said:
        raise ValueError("no words to measure")
    return sum(map(syllables, said)), len(said), len(sentences(text))
