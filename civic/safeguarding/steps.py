"""What care means here, step by step, and how it may end. Lists, so that a city can read them whole."""

from dataclasses import dataclass
from datetime import timedelta

from civic.core.words import N_

#: A message not opened for this long is marked on the desk (SG-82; the law says "immediately").
UNREAD_LIMIT = timedelta(hours=1)

#: Where the quick exit leads: a page anybody may be reading.
SOMEWHERE_ELSE = "https://es.wikipedia.org/"


@dataclass(frozen=True)
class Step:
    """`must`: without it the message cannot be called attended (LGDNNA 12, 122: whoever knows must report)."""

    name: str
    sentence: str
    must: bool = True


STEPS = (
    Step("danger", N_("Is somebody in danger now? If so, 911 was called.")),
    Step("colleague", N_("The other safeguarding officer knows about this message.")),
    Step("authority", N_("The authority that protects children was told, or there was nothing to tell it.")),
    Step("answered", N_("Whoever wrote knows whom we told and what comes next, if there was a way to reach them.")),
    Step("filed", N_("What was done is on the paper file under lock, with its folio."), must=False),
)
MUST = frozenset(step.name for step in STEPS if step.must)

OUTCOMES = {
    "protected": N_("The authority that protects children took the case."),
    "accompanied": N_("Whoever wrote has company and is safe."),
    "not_found": N_("It was not possible to find who wrote. The authority knows what we know."),
    "no_danger": N_("It was a question or something else. Nobody is in danger."),
}
