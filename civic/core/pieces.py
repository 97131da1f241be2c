"""Pieces of pages, drawn once and kept: `once(macro, it)` in a template instead of `macro(it)`, `every` for a list.

A piece is known by its macro, the voice it speaks in and the values it was given, never by a name or a number: what has
changed is another value, so no act has to announce anything. A macro imported without context sees nothing of the
reader or the page but what it is given; one that does see them is made anew with every page, is another macro then,
and finds nothing kept. So no reader meets a piece of another.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Any

from asyncpg import Record
from jinja2.runtime import Macro
from markupsafe import Markup

from civic.core.reader import reading
from civic.core.words import speaking
from civic.settings import current

#: About 2 kB each, with what it is known by. The one not asked for longest makes room.
MOST = 2000

_pieces: OrderedDict[tuple, str] = OrderedDict()


def once(macro: Macro, *given: Hashable) -> str:
    """`given` are values through and through: records, frozen dataclasses, tuples, texts. Raises TypeError for others."""
    voice = speaking.get()
    # Types, because a str and the same Markup are equal; tuples, because records are ten times slower to compare.
    key = (
        macro, voice.locale, voice.band,
        *[(type(each), *each) if isinstance(each, Record) else (type(each), each) for each in given],
    )  # fmt: skip
    drawn = _pieces.get(key)
    if drawn is None:
        return _keep(key, macro, given)
    _pieces.move_to_end(key)
    return drawn


def every(macro: Macro, things: Iterable[Hashable]) -> Markup:
    return Markup("".join([once(macro, each) for each in things]))


def _keep(key: tuple, macro: Macro, given: tuple[Hashable, ...]) -> str:
    """Unless it holds a form, whose mark belongs to one visit; and not while templates are being written."""
    reader = reading.get()
    before, reader.form_drawn = reader.form_drawn, False
    drawn = macro(*given)
    if not reader.form_drawn and not current().debug:
        _pieces[key] = drawn
        if len(_pieces) > MOST:
            _pieces.popitem(last=False)
    reader.form_drawn |= before
    return drawn


def install(globals: dict[str, Any], keeping: bool = True) -> None:
    """Teach templates `once` and `every`. Not `keeping`: the same words, and everything is drawn anew."""
    if keeping:
        globals.update(once=once, every=every)
    else:
        globals.update(once=_anew, every=lambda macro, things: Markup("".join([macro(each) for each in things])))


def forget() -> None:
    """What was drawn by another house in this process."""
    _pieces.clear()


def _anew(macro: Macro, *given: Any) -> str:
    return macro(*given)
