"""Reading what a child says of an idea, and what an adviser advises."""

from civic.core.actor import Actor
from civic.core.forms import Form, fold
from civic.core.readability import problems
from civic.core.words import N_, _
from civic.deliberation.kinds import Kind, Starter

LONGEST_ADVICE = 800
#: Advice is read by children; those of the middle band must be able to.
READABLE_BY = "b"

NOTHING_SAID = N_("Say something, even if it is short.")


def read_voice(form: Form, kind: Kind, actor: Actor) -> str:
    """The words as others will read them: a beginning and the child's own, or a ready answer and maybe more."""
    longest = actor.reach.longest_text
    if not actor.reach.writes_freely:
        chosen = form.choice("ending", kind.endings, N_("Choose what you want to say."))
        more = form.text("words", longest)
        return " ".join(part for part in (_(kind.endings[chosen].says) if chosen else "", more) if part)
    chosen = form.choice("starter", kind.starters)
    words = form.text("words", longest, NOTHING_SAID)
    return join(kind.starters[chosen], words) if chosen and words else words


def join(starter: Starter, words: str) -> str:
    """The beginning with the words in it. Whoever typed the beginning too has it once."""
    opens, closes = (part.strip() for part in _(starter.whole, words="|").split("|"))
    if fold(words).startswith(fold(opens)):
        return words
    if closes:
        words = words.strip(f"¿{closes} .…")
    return _(starter.whole, words=_without_capital(words))


def _without_capital(words: str) -> str:
    """A tablet makes the first letter big by itself; in the middle of a sentence it goes."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def apart(words: str, kind: Kind, actor: Actor) -> dict[str, str]:
    """What was said, as the form asks for it: for who chooses, the ready answer and the rest."""
    if actor.reach.writes_freely:
        return {"words": words}
    for code, ending in kind.endings.items():
        if words.startswith(_(ending.says)):
            return {"ending": code, "words": words.removeprefix(_(ending.says)).strip()}
    return {"words": words}


def read_advice(form: Form) -> str:
    words = form.text("words", LONGEST_ADVICE, N_("Write your advice."))
    hard = [problem.say() for problem in problems(words, READABLE_BY)]
    if any(problem.must for problem in problems(words, READABLE_BY)):
        form.problems.setdefault("words", " ".join(hard))
    return words
