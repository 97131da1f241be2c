"""What children say of the city's answer with three faces, and from how many on it is told (SG-66)."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.secrets import mark
from civic.core.words import N_
from civic.voting.results.plain import ALMOST_ALL, ALMOST_NONE, LARGE, K, Share, share


@dataclass(frozen=True)
class About:
    """`asks` the child; `says` the total, with `%(share)s`; `slug` in the address."""

    slug: str
    asks: str
    says: str
    picture: str


ABOUT = {
    "clear": About("clara", N_("Do you understand the answer?"), N_("It is understood: %(share)s say so."), "answer"),
    "fair": About("justa", N_("Does the answer seem fair to you?"), N_("It is fair: %(share)s say so."), "reason"),
    "happened": About(
        "paso", N_("Did what the city promised happen?"), N_("It happened: %(share)s say so."), "happened"
    ),
}

#: Face -> its word and picture. The first is the one that totals count.
FACES = {
    "happy": (N_("Yes"), "face-happy"),
    "neutral": (N_("More or less"), "face-neutral"),
    "sad": (N_("No"), "face-sad"),
}


def told(happy: int, all_faces: int) -> Share | None:
    """The share of happy faces; None under ten.

    "All" or "none" of a small group would tell what each one of them said: below fifty it is "almost".
    """
    if all_faces < K:
        return None
    if all_faces < LARGE and 10 * happy <= all_faces:
        return Share(ALMOST_NONE, 1)
    if all_faces < LARGE and 10 * (all_faces - happy) <= all_faces:
        return Share(ALMOST_ALL, 9)
    return share(happy, all_faces)


def by(secret: str, child: UUID, proposal: UUID, about: str) -> bytes:
    """A child's mark on one verdict: one face each, and no way from the table to the child or to their other faces."""
    return mark(secret, "verdict", proposal, about, child).encode()
