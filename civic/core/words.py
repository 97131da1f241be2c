"""The words people read: gettext with the age band as message context.

A locale is a folder of `civic/locale` with one small catalogue per room; a further language is only a further folder.
Msgids are English and are what an English reader sees, so `en` holds band variants and exceptions only. A sentence is
looked for in the band's own register first (`msgctxt "a"`), then plain. Babel costs half a second: it is imported at
first use.
"""

import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup, escape

FOLDER = Path(__file__).parents[1] / "locale"
HOME, SECOND = "es_MX", "en"
LOCALES = tuple(sorted((p.name for p in FOLDER.iterdir() if p.is_dir()), key=lambda n: (n != HOME, n != SECOND, n)))
TIME_ZONE = ZoneInfo("America/Mexico_City")


@dataclass(frozen=True)
class Voice:
    """How the reader of this request is spoken to: `locale` is one of LOCALES, `band` is "a", "b", "c" or "adult"."""

    locale: str = HOME
    band: str = "b"


speaking: ContextVar[Voice] = ContextVar("speaking", default=Voice())  # noqa: B039, a Voice is frozen


def N_(msgid: str) -> str:
    """Mark a sentence for translation where it is named; `_` says it later."""
    return msgid


def _(msgid: str, /, **values: object) -> str:
    """The sentence in the speaking voice, each `%(name)s` filled with its value as it is."""
    return _fill(_say(msgid), values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """Like `_` for a counted thing. `%(n)s` and `%(num)s` are the count unless given otherwise."""
    return _fill(_say_counted(one, many, n), {"n": n, "num": n} | values)


gettext = _


def _say(msgid: str) -> str:
    texts = _find(msgid)
    return texts[0] if texts else msgid


def _say_counted(one: str, many: str, n: int) -> str:
    texts = _find(one)
    if len(texts) > 1:
        return texts[catalogue(speaking.get().locale).plural(n)]
    return one if n == 1 else many


def _find(msgid: str) -> tuple[str, ...]:
    voice = speaking.get()
    texts = catalogue(voice.locale).texts
    return texts.get((voice.band, msgid)) or texts.get(("", msgid), ())


# Not the % operator: a sentence may say "70%" without knowing about formatting. A `{% trans %}` block doubles its %.
HOLE = re.compile(r"%%|%\((\w+)\)s")


def _fill(text: str, values: dict[str, object]) -> str:
    return HOLE.sub(lambda hole: str(values[hole[1]]) if hole[1] else "%", text) if "%" in text else text


@dataclass(frozen=True)
class Catalogue:
    """`texts`: (band or "", msgid) -> one text, or one per plural form; `plural`: count -> index of its form."""

    texts: dict[tuple[str, str], tuple[str, ...]]
    plural: object


@cache
def catalogue(locale: str) -> Catalogue:
    """All files of a locale as one. What is untranslated or fuzzy is left out, so the msgid is said instead."""
    from gettext import c2py

    from babel.messages.plurals import get_plural
    from babel.messages.pofile import read_po

    texts = {}
    for path in sorted((FOLDER / locale).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale, abort_invalid=True):
                msgid, strings = message.id, message.string
                if isinstance(msgid, str):
                    strings = (strings,)
                else:
                    msgid = msgid[0]
                if msgid and all(strings) and not message.fuzzy:
                    texts.setdefault((message.context or "", msgid), tuple(strings))
    return Catalogue(texts, c2py(get_plural(locale).plural_expr))


@lru_cache(maxsize=256)
def choose(cookie: str | None, accept_language: str | None) -> str:
    """The locale of a request: the reader's own choice, else the best that the browser asks for, else es_MX."""
    if cookie in LOCALES:
        return cookie
    wishes = []
    for part in (accept_language or "").split(","):
        name, _sep, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), name.strip().lower()))
        except ValueError:
            continue
    spoken = {locale.split("_")[0].lower(): locale for locale in reversed(LOCALES)}
    for weight, name in sorted(wishes, key=lambda wish: wish[0]):
        if weight < 0 and (language := name.split("-")[0]) in spoken:
            return spoken[language]
    return HOME


