"""The four things a city may answer (SG-64), and what each must say besides why."""

from dataclasses import dataclass
from datetime import date, timedelta

from civic.core.clock import working_days_after
from civic.core.words import N_

#: Working days an office has to answer, and children to ask again once it did (SG-63, SG-64).
DAYS_TO_ANSWER = 20
DAYS_TO_ASK = 10
#: No date a city gives lies further away: whoever is ten today must still be there to see it.
FURTHEST = timedelta(days=5 * 365)
LONGEST = 800
#: The city's words are held to this band's gate: the middle one, read by most (SG-64, SG-68).
READERS = "b"


@dataclass(frozen=True)
class Kind:
    """`label` for the officer, `says` for the children. `instead`, `dated`: must it say what else, and when."""

    label: str
    says: str
    picture: str
    instead: bool
    dated: bool


ANSWERS = {
    "yes": Kind(N_("Yes"), N_("The city said: yes"), "yes", instead=False, dated=True),
    "partly": Kind(N_("Yes, a part"), N_("The city said: yes, a part"), "partly", instead=True, dated=True),
    "no": Kind(N_("No"), N_("The city said: no"), "no", instead=True, dated=False),
    "not_ours": Kind(
        N_("It is not ours: passed on"),
        N_("The city said: this belongs to others"),
        "not-ours",
        instead=True,
        dated=False,
    ),
}


@dataclass(frozen=True)
class Said:
    """An answer as it is given. `verdict` is a key of ANSWERS; empty texts and no day where nothing was said."""

    verdict: str
    reason: str
    instead: str = ""
    next_on: date | None = None
    passed_to: str = ""


@dataclass(frozen=True)
class Step:
    title: str
    due_on: date


@dataclass(frozen=True)
class Promise:
    """What the city will do, by when, and its steps in order of day."""

    title: str
    due_on: date
    steps: tuple[Step, ...]


#: Steps of a promise, at most.
STEPS = 5


def questions_until(answered_on: date) -> date:
    """The last day of the one round of questions that every answer opens (SG-64)."""
    return working_days_after(answered_on, DAYS_TO_ASK)
