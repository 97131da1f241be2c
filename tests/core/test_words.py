"""Words: the right sentence for the reader, escaped once."""

import subprocess
import sys
from datetime import UTC, date, datetime
from inspect import cleandoc

import jinja2
import pytest

from civic.core import words
from civic.core.words import Voice, _, choose, ngettext, speaking

PEOPLE = """
    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=utf-8\\n"

    msgid "Hi %(name)s"
    msgstr "Hola, %(name)s"

    msgctxt "a"
    msgid "Hi %(name)s"
    msgstr "¡Hola, %(name)s!"

    msgid "%(n)s idea"
    msgid_plural "%(n)s ideas"
    msgstr[0] "%(n)s idea tuya"
    msgstr[1] "%(n)s ideas tuyas"

    #, fuzzy
    msgid "Unsure"
    msgstr "Dudoso"

    msgid "Half & more than 50%"
    msgstr "La mitad & más del 50%"
"""


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """Two locales: es_MX in two files, en with one band variant."""
    (tmp_path / "es_MX").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "es_MX/people.po").write_text(cleandoc(PEOPLE) + "\n")
    (tmp_path / "es_MX/calls.po").write_text('msgid "Go"\nmsgstr "Ir"\n')
    (tmp_path / "en/people.po").write_text('msgctxt "a"\nmsgid "Hi %(name)s"\nmsgstr "Hello %(name)s!"\n')
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.catalogue.cache_clear()
    yield
    words.catalogue.cache_clear()


@pytest.fixture
def as_reader():
    tokens = []
    yield lambda locale="es_MX", band="b": tokens.append(speaking.set(Voice(locale, band)))
    for token in reversed(tokens):
        speaking.reset(token)


@pytest.mark.parametrize(
    ("locale", "band", "text"),
    [
        ("es_MX", "a", "¡Hola, Lupita!"),
        ("es_MX", "b", "Hola, Lupita"),
        ("es_MX", "adult", "Hola, Lupita"),
        ("en", "a", "Hello Lupita!"),
        ("en", "c", "Hi Lupita"),
    ],
)
def test_the_band_s_register_comes_first_then_the_plain_sentence(catalogues, as_reader, locale, band, text):
    as_reader(locale, band)
    assert _("Hi %(name)s", name="Lupita") == text


def test_all_files_of_a_locale_speak_and_fuzzy_ones_do_not(catalogues, as_reader):
    as_reader()
    assert _("Go") == "Ir"
    assert _("Unsure") == "Unsure"
    assert _("Nobody translated this: 100%") == "Nobody translated this: 100%"


def test_counted_things(catalogues, as_reader):
    as_reader()
    assert [ngettext("%(n)s idea", "%(n)s ideas", n) for n in (0, 1, 2)] == [
        "0 ideas tuyas", "1 idea tuya", "2 ideas tuyas"
    ]  # fmt: skip
    assert ngettext("%(n)s idea", "%(n)s ideas", 1200, n="1,200") == "1,200 ideas tuyas"
    as_reader("en")
    assert [ngettext("%(n)s idea", "%(n)s ideas", n) for n in (1, 2)] == ["1 idea", "2 ideas"]


def test_a_missing_value_is_an_error_not_a_hole(catalogues):
    with pytest.raises(KeyError):
        _("Hi %(name)s")


def draw(source: str, autoescape: bool = True, **context) -> str:
    env = jinja2.Environment(autoescape=autoescape, undefined=jinja2.StrictUndefined)
    words.install(env)
    return env.from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        '{{ _("Hi %(name)s", name=name) }}',
        '{{ gettext("Hi %(name)s", name=name) }}',
        "{% trans name=name %}Hi {{ name }}{% endtrans %}",
        '{% set hi = _("Hi %(name)s", name=name) %}{{ hi }}',
        "{% macro say(text) %}{{ text }}{% endmacro %}{{ say(_('Hi %(name)s', name=name)) }}",
    ],
)
def test_a_template_escapes_a_value_exactly_once(catalogues, source):
    assert draw(source, name="<b>&") == "Hola, &lt;b&gt;&amp;"
    assert draw(source, autoescape=False, name="<b>&") == "Hola, <b>&"


def test_markup_enters_as_a_value_and_never_as_a_sentence(catalogues):
    assert draw('{{ _("Hi %(name)s", name="<b>x</b>"|safe) }}') == "Hola, <b>x</b>"
    assert draw("{{ _(typed) }}", typed="<script>") == "&lt;script&gt;"
    assert draw('{{ _("Half & more than 50%") }}') == "La mitad &amp; más del 50%"


def test_counting_in_a_template(catalogues):
    assert draw('{{ ngettext("%(n)s idea", "%(n)s ideas", 2) }}') == "2 ideas tuyas"
    block = "{% trans n=ideas|length %}{{ n }} idea{% pluralize %}{{ n }} ideas{% endtrans %}"
    assert [draw(block, ideas=[1] * n) for n in (1, 2)] == ["1 idea tuya", "2 ideas tuyas"]
    assert draw("{% trans %}50% of{% endtrans %}") == "50% of"


@pytest.mark.parametrize(
    ("cookie", "accept", "locale"),
    [
        (None, None, "es_MX"),
        ("en", "es-MX", "en"),
        ("es_MX", "en", "es_MX"),
        ("xx", None, "es_MX"),
        ("../etc", "en", "en"),
        (None, "en-US,en;q=0.9", "en"),
        (None, "es-ES,es;q=0.9,en;q=0.8", "es_MX"),
        (None, "en;q=0.4, es;q=0.9", "es_MX"),
        (None, "fr-FR, en;q=0.5", "en"),
        (None, "fr, *;q=0.5", "es_MX"),
        (None, "en;q=0", "es_MX"),
        (None, ";;q=;en;q=x,", "es_MX"),
    ],
)
def test_spanish_unless_english_is_asked_for(cookie, accept, locale):
    assert choose(cookie, accept) == locale


def test_locales_put_home_first():
    assert words.LOCALES[:2] == ("es_MX", "en")
    assert [words.tag(locale) for locale in words.LOCALES[:2]] == ["es-MX", "en"]


NIGHT = datetime(2025, 11, 5, 1, 30, tzinfo=UTC)  # still the evening of the 4th in Mexico


@pytest.mark.parametrize(
    ("locale", "function", "value", "text"),
    [
        ("es_MX", words.day, date(2025, 11, 4), "martes 4 de noviembre"),
        ("en", words.day, date(2025, 11, 4), "Tuesday, November 4"),
        ("es_MX", words.day, NIGHT, "martes 4 de noviembre"),
        ("es_MX", words.day_short, date(2025, 11, 4), "4 nov"),
        ("es_MX", words.day_full, date(2025, 11, 4), "4 de noviembre de 2025"),
        ("es_MX", words.moment, NIGHT, "martes 4 de noviembre, 7:30 p.m."),
        ("en", words.moment, NIGHT, "Tuesday, November 4, 7:30 PM"),
        ("es_MX", words.number, 12345, "12,345"),
        ("es_MX", words.money, 1234500, "$12,345"),
        ("es_MX", words.money, 1234550, "$12,345.50"),
        ("en", words.money, 1234500, "$12,345"),
    ],
)
def test_dates_and_numbers_as_people_say_them(as_reader, locale, function, value, text):
    as_reader(locale)
    assert function(value) == text


def test_importing_words_does_not_import_babel():
    code = "import sys, civic.core.words; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
