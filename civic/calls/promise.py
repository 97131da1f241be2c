"""The promise of a call in its six parts, as people read it: pure."""

from dataclasses import dataclass

from civic.calls.forms import Parts
from civic.core.words import N_, _, day_full


@dataclass(frozen=True)
class Part:
    title: str
    words: str
    picture: str


def promise(parts: Parts, office: str) -> list[Part]:
    """Six parts, in the order of SG-03: the question is the first."""
    answers = [_(N_("%(office)s answers."), office=office)] if office else []
    if parts.answer_by:
        answers.append(_(N_("The last day to answer is %(day)s."), day=day_full(parts.answer_by)))
    return [
        Part(_(N_("What is asked?")), parts.question, parts.picture),
        Part(_(N_("What can change?")), parts.can_change, "whatif"),
        Part(_(N_("How much money is there?")), parts.money, "money"),
        Part(_(N_("Who decides?")), parts.decides, "vote"),
        Part(_(N_("Who answers, and when?")), " ".join(answers), "answer"),
        Part(_(N_("What happens with what I write?")), parts.data, "data"),
    ]
