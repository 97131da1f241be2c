"""A result as a page: what `plain.tell` lets out, said, and nothing beside it (SG-60)."""

from dataclasses import dataclass
from math import ceil

from civic.core.words import N_, _, ngettext
from civic.voting.results.plain import Detail, Share, Told, rounds_told
from civic.voting.results.steps import Step, steps
from civic.voting.seen import Poll
from civic.voting.tally.motion import NO, YES
from civic.voting.tally.rules import (
    Approval,
    ChooseOne,
    EqualShares,
    Greedy,
    InstantRunoff,
    Motion,
    Phragmen,
    Schulze,
    ScottishStv,
    Smileys,
)

DETAILS = {
    Detail.ROUGH: N_("Few children voted, so this is told in round words. That keeps each vote secret."),
    Detail.DECISION: N_("Few children voted, so only the decision is told. That keeps each vote secret."),
}

FEW_HANDS = N_("Few hands were raised, so only the decision is told here.")

#: Why the winners won, by rule.
WHY = {
    ChooseOne: (N_("It had the most votes."), N_("They had the most votes.")),
    Approval: (N_("It had the most votes."), N_("They had the most votes.")),
    Smileys: (
        N_("It had the most points: happy faces count most."),
        N_("They had the most points: happy faces count most."),
    ),
    Schulze: (
        N_("In duels of one idea with another, it did best."),
        N_("In duels of one idea with another, these did best."),
    ),
    InstantRunoff: (N_("The last ones went out one by one, until it had more than half."), ""),
    ScottishStv: (N_("It had enough votes for a place."), N_("Each had enough votes for a place.")),
    Greedy: (
        N_("It had the most votes, and the money is enough."),
        N_("They had the most votes, and the money is enough."),
    ),
    EqualShares: (
        N_("Each vote had the same money to spend. It was enough for this one."),
        N_("Each vote had the same money to spend. It was enough for these."),
    ),
    Phragmen: (
        N_("Those who asked for it saved together, all at the same pace."),
        N_("Those who asked for each saved together, all at the same pace."),
    ),
}

#: Where "most votes" would not be true of two that are equal.
MOST_WINS = (ChooseOne, Approval, Smileys)
BY_LOT = N_("Two or more had the same votes. A lot drawn before the vote decided. Anybody can check it.")

MOTION: dict[tuple[int, ...], str] = {(YES,): "yes", (NO,): "no", (): "none"}


@dataclass(frozen=True)
class Line:
    """An option with its bar: `share` of the ballots that chose something, 0 to 1; None where only words are told, for
    a bar would be read as a number."""

    label: str
    picture: str
    words: str
    share: float | None
    chosen: bool


@dataclass(frozen=True)
class Shown:
    """`chosen`: what was decided, first, and `why`; of a motion `motion`, the picture of its answer, and
    the idea it is `about`. `lines`: the bars. `steps`: what happened, where it may be told.
    `notes`: sentences beside them, each only where it may be told."""

    chosen: list[Line]
    why: list[str]
    lines: list[Line]
    steps: list[Step]
    notes: list[str]
    motion: str = ""
    about: str = ""


def shown(poll: Poll) -> Shown:
    told = poll.told
    lines = [_line(poll, told, position) for position in range(len(poll.options))]
    barred = told.detail is Detail.EXACT and all(line.share is not None for line in lines)
    most = sorted(range(len(lines)), key=lambda at: (-(told.answers[at].votes or 0), not lines[at].chosen))
    ranked = [lines[position] for position in most] if barred else lines
    happened = steps(poll) if tells_rounds(poll) else []
    in_steps = any(step.bars or step.piles or step.duels for step in happened)
    notes = _notes(told, poll.by_hand)
    if told.detail is Detail.EXACT and poll.result and poll.result.rounds and not tells_rounds(poll):
        notes.append(_(N_("The rounds are not told: in one of them fewer than 10 votes moved.")))
    return Shown(
        chosen=[] if isinstance(poll.how, Motion) else [lines[position] for position in told.winners],
        why=_why(poll),
        lines=[] if told.detail is Detail.DECISION or in_steps else ranked,
        steps=happened,
        notes=notes,
        motion=MOTION[told.winners] if isinstance(poll.how, Motion) else "",
        about=poll.ideas[0].title if isinstance(poll.how, Motion) else "",
    )


def tells_rounds(poll: Poll) -> bool:
    """Whether the rounds of the count are for everybody."""
    assert poll.result
    totals = dict(zip((option.id for option in poll.options), poll.result.totals, strict=True))
    return poll.told.detail is Detail.EXACT and bool(poll.result.rounds) and rounds_told(poll.result.rounds, totals)


def _why(poll: Poll) -> list[str]:
    winners = poll.told.winners
    if isinstance(poll.how, Motion):
        return _motion(poll, poll.how)
    if not winners:
        return []
    one, many = WHY[type(poll.how)]
    why = (
        [] if poll.told.by_lot and isinstance(poll.how, MOST_WINS) else [_(many if len(winners) > 1 and many else one)]
    )
    return [*why, _(BY_LOT)] if poll.told.by_lot else why


def _motion(poll: Poll, rule: Motion) -> list[str]:
    """Yes or no, and by which measure, in words (SG-53)."""
    winners, entitled = poll.told.winners, poll.manifest.roll_size
    said = {
        (YES,): N_("Yes: it was agreed."),
        (NO,): N_("No: it was not agreed."),
        (): N_("Too few children voted, so nothing was decided. That is not a no."),
    }[winners]
    measure = {
        "simple": N_("It needed more yes than no."),
        "two_thirds": N_("It needed two yes for each no, or more."),
        "absolute": N_("It needed a yes from more than half of all %(entitled)s who may vote."),
    }[rule.majority]
    lines = [_(said), _(measure, entitled=entitled)]
    if rule.quorum:
        least = ceil(rule.quorum * entitled)
        lines.append(
            _(
                N_("And at least %(least)s of the %(entitled)s who may vote had to do so."),
                least=least,
                entitled=entitled,
            )
        )
    return lines


def _line(poll: Poll, told: Told, position: int) -> Line:
    option, answer = poll.options[position], told.answers[position]
    words = _say(answer.share) if answer.share else ""
    if answer.votes is not None:
        words = " · ".join(each for each in (words, _counted(poll, int(answer.votes))) if each)
    return Line(
        label=option.title,
        picture=option.category,
        words=words,
        share=answer.share.tenths / 10 if answer.share and told.detail is Detail.EXACT else None,
        chosen=position in told.winners,
    )


def _counted(poll: Poll, votes: int) -> str:
    match poll.how:
        case Smileys():
            return ngettext("%(n)s point", "%(n)s points", votes)
        case Schulze() | InstantRunoff() | ScottishStv():
            return ngettext("in the first place of %(n)s vote", "in the first place of %(n)s votes", votes)
    return ngettext("%(n)s vote", "%(n)s votes", votes)


def _say(share: Share) -> str:
    return _(share.msgid, tenths=share.tenths)


def _notes(told: Told, by_hand: bool) -> list[str]:
    notes = []
    if told.detail is Detail.EXACT:
        if told.none.votes != 0:  # else as many as voted, which the page says above
            notes.append(ngettext("%(n)s child chose.", "%(n)s children chose.", told.chose))
    elif told.chose:
        notes.append(_(N_("%(n)s children or more chose."), n=told.chose))
    if told.none.votes:
        notes.append(ngettext("%(n)s more said: none of them.", "%(n)s more said: none of them.", told.none.votes))
    if told.detail in DETAILS:
        notes.append(_(FEW_HANDS if by_hand else DETAILS[told.detail]))
    return notes
