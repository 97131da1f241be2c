"""The road of an idea as six stepping stones: where it was, where it stands, who has it and until when. Pure."""

from dataclasses import dataclass
from datetime import date

from civic.core.words import N_, _, day
from civic.moderation import states as reading
from civic.moderation.states import State as Reading
from civic.proposals.states import State as Road


@dataclass(frozen=True)
class Facts:
    """What the stones need to know. `standing` is None until it is published; `today` the city's day."""

    reading: Reading
    standing: Road | None
    today: date
    readers: str = ""
    read_by: date | None = None
    talk_until: date | None = None
    vote_until: date | None = None
    office: str = ""
    answer_by: date | None = None
    verdict: str = ""
    kept_by: date | None = None


@dataclass(frozen=True)
class Stone:
    """`kind` is past, here, stopped or ahead."""

    label: str
    picture: str
    kind: str
    note: str


STONES = (
    (N_("Written"), "draft"),
    (N_("Read"), "read"),
    (N_("Talked about"), "talk"),
    (N_("Voted"), "ballot-box"),
    (N_("Answered"), "answer"),
    (N_("Happened"), "happened"),
)
WRITTEN, READ, TALKED, VOTED, ANSWERED, HAPPENED = range(6)

#: How the city's answer is told on a stone.
VERDICTS = {
    "yes": N_("The city said yes."),
    "partly": N_("The city said yes to a part."),
    "no": N_("The city said no, and why."),
    "not_ours": N_("It belongs to others. The city passed it on."),
}


def path(facts: Facts) -> list[Stone]:
    here, kind, note = _standing(facts)
    return [
        Stone(
            _(label),
            picture,
            "past" if i < here else kind if i == here else "ahead",
            note if i == here else "",
        )
        for i, (label, picture) in enumerate(STONES)
    ]


def _standing(facts: Facts) -> tuple[int, str, str]:
    """On which stone it stands, whether it may go on from there, and what is said of it."""
    match facts.reading:
        case reading.DRAFT:
            return WRITTEN, "here", _(N_("You have it. Go on when you want."))
        case reading.RETURNED:
            return WRITTEN, "here", _(N_("It came back with help. You can change it."))
        case reading.SUBMITTED:
            return READ, "here", _by(N_("%(who)s reads it by %(day)s."), facts.read_by, who=facts.readers)
        case reading.HELD:
            return READ, "here", _(N_("The care team has it. You did nothing wrong."))
        case reading.APPEALED:
            return READ, "here", _by(N_("Another person reads it by %(day)s."), facts.read_by)
        case reading.REFUSED | reading.CLOSED | reading.WITHDRAWN:
            return READ, "stopped", _(N_("It is not published. You can see why."))
    match facts.standing:
        case Road.ON_POLL:
            return VOTED, "here", _by(N_("The vote closes on %(day)s."), facts.vote_until)
        case Road.NOT_CHOSEN:
            # It may be put on a later vote: it did not stop, and nothing about it alarms.
            return VOTED, "here", _(N_("Other ideas had more votes."))
        case Road.CHOSEN:
            late = facts.answer_by is not None and facts.answer_by < facts.today
            words = N_("%(who)s had to answer by %(day)s.") if late else N_("%(who)s answers by %(day)s.")
            return ANSWERED, "here", _by(words, facts.answer_by, who=facts.office)
        case Road.ANSWERED:
            stopped = facts.verdict in ("no", "not_ours")
            return ANSWERED, "stopped" if stopped else "here", _(VERDICTS.get(facts.verdict, ""))
        case Road.PROMISED:
            late = facts.kept_by is not None and facts.kept_by < facts.today
            words = N_("%(who)s promised it by %(day)s. It is late.") if late else N_("%(who)s promised it by %(day)s.")
            return HAPPENED, "here", _by(words, facts.kept_by, who=facts.office)
        case Road.HAPPENED:
            return HAPPENED, "here", _(N_("The city says that it is done."))
    if facts.talk_until is not None and facts.today <= facts.talk_until:
        return TALKED, "here", _by(N_("Girls and boys talk about it until %(day)s."), facts.talk_until)
    return TALKED, "here", _(N_("Now it waits for a vote."))


def _by(words: str, by: date | None, **more: str) -> str:
    return _(words, day=day(by), **more) if by else ""
