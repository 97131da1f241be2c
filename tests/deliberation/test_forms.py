"""A beginning and a child's words make one sentence."""

from dataclasses import replace
from uuid import UUID

import pytest

from civic.core.actor import CHILD, Actor
from civic.core.forms import Form
from civic.core.words import Voice, _, speaking
from civic.deliberation.forms import LONGEST_ADVICE, apart, read_advice, read_voice
from civic.deliberation.kinds import KINDS

AMARANTA = Actor(CHILD, UUID(int=3), band="b")
LUPITA = Actor(CHILD, UUID(int=1), band="a")


@pytest.fixture(autouse=True)
def in_spanish():
    token = speaking.set(Voice(band="b"))
    yield
    speaking.reset(token)


@pytest.mark.parametrize(
    ("kind", "starter", "typed", "words"),
    [
        ("reason", "like", "hay sombra", "Me gusta porque hay sombra"),
        ("reason", "like", "Hay sombra", "Me gusta porque hay sombra"),
        ("reason", "like", "me gusta porque hay sombra", "me gusta porque hay sombra"),
        ("reason", "", "Los árboles son bonitos.", "Los árboles son bonitos."),
        ("question", "how", "van a regarlos", "¿Cómo van a regarlos?"),
        ("question", "how", "¿Van a regarlos?", "¿Cómo van a regarlos?"),
        ("question", "how", "¿cómo van a regarlos?", "¿cómo van a regarlos?"),
        ("whatif", "whatif", "ponen bancas.", "¿Y si ponen bancas?"),
        ("worry", "worried", "DIF no venga", "Me preocupa que DIF no venga"),
    ],
)
def test_a_beginning_and_its_words(kind: str, starter: str, typed: str, words: str) -> None:
    form = Form({"starter": starter, "words": typed})
    assert read_voice(form, KINDS[kind], AMARANTA) == words
    assert form.fits


def test_nothing_said_and_too_much_said() -> None:
    empty, long = Form({"starter": "like", "words": "  "}), Form({"words": "a" * 401})
    read_voice(empty, KINDS["reason"], AMARANTA)
    read_voice(long, KINDS["reason"], AMARANTA)
    assert list(empty.problems) == list(long.problems) == ["words"]


def test_who_chooses_may_add_words_and_must_not() -> None:
    form = Form({"ending": "breaks"})
    assert read_voice(form, KINDS["worry"], LUPITA) == "Me preocupa que se rompa."
    form = Form({"ending": "breaks", "words": "Es de palo."})
    assert read_voice(form, KINDS["worry"], LUPITA) == "Me preocupa que se rompa. Es de palo."
    nothing = Form({"words": "Es de palo."})
    read_voice(nothing, KINDS["worry"], LUPITA)
    assert list(nothing.problems) == ["ending"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_chosen_comes_apart_again(kind: str) -> None:
    for code in KINDS[kind].endings:
        words = read_voice(Form({"ending": code, "words": "Y ya."}), KINDS[kind], LUPITA)
        assert apart(words, KINDS[kind], LUPITA) == {"ending": code, "words": "Y ya."}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_offers_few_things_and_fits(kind: str) -> None:
    assert len(KINDS[kind].endings) <= LUPITA.reach.most_options
    assert len(KINDS[kind].starters) + 1 <= replace(LUPITA, band="b").reach.most_options
    assert all(len(_(each.says)) <= LUPITA.reach.longest_text for each in KINDS[kind].endings.values())


def test_advice_that_children_cannot_read_is_not_taken() -> None:
    """SG-68: advice passes the gate of the middle band, or says what to mend and keeps the text."""
    hard = "Es " + "muy " * 20 + "importante considerar la factibilidad. Lo haremos pronto."
    form = Form({"words": hard})
    read_advice(form)
    assert "palabras" in form.problems["words"] and "pronto" in form.problems["words"] and form.get("words") == hard
    clear = Form({"words": "Los árboles necesitan agua cada semana. Pregunten en el vivero."})
    read_advice(clear)
    assert clear.fits
    long = Form({"words": "Sí. " * LONGEST_ADVICE})
    read_advice(long)
    assert "words" in long.problems
