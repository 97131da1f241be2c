"""The box: who voted cannot be read from it, nor what, nor when."""

import secrets
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from civic.voting.ballots import Ballot, Ticks
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import SEAL_LENGTH, open_rows, seal

KEY = bytes(range(32))
SECRET = PrivateKey.generate()
PUBLIC = bytes(SECRET.public_key)
PAPER = Ticks(5, 3)


def ballot(*chosen):
    return Ballot(PAPER, tuple(sorted(chosen)))


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


def pack(one):
    return PAPER.pack(one)


def opened(rows):
    """The packed ballots, and how many rows were none."""
    packed, unreadable = open_rows(bytes(SECRET), rows, PAPER.width)
    return Counter(packed[at : at + PAPER.width] for at in range(0, len(packed), PAPER.width)), unreadable


@given(BALLOTS)
@settings(max_examples=30)
def test_sealed_ballots_are_alike_and_never_the_same_twice(one):
    """SG-50: same length for every choice, and equal choices look different."""
    sealed = seal(PUBLIC, pack(one))
    assert len(sealed) == PAPER.width + SEAL_LENGTH
    assert sealed != seal(PUBLIC, pack(one))


@given(st.lists(BALLOTS, max_size=12))
@settings(max_examples=30)
def test_what_is_sealed_is_opened(cast):
    assert opened([seal(PUBLIC, pack(one)) for one in cast]) == (Counter(map(pack, cast)), 0)


def test_what_cannot_be_read_is_counted():
    stranger = bytes(PrivateKey.generate().public_key)
    good = seal(PUBLIC, pack(ballot(1)))
    rows = [
        good,
        good[:-1] + bytes([good[-1] ^ 1]),
        good[:20],
        b"",
        seal(stranger, pack(ballot(1))),
        seal(PUBLIC, pack(ballot(1)) + b"\x00"),
    ]
    assert opened(rows) == (Counter([pack(ballot(1))]), 5)
