"""The name a child has here, made by chance: "Colibrí de Papel", "Trueno Dorado", "Nube Tranquila" (SG-17).

Hundreds of thousands of names from two lists (`alias_words.txt`). The gender of a noun is grammar: it is drawn like any
other and says nothing about the child.
"""

import re
import secrets
from collections.abc import Container
from functools import cache
from pathlib import Path

from civic.core.forms import fold

#: In SQL, the name of person `p` as `plain` has it (the embedded server has no unaccent).
PLAIN_NAME = "translate(lower(p.name), 'áéíóúüñ', 'aeiouun')"


def plain(typed: str) -> str:
    """An alias as somebody copies it from a paper: capitals, accents and spaces do not matter."""
    return fold(" ".join(typed.split()))


@cache
def nouns() -> dict[str, int]:
    """Each noun, with 0 for masculine and 1 for feminine: the place of its form in `complements`."""
    return dict.fromkeys(_listed("masculine nouns"), 0) | dict.fromkeys(_listed("feminine nouns"), 1)


@cache
def complements() -> list[tuple[str, str]]:
    """What may follow a noun, as a masculine and as a feminine one asks for it."""
    adjectives = [(forms.split("/")[0], forms.split("/")[-1]) for forms in _listed("adjectives")]
    return adjectives + [(words, words) for words in _listed("of")]


def alias(taken: Container[str]) -> str:
    """A name that is not in `taken`, of at most 80 characters."""
    while True:
        noun, forms = secrets.choice(list(nouns())), secrets.choice(complements())
        said = f"{noun} {forms[nouns()[noun]]}"
        if said not in taken and not _echoes(noun, said):
            return said


def _echoes(noun: str, said: str) -> bool:
    """Whether the complement repeats the noun: no "Bordado Bordado", no "Pluma de Plumas"."""
    return noun[:5].casefold() in (word[:5].casefold() for word in said.split()[1:])


@cache
def _listed(section: str) -> list[str]:
    text = (Path(__file__).parent / "alias_words.txt").read_text(encoding="utf-8")
    found = re.search(rf"^\[{section}\]\n(.*?)(?=\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not found:
        raise ValueError(f"alias_words.txt has no [{section}]")
    return [words.strip() for words in found[1].replace("\n", " ").split(",")]
