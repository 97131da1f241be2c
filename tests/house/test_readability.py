"""The house: SG-68, whatever a child can read, a child can read."""

import re
from functools import cache
from pathlib import Path

import pytest

from civic.core.catalogues import ROOT, entries, sentences
from civic.core.readability import problems
from civic.core.words import HOME

# Sentences made in Python reach children unless their file speaks to grown-ups only.
GROWN_UPS = (
    *("civic/core/readability.py", "civic/demo/", "civic/__main__.py", "civic/doctor.py", "civic/settings.py"),
    *("civic/staff/", "civic/opening/", "templates/staff/", "civic/consent/desk.py"),
)
DESK = re.compile(r"""\{%-?\s*extends\s+["']layouts/desk\.html""")
# Each band is read by its own gate. Plain sentences are everybody's: the gate of B.
GATE = {"": "b", "a": "a", "b": "b", "c": "c"}


def for_children(place: str) -> bool:
    """Staff work at desks: templates called desk_... or built on layouts/desk.html."""
    if place.startswith(GROWN_UPS):
        return False
    if place.endswith(".html"):
        name = Path(place).name.lstrip("_")
        return not name.startswith(("desk_", "desk.")) and not DESK.search((ROOT / place).read_text(encoding="utf-8"))
    return True


@cache
def childrens_texts():
    said = sentences()
    return [
        (entry, text)
        for entry in entries(HOME)
        if entry.msgid in said and entry.band in GATE and any(map(for_children, said[entry.msgid].places))
        for text in entry.texts
        if text
    ]


def test_sg_68_every_sentence_a_child_can_read_passes_the_gate_of_its_band():
    """SG-68, and the word list of safeguards.md 5.1 (SG-14: no guilt, no loss, no "are you really sure")."""
    hard = []
    for entry, text in childrens_texts():
        for problem in problems(text, GATE[entry.band]):
            if problem.must:
                hard.append(f"{entry.room}.po [{entry.band or 'plain'}] {text!r}: {problem.say()}")
    assert not hard, "\n" + "\n".join(hard)


def test_sg_68_the_gate_sees_children_s_pages_and_not_the_desk():
    assert for_children("templates/errors/404.html") and for_children("civic/core/forms.py")
    assert not for_children("templates/layouts/desk.html") and not for_children("templates/moderation/desk_queue.html")
    assert len(childrens_texts()) > 50


@pytest.mark.parametrize("room", sorted({entry.room for entry in entries(HOME)}))
def test_sg_68_the_sentences_of_a_room_read_as_a_block(room):
    """SG-68: blocks of 100 words and more by INFLESZ; short rooms have no block to measure."""
    block = "\n".join(text for entry, text in childrens_texts() if entry.room == room and len(text.split()) > 3)
    scores = [p.say() for p in problems(block, "b") if p.must and "score" in p.values]
    assert not scores, scores
