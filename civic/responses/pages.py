"""What each page of this room receives."""

from dataclasses import dataclass, field
from uuid import UUID

from civic.core.forms import Choice, Form
from civic.responses.answers import LONGEST, STEPS
from civic.responses.forms import TITLE
from civic.responses.outcomes import CityAnswer, CityPromise, Verdict
from civic.responses.queries import Idea, Line, Piles


@dataclass(frozen=True)
class Desk:
    """`here` is the matter on the table, if any."""

    piles: Piles
    here: UUID | None = None


@dataclass(frozen=True)
class AnswerDesk(Desk):
    """An idea that waits for its answer. `preview` is how children will read it, `hints` what could be simpler."""

    answer: CityAnswer | None = None
    idea: Idea | None = None
    form: Form = field(default_factory=Form)
    kinds: list[Choice] = field(default_factory=list)
    preview: CityAnswer | None = None
    hints: list[str] = field(default_factory=list)
    longest: int = LONGEST


@dataclass(frozen=True)
class PromiseDesk(Desk):
    """An answer that was given, and its promise: to be written, or with its steps to show."""

    answer: CityAnswer | None = None
    asked: str = ""
    commitment: CityPromise | None = None
    form: Form = field(default_factory=Form)
    open_steps: list[Choice] = field(default_factory=list)
    rows: range = range(1, STEPS + 1)
    longest: int = LONGEST
    title_longest: int = TITLE


@dataclass(frozen=True)
class Promises:
    unanswered: list[Line]
    promises: list[CityPromise]
    newer: str
    older: str


@dataclass(frozen=True)
class PromisePage:
    commitment: CityPromise


@dataclass(frozen=True)
class Dot:
    label: str
    url: str
    state: str


@dataclass(frozen=True)
class FacePage:
    """One thing to say with one face."""

    answer: CityAnswer
    commitment: CityPromise | None
    verdict: Verdict
    mine: str
    steps: list[Dot]
    form: Form
    options: list[Choice]
