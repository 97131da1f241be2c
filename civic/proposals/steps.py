"""The road of an idea, one question a screen. Who does not write freely goes by pictures first."""

from dataclasses import dataclass

from civic.core.ages import Reach
from civic.core.words import N_


@dataclass(frozen=True)
class Step:
    """`name` is the last part of its address; `question` what the screen asks."""

    name: str
    question: str
    label: str
    picture: str


ABOUT = Step("tema", N_("What is your idea about?"), N_("What about"), "search")
WISH = Step("deseo", N_("What do you want?"), N_("What I want"), "propose")
TITLE = Step("titulo", N_("What do you want to change?"), N_("My idea"), "propose")
PROBLEM = Step("problema", N_("What happens now?"), N_("What happens"), "worry")
HELP = Step("ayuda", N_("What would help?"), N_("What would help"), "whatif")
WHERE = Step("lugar", N_("Where is it?"), N_("Where"), "place")
DRAWING = Step("dibujo", N_("Do you want to draw it?"), N_("Drawing"), "crayon")
REVIEW = Step("revisar", N_("Is it how you want it?"), N_("See it"), "send")


def road(reach: Reach) -> tuple[Step, ...]:
    if reach.writes_freely:
        return (TITLE, PROBLEM, HELP, WHERE, ABOUT, DRAWING, REVIEW)
    return (ABOUT, WHERE, WISH, DRAWING, REVIEW)


def after(reach: Reach, name: str) -> Step:
    steps = road(reach)
    here = next(i for i, step in enumerate(steps) if step.name == name)
    return steps[min(here + 1, len(steps) - 1)]


def find(reach: Reach, name: str) -> Step | None:
    return next((step for step in road(reach) if step.name == name), None)
