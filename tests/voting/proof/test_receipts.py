"""SG-51: what a child takes home is the same for any choice and any number of votes; so is what the public sees of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from civic.voting.box.pseudonyms import pseudonym
from civic.voting.counting import count_ballots
from civic.voting.proof.compose import Kind, Leaves, compose_poll
from civic.voting.proof.leaves import box_leaves, leaf, nonce
from civic.voting.proof.receipts import receipt
from tests.voting.proof.polls import KEY, cast, poll

CHILDREN = [b"child %d" % each for each in range(8)]
CHOICES = st.frozensets(st.integers(0, 2), max_size=2)
VOTES = st.lists(st.tuples(st.sampled_from(CHILDREN), CHOICES), min_size=1, max_size=20)


def kept(child):
    """The receipt that the child is shown after each vote."""
    return receipt(leaf("7d0c", nonce(KEY, pseudonym(KEY, child))))


def closed(votes, kind):
    """The bundle's body of a box into which these votes went, a later one over an earlier one of the same child."""
    box = {pseudonym(KEY, child): choice for child, choice in votes}
    counted = count_ballots(poll(), cast(poll(), *box.values()))
    return compose_poll(kind, poll(), counted, Leaves(box_leaves("7d0c", KEY, box)))


@settings(max_examples=60, deadline=None)
@given(VOTES, st.lists(CHOICES, min_size=20, max_size=20), st.randoms())
def test_any_choice_and_any_number_of_votes_give_the_same_receipt(votes, others, chance):
    """A coercer who saw the first receipt finds it in the published list, as if nothing had happened since."""
    first = closed(votes, Kind.WITNESS)
    again = [(child, other) for (child, _choice), other in zip(votes, others, strict=False)]
    second = closed(chance.sample(votes, len(votes)) + again, Kind.WITNESS)
    assert (first["leaves"], first["root"]) == (second["leaves"], second["root"])
    for child in CHILDREN:
        found = [each for each in second["leaves"] if receipt(bytes.fromhex(each)) == kept(child)]
        assert len(found) == (child in dict(votes))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(CHILDREN), CHOICES, min_size=2), st.sampled_from(Kind), st.randoms())
def test_children_who_swap_their_votes_change_nothing(box, kind, chance):
    """Both bundles are the same, byte for byte, so each receipt fits each choice that somebody made."""
    one, other = chance.sample(list(box), 2)
    swapped = box | {one: box[other], other: box[one]}
    assert closed(swapped.items(), kind) == closed(box.items(), kind)


def test_a_receipt_says_who_made_it_to_nobody():
    """The name in the box is not enough: only with the key is it a receipt, and the key is gone after the close."""
    own = pseudonym(KEY, CHILDREN[0])
    assert receipt(leaf("7d0c", nonce(bytes(32), own))) != kept(CHILDREN[0]) != kept(CHILDREN[1])
