"""A small signed poll, and random ones."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from civic.voting.ballots import Ballot
from civic.voting.counting import count_ballots
from civic.voting.manifest import Manifest, Option
from civic.voting.proof import bundle
from civic.voting.proof.compose import Kind, Leaves, compose_poll
from civic.voting.proof.leaves import box_leaves

SEED = bytes(range(32))
KEY = bytes(reversed(range(32)))


def poll(options=3, rule="approval;max=2;ties=lot", seats=1, roll=40, seed="6 2 5"):
    return Manifest(
        poll="7d0c",
        question="¿Qué hacemos?",
        options=tuple(Option(f"p{place}", f"Idea {place}") for place in range(options)),
        rule=rule,
        seats=seats,
        roll="all",
        roll_size=roll,
        opens=datetime(2026, 3, 2, 15, tzinfo=UTC),
        closes=datetime(2026, 3, 6, 23, tzinfo=UTC),
        lot_seed=seed,
        sealing_key=bytes(32),
    )


def cast(manifest, *chosen):
    """Ballots of these choices."""
    return [Ballot(manifest.paper, tuple(sorted(each))) for each in chosen]


def leaves(ballots, unreadable=0):
    """Of as many sealed ballots, whatever is in them."""
    return box_leaves("7d0c", KEY, [b"sealed %d" % each for each in range(ballots + unreadable)])


def body(kind, manifest, ballots, unreadable=0):
    counted = replace(count_ballots(manifest, ballots), unreadable=unreadable)
    return compose_poll(kind, manifest, counted, Leaves(leaves(len(ballots), unreadable)))


def signed(kind, manifest, ballots, unreadable=0):
    return bundle.write(body(kind, manifest, ballots, unreadable), SEED)


def small(kind=Kind.WITNESS):
    manifest = poll()
    return body(kind, manifest, cast(manifest, {0}, {1, 2}, {1}, ()))


@st.composite
def contests(draw, most_ballots=40):
    """A manifest and its ballots; a few kinds of ballot, cast often, so that equals are common."""
    options = draw(st.integers(1, 4))
    most = draw(st.integers(1, options))
    rule = "choose_one;ties=lot" if most == 1 and draw(st.booleans()) else f"approval;max={most};ties=lot"
    manifest = poll(options, rule, draw(st.integers(1, options)), 1000, str(draw(st.integers(0, 99))))
    kinds = draw(st.lists(st.frozensets(st.integers(0, options - 1), max_size=most), min_size=1, max_size=4))
    chosen = draw(st.lists(st.sampled_from(kinds), max_size=most_ballots))
    return manifest, cast(manifest, *chosen)
