"""Why an identity may be opened: a closed list (SG-76). That an official asks who wrote something is not on it.

Two sentences each: for the officers, and for the family and the child who ask who looked.
"""

from civic.core.words import N_

DANGER = "danger"

REASONS = {
    DANGER: N_("Somebody is in danger now"),
    "legal": N_("A judge or a prosecutor orders it in writing"),
    "rights": N_("The family, or the child, asks for their data"),
    "card": N_("They lost their card and we have to find them"),
}

TOLD = {
    DANGER: N_("to look after the child"),
    "legal": N_("because a judge ordered it"),
    "rights": N_("because you asked for your data"),
    "card": N_("because of a lost card"),
}
