"""The six words of a card (SG-06): readable, forgiving, and never below the floor."""

import math
import re
from itertools import combinations

import pytest

from civic.people import code_words
from civic.people.code_words import LIST, make, plain


def test_sg_06_six_words_are_over_the_hard_floor_and_say_that_they_need_a_password_hash():
    """SG-06 and the floors of safeguards.md 0.3: at least 64 bits; below 112 only password-hashed."""
    bits = code_words.WORDS * math.log2(len(LIST))
    assert bits == code_words.BITS == 66
    assert 64 <= bits < 112 and "password-hashed" in code_words.__doc__


def test_the_list_is_2048_short_plain_words_in_order():
    assert len(LIST) == len(set(LIST)) == 2048
    assert list(LIST) == sorted(LIST)
    assert [word for word in LIST if not re.fullmatch("[a-jl-vx-z]{3,7}", word)] == []


def apart(one, other):
    """The edit distance, written the slow way: the test's own measure."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def test_no_two_words_are_one_letter_apart():
    seen = {}
    for word in LIST:
        rests = {word} | {f"{i}{word[:i]}{word[i + 1 :]}" for i in range(len(word))}
        rests |= {word[:i] + word[i + 1 :] for i in range(len(word))}
        for rest in rests:
            seen.setdefault(rest, []).append(word)
    pairs = {pair for words in seen.values() for pair in combinations(words, 2)}
    assert len(pairs) > 200, "the sieve must offer near pairs to be measured"
    assert [pair for pair in pairs if apart(*pair) < 2] == []


#: Rude, sad, frightening, of one body, faith or party, given names and surnames: none of these belongs on a card.
NEVER = """ano arma asno bala bobo bomba bruja burro caca cerdo chile chocho concha coger cola crimen cruz culo diablo
dios droga enano feo flaco gallo golpe gordo grito guerra huevo infierno joto lepra llanto loco malo mama marrano matar
mear miedo misa moco mono morir mudo muerte muerto nalga navaja negro odio pan panza papa pedo pene perra pico pistola
pito preso pri puta puto rata robo sangre santo sapo sida sordo teta tonto triste tumba veneno verga zorra angel abril
alba alma azul blanca brisa carmen celia cielo clara coral cruz diana dulce elena flor gema iris jade julia julio laurel
leo leon lila lima luna luz mar maria mario marina olivia paloma perla pilar reina rocio romero rosa rubi sol viola
flores reyes ramos rosales torres morales campos rojas vega madre padre virgen morena"""


def test_no_word_is_rude_sad_frightening_or_a_name():
    assert len(NEVER.split()) > 100
    assert sorted(set(NEVER.split()) & set(LIST)) == []


def test_codes_are_drawn_from_the_whole_list_and_never_alike():
    codes = {make() for _ in range(3000)}
    assert len(codes) == 3000
    assert all(len(code) == 6 for code in codes)
    drawn = {word for code in codes for word in code}
    assert drawn <= set(LIST) and len(drawn) > 0.99 * len(LIST)


PRINTED = "bufanda canoa galaxia nuevo torneo zapateo"


@pytest.mark.parametrize(
    "typed",
    [
        PRINTED,
        "BUFANDA Canoa galaxia NUEVO torneo zapateo",
        "bufanda, canoa, galaxia,\nnuevo, torneo, zapateo",
        "  bufanda-canoa-galaxia   nuevo–torneo/zapateo. ",
        "búfanda cánoa galáxia nuevó torneo zapateo",
        "bufannda cnoa galaxia nuebo torneo sapateo",
        "bufandas kanoa galaxa nuevp tornéo zapatea",
        "BUFANDA\tCAN0A GALAX1A NUEVO TORNEO ZAPATEO",
    ],
)
def test_what_a_child_types_is_the_printed_code(typed):
    assert plain(typed) == PRINTED


@pytest.mark.parametrize(
    "typed",
    [
        "bufanda canoa galaxia nuevo torneo",
        "canoa bufanda galaxia nuevo torneo zapateo",
        "bufanda canoa galaxia nuevo torneo zopatoa",
        "bufandacanoa galaxia nuevo torneo zapateo",
        "",
        "🦋 ñ 123",
    ],
)
def test_what_is_further_off_is_not(typed):
    assert plain(typed) != PRINTED


def test_every_slip_that_has_one_near_word_is_put_right_and_no_other():
    """SG-06: forgiveness never turns one printed word into another, and where two are near it does not guess."""
    unsure = 0
    for word in LIST[::300]:
        assert plain(word) == word
        slips = {word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in "aeosz"}
        slips |= {word[:i] + word[i + 1 :] for i in range(len(word))}
        for slip in slips - set(LIST):
            near = [other for other in LIST if abs(len(other) - len(slip)) < 2 and apart(slip, other) == 1]
            assert plain(slip) == (word if near == [word] else slip), (slip, near)
            unsure += near != [word]
    assert unsure, "some slips must lie between two words, or nothing was measured"


def test_plain_is_settled_and_bounded():
    assert plain(plain("kanoa, nuebo")) == plain("kanoa, nuebo") == "canoa nuevo"
    assert len(plain("zapateo " * 100_000)) <= 200
