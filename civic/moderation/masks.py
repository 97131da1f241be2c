"""Covering personal data: the only change an adult can make to a child's words, and always a visible one (SG-39)."""

#: What stands where something was covered.
MASK = "▇▇▇"

Spans = dict[str, list[str]]


def covered(words: dict[str, str], masks: Spans) -> dict[str, str]:
    """The words with each covered piece replaced by MASK; nothing else differs."""
    shown = dict(words)
    for name, pieces in masks.items():
        for piece in sorted(pieces, key=len, reverse=True):
            shown[name] = shown.get(name, "").replace(piece, MASK)
    return shown


def fits(words: dict[str, str], name: str, piece: str) -> bool:
    """Whether that piece stands in that field and is not all of it."""
    text = words.get(name, "")
    return bool(piece.strip()) and piece in text and piece != text


def parts(text: str, pieces: list[str]) -> list[tuple[str, bool]]:
    """The text cut where it is covered, as (words, whether they are covered): what the reader's desk shows."""
    cut = [(text, False)]
    for piece in sorted(pieces, key=len, reverse=True):
        cut = [each for part in cut for each in ([part] if part[1] else _cut(part[0], piece))]
    return [each for each in cut if each[0]]


def _cut(text: str, piece: str) -> list[tuple[str, bool]]:
    first, *others = text.split(piece)
    return [(first, False), *(each for other in others for each in ((piece, True), (other, False)))]
