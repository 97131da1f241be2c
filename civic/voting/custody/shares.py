"""The three cards that hold a box's key: any two of them open it, one alone tells nothing.

The words are SLIP-39's, so that any program for it can join two cards again: a seed of 128 bits shared 2 of 3, without a
passphrase. The X25519 secret of the box is HKDF-SHA256 of the seed, without salt, with the poll's id in its info. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.public import PrivateKey
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from civic.core.words import N_
from civic.voting.ballots import Problem

CARDS, ENOUGH = 3, 2
#: Words on a card.
WORDS = 20
SEED = 16
INFO = b"vozyvoto-custody/1\n"
#: SLIP-39: no two words begin with the same four letters.
BEGINNINGS = {word[:4]: word for word in WORDLIST}


NOT_OF_THE_LIST = N_("Word %(number)s, “%(word)s”, is not on any card. Look at it again.")
SO_MANY = N_("There are %(have)s words. A card has 20.")
MIXED_UP = Problem(
    N_("All words are of the list, but they do not fit together. One is another word, or two changed places.")
)
SAME_CARD = Problem(N_("This is the same card twice. It takes two different ones."))
ANOTHER_VOTE = Problem(N_("These two cards do not open this box. Look for the name of the vote on each card."))


def make(seed: bytes) -> list[str]:
    """The words of the three cards."""
    return generate_mnemonics(1, [(ENOUGH, CARDS)], seed)[0]


def secret_of(poll: str, seed: bytes) -> bytes:
    """The box's X25519 secret, 32 bytes."""
    return HKDF(SHA256(), 32, salt=None, info=INFO + poll.encode()).derive(seed)


def public_key(secret: bytes) -> bytes:
    return bytes(PrivateKey(secret).public_key)


def key_of(poll: str, cards: Sequence[str]) -> bytes:
    """The box's public key, of the words of two cards."""
    return public_key(secret_of(poll, combine_mnemonics(cards)))


@dataclass(frozen=True)
class Card:
    """`place`: 0, 1 or 2."""

    words: str
    place: int
    of: int


def read_card(typed: str) -> Card | Problem:
    """Numbers between the words, capitals and endings do no harm: the first four letters say which word it is."""
    found = re.findall(r"[^\W\d_]+", typed.lower())
    for number, word in enumerate(found, 1):
        known = BEGINNINGS.get(word[:4])
        if known is None or not known.startswith(word):
            return Problem(NOT_OF_THE_LIST, {"number": number, "word": word[:20]})
    if len(found) != WORDS:
        return Problem(SO_MANY, {"have": len(found)})
    words = " ".join(BEGINNINGS[word[:4]] for word in found)
    try:
        share = Share.from_mnemonic(words)
    except MnemonicError:
        return MIXED_UP
    return Card(words, share.index, share.identifier)


def open_with(poll: str, box_key: bytes, cards: Sequence[Card]) -> bytes | Problem:
    """The box's secret, if these two open this box."""
    if len({card.place for card in cards}) < ENOUGH and len({card.of for card in cards}) == 1:
        return SAME_CARD
    try:
        secret = secret_of(poll, combine_mnemonics([card.words for card in cards]))
    except MnemonicError:
        return ANOTHER_VOTE
    return secret if public_key(secret) == box_key else ANOTHER_VOTE
