"""What may be typed to the care team, and how long it may be."""

from dataclasses import dataclass

from civic.core.forms import Form
from civic.core.words import N_
from civic.safeguarding.steps import OUTCOMES, STEPS

LONGEST = 4000


@dataclass(frozen=True)
class Help:
    """`answer_to` is how to find who wrote, in their words, or nothing; `it_is_me` only if they ticked it."""

    words: str
    answer_to: str
    it_is_me: bool


def read_help(form: Form) -> Help:
    return Help(
        form.text("words", LONGEST, N_("Write at least one word. Or call: a person answers.")),
        form.text("answer_to", 120),
        form.get("it_is_me") == "yes",
    )


def read_step(form: Form) -> str:
    return form.choice("step", [step.name for step in STEPS], N_("Choose the step that is done."))


def read_outcome(form: Form) -> str:
    return form.choice("outcome", OUTCOMES, N_("Choose how it ended."))
