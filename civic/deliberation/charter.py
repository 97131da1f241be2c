"""Who speaks about a published idea, and when: children first, advisers after, officers never here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from civic.consent.charter import PERMITTED, WRITING
from civic.core.actor import ADVISER, CHILD, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.moderation.charter import own
from civic.moderation.states import OPEN_TO_ITS_AUTHOR, SUBMITTED
from civic.moderation.states import State as Reading
from civic.proposals.charter import assent_given, may_be_published, points_at_nobody
from civic.proposals.states import DEBATED, State

#: So that a few do not fill the talk of all (SG-45).
VOICES_A_DAY = 8
#: The one kind of voice that the city's answer opens again.
QUESTION = "question"


@dataclass(frozen=True)
class Talk:
    """The talk about an idea as one child meets it. `answers_an_answer`: what they speak to is itself an answer.

    `kind` is what they say, once chosen; `question_round` while one may still ask about the city's answer (SG-64).
    """

    state: State
    published: bool
    said: str
    voices_today: int = 0
    answers_an_answer: bool = False
    kind: str = ""
    question_round: bool = False


@dataclass(frozen=True)
class Voice:
    """One's own words about an idea while they are written. `state` is that of the words; `points`: something in them leads
    to a person, and nobody was asked to look."""

    state: Reading
    author: UUID
    talk: Talk
    says_something: bool
    points: bool = False

    @property
    def said(self) -> str:
        return self.talk.said


@dataclass(frozen=True)
class Advising:
    """A published idea as an adviser meets it; `first_round_until` is the children's."""

    state: State
    first_round_until: date | None
    today: date
    advised: bool


def _talk(case: Talk | Voice) -> Talk:
    return case.talk if isinstance(case, Voice) else case


@need(N_("the idea is being talked about"), N_("This idea is not being talked about now. You can still read it."))
def being_talked_about(actor: Actor, case: Talk | Voice) -> bool:
    talk = _talk(case)
    return talk.published and (talk.state in DEBATED or (talk.question_round and talk.kind in ("", QUESTION)))


@need(
    N_("it speaks of the idea or answers one voice, not another answer"),
    N_("An answer cannot be answered. You can say it as a new voice about the idea."),
)
def one_level_deep(actor: Actor, case: Talk | Voice) -> bool:
    return not _talk(case).answers_an_answer


@need(
    N_("there is room for their voice today"),
    N_("You have said a lot today. Tomorrow you can go on: your words count."),
)
def room_today(actor: Actor, case: Talk | Voice) -> bool:
    return _talk(case).voices_today < VOICES_A_DAY


@need(N_("it says something"), N_("Say something, even if it is short."))
def says_something(actor: Actor, case: Voice) -> bool:
    return case.says_something


@need(
    N_("the children's first round is over"),
    N_("The girls and boys speak first. You can give your advice when their first round is over."),
)
def first_round_over(actor: Actor, case: Advising) -> bool:
    return case.first_round_until is not None and case.today > case.first_round_until


@need(N_("they have not advised on it yet"), N_("You have already given your advice on this idea."))
def not_advised_yet(actor: Actor, case: Advising) -> bool:
    return not case.advised


class Deliberation:
    start_argument = Rule(
        N_("Begin to say something about an idea"),
        CHILD,
        needs=[*WRITING, being_talked_about, assent_given, one_level_deep, room_today],
    )
    keep_argument = Rule(N_("Keep what one is saying"), CHILD, OPEN_TO_ITS_AUTHOR, [own, *PERMITTED, assent_given])
    send_argument = Rule(
        N_("Send a voice to be read"),
        CHILD,
        OPEN_TO_ITS_AUTHOR,
        [
            own,
            *WRITING,
            may_be_published,
            being_talked_about,
            assent_given,
            one_level_deep,
            says_something,
            room_today,
            points_at_nobody,
        ],
        SUBMITTED,
    )
    see_advising = Rule(N_("See the ideas that may be advised on"), ADVISER)
    give_advice = Rule(
        N_("Give advice on an idea, with one's name"), ADVISER, DEBATED, [first_round_over, not_advised_yet]
    )
