"""Where an answer and a promise of the city stand."""

from enum import Enum

from civic.core.words import N_


class AnswerState(Enum):
    OWED = "owed"
    LATE = "late"
    ANSWERED = "answered"


class State(Enum):
    PROMISED = "promised"
    UNDER_WAY = "under_way"
    DONE = "done"


OWED, LATE, ANSWERED = AnswerState.OWED, AnswerState.LATE, AnswerState.ANSWERED
PROMISED, UNDER_WAY, DONE = State.PROMISED, State.UNDER_WAY, State.DONE

#: The office must still answer; being late takes nothing off.
UNANSWERED = {OWED, LATE}
#: There are still steps to show.
OPEN = {PROMISED, UNDER_WAY}

#: A promise said, with the kind of state a page draws and its picture.
SAID = {
    PROMISED: (N_("Promised"), "waiting", "promise"),
    UNDER_WAY: (N_("Under way"), "going", "going"),
    DONE: (N_("Done, says the city"), "done", "happened"),
}
BEHIND = (N_("Late"), "stopped", "late")
