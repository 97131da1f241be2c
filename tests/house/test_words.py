"""The house: every sentence is said in es-MX, whole, and as we speak here."""

import re
from collections import Counter

import pytest

from civic.core.catalogues import entries, sentences, update_catalogues
from civic.core.words import HOME, LOCALES

HOLE = re.compile(r"%\((\w+)\)s")
TORN = re.compile(r"%\(|%[sd]\b|\{\w*\}")  # once the whole holes are out
MARKUP = re.compile(r"</?\w|&#?\w+;")


def texts(locale=HOME):
    """(entry, text) for everything a locale says."""
    return [(entry, text) for entry in entries(locale) for text in entry.texts if text]


def wrong(found) -> str:
    return "\n" + "\n".join(found)


def test_every_sentence_is_translated_once_and_nothing_is_left_over():
    """`python -m civic words` moves and drops; what it then lists is for a translator."""
    left = [trouble for trouble in update_catalogues(check=True) if trouble.startswith(f"{HOME}/")]
    assert not left, wrong(left)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_filled_in_is_the_same_in_every_language(locale):
    lost = []
    for entry in entries(locale):
        english = set(HOLE.findall(entry.msgid + (entry.many or "")))
        for form, text in enumerate(entry.texts):
            holes = set(HOLE.findall(text))
            last = form == len(entry.texts) - 1
            # "One idea" may leave the number out; the general form may not.
            if text and (holes > english or (last and holes != english)):
                lost.append(f"{locale}/{entry.room}.po: {entry.msgid!r} -> {text!r}")
    assert not lost, wrong(lost)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_hole_is_torn_and_no_sentence_carries_markup(locale):
    said = [(s.msgid, s.msgid) for s in sentences().values()] + [(e.msgid, text) for e, text in texts(locale)]
    torn = [f"{msgid!r} -> {text!r}" for msgid, text in said if TORN.search(HOLE.sub("", text)) or MARKUP.search(text)]
    assert not torn, wrong(torn)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("«» around what is quoted", r'["“”]'),
        ("one sign for three dots: …", r"\.\.\."),
        ("the Spanish of Mexico", r"(?i)\b(vosotr[oa]s|vuestr[oa]s?|ordenador(es)?|móvil(es)?|\w+(áis|(?<!s)éis))\b"),
        ("no double spaces, none at the ends", r"  |^\s|\s$"),
    ],
)
def test_spanish_as_we_write_it(rule, pattern):
    found = [f"{entry.room}.po: {text!r}" for entry, text in texts() if re.search(pattern, text)]
    assert not found, f"{rule}:{wrong(found)}"


def test_questions_and_exclamations_open_and_close():
    found = []
    for entry, text in texts():
        signs = Counter(text)
        if signs["¿"] != signs["?"] or signs["¡"] != signs["!"] or signs["«"] != signs["»"]:
            found.append(f"{entry.room}.po: {text!r}")
    assert not found, wrong(found)


def test_a_band_s_own_words_are_for_a_band_that_exists():
    bands = {entry.band for locale in LOCALES for entry in entries(locale)}
    assert bands <= {"", "a", "b", "c", "adult"}
