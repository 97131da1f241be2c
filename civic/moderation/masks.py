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
