"""What an officer types before a name is shown, and what another says of it after."""

from dataclasses import dataclass

from civic.core.forms import Form
from civic.core.words import N_
from civic.vault.reasons import REASONS

SHORTEST, LONGEST = 20, 600
LONGEST_ALIAS = 80


@dataclass(frozen=True)
class Asked:
    """A reason of the closed list, and why in the officer's own words."""

    reason: str
    why: str


def read_asked(form: Form) -> Asked:
    reason = form.choice("reason", REASONS, N_("Choose the reason. If none fits, it stays closed."))
    why = form.text("why", LONGEST)
    if len(why) < SHORTEST:
        form.wrong("why", N_("Say why in at least %(least)s letters. The other officer reads it."), least=SHORTEST)
    return Asked(reason, why)


def read_alias(form: Form) -> str:
    alias = form.text("alias", LONGEST_ALIAS, N_("Write the alias, or a word of it."))
    if 0 < len(alias) < 3:
        form.wrong("alias", N_("Write at least three letters."))
    return alias


def read_review(form: Form) -> bool:
    return form.choice("right", ("yes", "no"), N_("Say whether it was right.")) == "yes"
