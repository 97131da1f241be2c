"""What is asked of who writes an incident down, and of who tells it. Pure."""

from civic.core.words import N_

FACT_LABELS = {
    "what": N_("What happened"),
    "happened_at": N_("When it happened, and when it was noticed"),
    "why": N_("Why it happened"),
    "at_once": N_("What was done at once"),
    "for_good": N_("What is done so that it does not happen again"),
}

NOTICE_LABELS = {
    "nature": N_("What happened"),
    "data": N_("Which data it touches"),
    "advice": N_("What families can do to protect themselves"),
    "done": N_("What was done at once"),
    "ask_at": N_("Where to ask for more"),
    "for_children": N_("The same, told to a child of seven"),
}

#: No name of anybody belongs in any of them, and a notice is read on a phone.
LONGEST = 1200

#: The gate the children's version passes: that of the youngest who may read it.
READ_BY = "a"