def tag(locale: str) -> str:
    """The locale as HTML writes it: es-MX."""
    return locale.replace("_", "-")


def day(when: date) -> str:
    """martes 4 de noviembre"""
    return _dated(when, _("EEEE, MMMM d"))


def day_short(when: date) -> str:
    """4 nov"""
    return _dated(when, _("MMM d"))


def day_full(when: date) -> str:
    """4 de noviembre de 2025, for what stays on record."""
    return _dated(when, _("MMMM d, y"))


def month(when: date) -> str:
    """noviembre de 2025"""
    return _dated(when, _("MMMM y"))


def moment(when: datetime) -> str:
    """martes 4 de noviembre, 5:30 p.m., on Mexico City's clock."""
    return _dated(when, _("EEEE, MMMM d, h:mm a"))


def _dated(when: date, pattern: str) -> str:
    """A datetime must know its zone: its day is the day in Mexico City."""
    if isinstance(when, datetime):
        when = when.astimezone(TIME_ZONE).replace(tzinfo=None)
    return _written(when, pattern, speaking.get().locale)


@lru_cache(maxsize=4096)
def _written(when: date, pattern: str, locale: str) -> str:
    """A list says the same few days again and again, and Babel was a seventh of its time."""
    from babel.dates import format_date, format_datetime

    form = format_datetime if isinstance(when, datetime) else format_date
    return form(when, pattern, locale=locale)


def listed(names: Sequence[str], style: str = "standard") -> str:
    """Names in a row as the language joins them: "Inés y Teo", or with style "or" "Inés o Teo"."""
    from babel.lists import format_list

    return format_list(list(names), style=style, locale=speaking.get().locale)


def number(n: float) -> str:
    """12,345"""
    from babel.numbers import format_decimal

    return format_decimal(n, locale=speaking.get().locale)


def money(cents: int) -> str:
    """Mexican pesos: $12,345, and $12,345.50 where there are centavos. Only one currency is ever shown, so only $."""
    from babel.numbers import format_decimal

    whole = cents % 100 == 0
    return "$" + format_decimal(cents / 100, "#,##0" if whole else "#,##0.00", locale=speaking.get().locale)


def install(env: jinja2.Environment) -> None:
    """Teach templates `_`, `ngettext`, `{% trans %}` and the filters day, day_short, day_full, moment, number, money, listed.

    Where a template escapes, sentence and values are each escaped once. So markup never lives in a sentence; a link or
    an emphasis goes in as a value: `_("Read %(link)s", link=link(...))`.
    """
    env.add_extension("jinja2.ext.i18n")
    env.newstyle_gettext = True
    env.globals.update(_=_gettext_in_template, gettext=_gettext_in_template, ngettext=_ngettext_in_template)
    env.filters.update(day=day, day_short=day_short, day_full=day_full, moment=moment, number=number, money=money, listed=listed)


@jinja2.pass_eval_context
def _gettext_in_template(context: jinja2.nodes.EvalContext, msgid: str, /, **values: object) -> str:
    return _draw(context, _say(msgid), values)


@jinja2.pass_eval_context
def _ngettext_in_template(context: jinja2.nodes.EvalContext, one: str, many: str, n: int, /, **values: object) -> str:
    return _draw(context, _say_counted(one, many, n), {"n": n, "num": n} | values)


def _draw(context: jinja2.nodes.EvalContext, text: str, values: dict[str, object]) -> str:
    if not context.autoescape:
        return _fill(text, values)
    return _drawn_with(text, values) if values else _drawn(text)


@lru_cache(maxsize=4096, typed=True)
def _drawn(text: str) -> Markup:
    """Most sentences have no holes, and a page says a hundred. Typed: a str and the same Markup are equal as keys."""
    return _drawn_with(text, {})


def _drawn_with(text: str, values: dict[str, object]) -> Markup:
    return Markup(_fill(str(escape(text)), {name: escape(value) for name, value in values.items()}))
