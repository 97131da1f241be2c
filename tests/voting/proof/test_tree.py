"""Leaves, their tree, receipts: RFC 6962's own values, and that nothing depends on who came when."""

import ast
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.people import code_words
from civic.people.pictures import SEQUENCE
from civic.settings import ROOT
from civic.voting.proof import tree, verify
from civic.voting.proof.leaves import box_leaves, leaf, nonce
from civic.voting.proof.receipts import receipt

LEAVES = st.lists(st.binary(max_size=3), max_size=20)


def slowly(leaves):
    """The definition of RFC 6962, section 2.1."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = max(power for power in (1, 2, 4, 8, 16) if power < len(leaves))
    return hashlib.sha256(b"\x01" + slowly(leaves[:half]) + slowly(leaves[half:])).digest()


@given(LEAVES)
def test_the_root_is_that_of_the_definition(leaves):
    assert tree.root(leaves) == slowly(leaves) == verify.merkle(leaves)


def test_a_leaf_is_no_inner_node():
    """Two leaves and the one leaf that is their hashes written one after the other have different roots."""
    pair = [b"one", b"two"]
    inside = b"".join(hashlib.sha256(b"\x00" + each).digest() for each in pair)
    assert tree.root([inside]) != tree.root(pair)


@given(st.lists(st.binary(min_size=1, max_size=4), unique=True, max_size=12), st.randoms())
def test_the_order_of_the_box_changes_nothing(names, chance):
    """SG-50: leaves are in the order of their hashes, whoever came when."""
    found = box_leaves("7d0c", bytes(32), names)
    assert found == box_leaves("7d0c", bytes(32), chance.sample(names, len(names)))
    assert list(found) == sorted(found)
    assert len(set(found)) == len(names) + 1


def test_a_leaf_needs_the_key_that_is_destroyed():
    """SG-50: under another key the same names have other leaves; and in another poll too."""
    one, other = bytes(32), bytes([1] * 32)
    assert not set(box_leaves("7d0c", one, [b"a"])) & set(box_leaves("7d0c", other, [b"a"]))
    assert leaf("7d0c", nonce(one, b"a")) != leaf("7d0d", nonce(one, b"a"))
    assert len(nonce(one, b"a")) == 16
    for broken in (("7d0c", b"short"), ("7d\n0c", bytes(16))):
        with pytest.raises(ValueError):
            leaf(*broken)


def test_of_an_empty_box_the_root_says_nothing():
    """SG-58: "nobody of these seven voted" would be said of each of them."""
    assert tree.root(box_leaves("7d0c", bytes(32), [])) != tree.root([])
    assert tree.root(box_leaves("7d0c", bytes(32), [])) != tree.root(box_leaves("7d0c", bytes([1] * 32), []))


@settings(max_examples=30)
@given(st.lists(st.binary(min_size=32, max_size=32), unique=True, min_size=1, max_size=8))
def test_a_receipt_finds_its_leaf(leaves):
    """SG-51: three pictures and three words, of the leaf alone."""
    for place, each in enumerate(leaves):
        got = receipt(each)
        assert (len(got.pictures), len(got.words)) == (3, 3)
        assert set(got.pictures) <= set(SEQUENCE) and set(got.words) <= set(code_words.LIST)
        assert [receipt(leaf) == got for leaf in leaves].index(True) == place


def test_receipts_use_all_pictures_and_many_words():
    got = [receipt(hashlib.sha256(bytes([each])).digest()) for each in range(256)]
    assert {picture for each in got for picture in each.pictures} == set(SEQUENCE)
    assert len({word for each in got for word in each.words}) > 500


@pytest.mark.parametrize("path", sorted((ROOT / "civic" / "voting" / "proof").glob("*.py")), ids=lambda path: path.name)
def test_pure(path):
    """SG-50: no clock, no chance, no database where ballots are turned into leaves and bundles."""
    source = ast.parse(path.read_text())
    modules = set()
    for node in ast.walk(source):
        assert not isinstance(node, ast.Await | ast.AsyncFunctionDef)
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module.split(".")[0])
    assert not modules & {"litestar", "piccolo", "asyncpg", "asyncio", "random", "secrets", "time", "datetime"}
