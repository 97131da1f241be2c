"""The box: who voted cannot be read from it, nor what, nor when."""

import random
import secrets
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from civic.voting.ballots import Approval, Ballot, ChooseOne, pack
from civic.voting.box import SEAL_LENGTH, open_all, pseudonym, seal

KEY = bytes(range(32))
SECRET = PrivateKey.generate()
PUBLIC = bytes(SECRET.public_key)
METHOD = Approval(3)


def ballot(*chosen):
    return Ballot(METHOD, 5, frozenset(chosen))


BALLOTS = st.sets(st.integers(0, 4), max_size=3).map(lambda chosen: ballot(*chosen))


def test_one_child_has_one_pseudonym_in_a_poll():
    """SG-49: the pseudonym is the primary key of the box, so the second ballot replaces or is refused."""
    assert pseudonym(KEY, b"lupita") == pseudonym(KEY, b"lupita")
    assert pseudonym(KEY, b"lupita") != pseudonym(KEY, b"mateo")


def test_two_polls_cannot_be_linked():
    """SG-50"""
    assert pseudonym(KEY, b"lupita") != pseudonym(secrets.token_bytes(32), b"lupita")


def test_the_pseudonym_is_hmac_sha_256():
    """RFC 4231 has no key of 32 bytes; this is `openssl dgst -sha256 -mac HMAC -macopt hexkey:00..1f` of "lupita"."""
    expected = "4632e864deb2037544e02d2d7cc226258ebaec901f411b18c307b059acff5d1b"
    assert pseudonym(bytes(range(32)), b"lupita").hex() == expected


@pytest.mark.parametrize(("key", "credential"), [(b"short", b"lupita"), (b"", b"lupita"), (KEY, b"")])
def test_no_pseudonym_from_half_the_parts(key, credential):
    with pytest.raises(ValueError):
        pseudonym(key, credential)


@given(BALLOTS)
@settings(max_examples=30)
def test_sealed_ballots_are_alike_and_never_the_same_twice(one):
    """SG-50: same length for every choice, and equal choices look different."""
    sealed = seal(PUBLIC, pack(one))
    assert len(sealed) == len(pack(ballot())) + SEAL_LENGTH
    assert sealed != seal(PUBLIC, pack(one))


@given(st.lists(BALLOTS, max_size=12), st.randoms())
@settings(max_examples=30)
def test_the_order_of_casting_is_not_in_the_opened_box(cast, chance):
    """SG-50: whatever order the rows come in, the answer is the same."""
    rows = [seal(PUBLIC, pack(one)) for one in cast]
    opened = open_all(bytes(SECRET), rows, METHOD, 5)
    chance.shuffle(rows)
    assert open_all(bytes(SECRET), rows, METHOD, 5) == opened
    assert (Counter(opened.ballots), opened.unreadable) == (Counter(cast), 0)


def test_two_hundred_votes_come_out_unrelated_to_their_order():
    """SG-50: identical ballots are interchangeable objects, so not even identity tells them apart."""
    cast = [ballot(random.Random(number).randrange(5)) for number in range(200)]
    opened = open_all(bytes(SECRET), [seal(PUBLIC, pack(one)) for one in cast], METHOD, 5).ballots
    assert list(opened) == sorted(cast, key=pack)
    assert len({id(one) for one in opened}) == len(set(cast))


def test_what_cannot_be_read_is_counted():
    stranger = bytes(PrivateKey.generate().public_key)
    good = seal(PUBLIC, pack(ballot(1)))
    rows = [
        good,
        good[:-1] + bytes([good[-1] ^ 1]),
        good[:20],
        b"",
        seal(stranger, pack(ballot(1))),
        seal(PUBLIC, b"\xff"),
        seal(PUBLIC, pack(ballot(1)) + b"\x00"),
    ]
    opened = open_all(bytes(SECRET), rows, METHOD, 5)
    assert (opened.ballots, opened.unreadable) == ((ballot(1),), 6)


def test_a_ballot_of_another_method_is_unreadable():
    assert open_all(bytes(SECRET), [seal(PUBLIC, pack(ballot(0, 1)))], ChooseOne(), 5).unreadable == 1
