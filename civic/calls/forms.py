"""What the secretary types of a promise. It passes the gate of the children who will read it (SG-03, SG-68)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from civic.core.forms import Form
from civic.core.readability import problems
from civic.core.words import N_

#: The part of the promise -> the most letters it may have.
TEXTS = {"question": 160, "can_change": 600, "money": 400, "decides": 600, "data": 600}

#: The age band whose gate a call must pass: it is read by all who may take part.
GATE = "b"

PICTURES = (
    *("talk", "parks", "streets", "water", "lighting", "safety", "school"),
    *("health", "culture", "sport", "animals", "transport", "cleaning"),
)


@dataclass(frozen=True)
class Parts:
    """The promise as typed so far: any part may still be empty in a draft."""

    question: str = ""
    can_change: str = ""
    money: str = ""
    decides: str = ""
    data: str = ""
    office: UUID | None = None
    answer_by: date | None = None
    proposals_until: date | None = None
    first_round_until: date | None = None
    picture: str = "talk"

    def as_typed(self) -> dict[str, Any]:
        return {name: "" if part is None else str(part) for name, part in asdict(self).items()}


def read_parts(form: Form, offices: Iterable[UUID]) -> Parts:
    texts = {name: _text(form, name, longest) for name, longest in TEXTS.items()}
    office = form.choice("office", [str(each) for each in offices])
    parts = Parts(
        **texts,
        office=UUID(office) if office else None,
        answer_by=form.day("answer_by"),
        proposals_until=form.day("proposals_until"),
        first_round_until=form.day("first_round_until"),
        picture=form.choice("picture", PICTURES) or "talk",
    )
    if parts.answer_by and parts.proposals_until and parts.answer_by <= parts.proposals_until:
        form.wrong("answer_by", N_("The city answers after the last day for ideas. Choose a later day."))
    return parts


def _text(form: Form, name: str, longest: int) -> str:
    text = form.text(name, longest)
    for problem in problems(text, GATE):
        if problem.must:
            form.wrong(name, problem.msgid, **problem.values)
    return text
