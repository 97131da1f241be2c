"""Where a published proposal stands on its road through the council."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    TALKED = "talked"
    ON_POLL = "on_poll"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    ANSWERED = "answered"
    PROMISED = "promised"
    HAPPENED = "happened"


TALKED, ON_POLL, CHOSEN, NOT_CHOSEN = State.TALKED, State.ON_POLL, State.CHOSEN, State.NOT_CHOSEN
ANSWERED, PROMISED, HAPPENED = State.ANSWERED, State.PROMISED, State.HAPPENED

#: May be put on a poll; one that was not chosen may be tried again.
ELIGIBLE = {TALKED, NOT_CHOSEN}
#: Children may still speak about it.
DEBATED = {TALKED, ON_POLL, NOT_CHOSEN}

#: Said, with the kind of state a page draws (waiting, going, done, stopped) and its picture.
SAID = {
    TALKED: (N_("Being talked about"), "going", "talk"),
    ON_POLL: (N_("Being voted on"), "going", "vote"),
    CHOSEN: (N_("Chosen: the city must answer"), "waiting", "answer"),
    NOT_CHOSEN: (N_("Not chosen this time"), "waiting", "publish"),
    ANSWERED: (N_("Answered"), "done", "answer"),
    PROMISED: (N_("Promised by the city"), "going", "commitment"),
    HAPPENED: (N_("It happened"), "done", "happened"),
}
