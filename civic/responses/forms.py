"""What an officer writes: each text that children will read passes the gate before it is shown (SG-64, SG-68)."""

from datetime import date

from civic.core.clock import today
from civic.core.forms import Form
from civic.core.images import Picture, PictureProblem, read_picture_async
from civic.core.readability import problems
from civic.core.words import N_
from civic.responses.answers import ANSWERS, FURTHEST, LONGEST, READERS, STEPS, Promise, Said, Step

TITLE = 120


def read_answer(form: Form) -> Said:
    verdict = form.choice("verdict", ANSWERS, N_("Choose what the city answers."))
    kind = ANSWERS.get(verdict)
    passed = form.text("passed_to", TITLE)
    if verdict == "not_ours" and not passed:
        form.wrong("passed_to", N_("Say to whom it was passed on."))
    return Said(
        verdict,
        reason=_readable(form, "reason", LONGEST, N_("Say why. Children have a right to the reason.")),
        instead=_readable(
            form, "instead", LONGEST, N_("Say what can be done instead.") if kind and kind.instead else None
        ),
        next_on=_day_ahead(form, "next_on", N_("Say by which day it will be done.") if kind and kind.dated else None),
        passed_to=passed if verdict == "not_ours" else "",
    )


def read_promise(form: Form) -> Promise | None:
    """None with problems in the form when it does not hold together."""
    title = _readable(form, "title", TITLE, N_("Say in one sentence what the city will do."))
    until = _day_ahead(form, "due_on", N_("Say by which day it will be done."))
    steps = [step for n in range(1, STEPS + 1) if (step := _read_step(form, n, until))]
    if not steps and form.fits:
        form.wrong("step1", N_("Write at least one step."))
    if not form.fits or until is None:
        return None
    return Promise(title, until, tuple(sorted(steps, key=lambda step: step.due_on)))


def _read_step(form: Form, n: int, until: date | None) -> Step | None:
    name, on = f"step{n}", f"day{n}"
    title = _readable(form, name, TITLE)
    day = _day_ahead(form, on, N_("Say by which day this step will be done.") if title else None)
    if day and not title:
        form.wrong(name, N_("Say what this step is."))
    if day and until and day > until:
        form.wrong(on, N_("This step comes after the last day of the promise."))
    return Step(title, day) if title and day else None


async def read_evidence(form: Form) -> tuple[str, Picture | None]:
    """The words, and the picture drawn anew if there is one."""
    words = _readable(form, "words", LONGEST, N_("Say what was done, so that everyone can check."))
    if "picture" not in form.files:
        return words, None
    try:
        return words, await read_picture_async(form.files["picture"])
    except PictureProblem as problem:
        form.wrong("picture", problem.msgid)
        return words, None


def hints(form: Form, *names: str) -> list[str]:
    """What could be simpler, where it is good enough to be published."""
    return [each.say() for name in names for each in problems(str(form.get(name)), READERS)]


def _readable(form: Form, name: str, longest: int, required: str | None = None) -> str:
    words = form.text(name, longest, required)
    found = problems(words, READERS)
    if any(each.must for each in found):
        form.problems.setdefault(name, " ".join(each.say() for each in found))
    return words


def _day_ahead(form: Form, name: str, required: str | None) -> date | None:
    day = form.day(name, required)
    if day is None:
        return None
    if day <= today():
        form.wrong(name, N_("Choose a day that is still to come."))
    elif day > today() + FURTHEST:
        form.wrong(name, N_("Choose a day within the next five years."))
    return day
