"""What care means here, step by step, and how it may end. Lists, so that a city can read them whole."""

from dataclasses import dataclass
from datetime import timedelta

from civic.core.words import N_

#: From its arrival, at any hour: a message that nobody read, or that no authority was told of, is reminded of, and then
#: passed up (SG-82; the law says "immediately"). A city may shorten them.
REMIND_AFTER, ESCALATE_AFTER = timedelta(hours=1), timedelta(hours=4)

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
    Step(
        "colleague",
        N_("Another person of the care team knows about this message, or the person from outside if it names them."),
    ),
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
#: The one end for which no authority is told: two people must agree on it, like on every other.
NOTHING_TO_TELL = "no_danger"

#: Where it came from, for the officers' desk.
SOURCES = {
    "message": N_("Somebody asked for help"),
    "text": N_("A text that worries"),
    "family": N_("Disagreement in a family"),
    "alert": N_("Somebody of the team looked at too much"),
}

#: Whom a number of the town is for.
LEVELS = {
    "1": N_("Everyone: it is on the help page"),
    "2": N_("The care team: the authority that is told"),
    "3": N_("Who must not be read by the care team: a person from outside it"),
}

#: What the lexicon found, said for the officers; and why other rooms raise a concern.
WORRIES = {
    "away": N_("running away"),
    "distress": N_("great sadness or fear"),
    "drugs": N_("drugs"),
    "forced": N_("being made to do something"),
    "grooming": N_("a stranger who comes close"),
    "hitting": N_("blows"),
    "home": N_("danger at home"),
    "hunger": N_("hunger"),
    "locked": N_("being locked in"),
    "neglect": N_("being left alone"),
    "school": N_("harm at school"),
    "self_harm": N_("hurting oneself"),
    "sexual": N_("sexual abuse"),
    "suicide": N_("wanting to die"),
    "threat": N_("threats"),
}
