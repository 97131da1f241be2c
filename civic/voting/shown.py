"""A result as a page and as open data: what `plain.tell` lets out, said, and nothing beside it (SG-60)."""

from dataclasses import dataclass
from typing import Any

from civic.core.words import N_, _, ngettext
from civic.voting.plain import Detail, Share, Told
from civic.voting.queries import Poll

FORMAT = "vozyvoto-result/1"

DETAILS = {
    Detail.ROUGH: N_("Few children voted, so this is told in round words. That keeps each vote secret."),
    Detail.DECISION: N_("Few children voted, so only the decision is told. That keeps each vote secret."),
}


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
    """`chosen`: what was decided, first. `notes`: sentences beside the bars, each only where it may be told."""

    chosen: list[Line]
    lines: list[Line]
    notes: list[str]


def shown(poll: Poll) -> Shown:
    told = poll.told
    lines = [_line(poll, told, position) for position in range(len(poll.options))]
    ranked = sorted(lines, key=lambda line: -(line.share or 0)) if told.detail is Detail.EXACT else lines
    return Shown(
        chosen=[lines[position] for position in told.winners],
        lines=[] if told.detail is Detail.DECISION else ranked,
        notes=_notes(told),
    )


def open_data(poll: Poll) -> dict[str, Any]:
    """The same as data. `votes`, `tenths`, `chose` and `none` are null where they are not told; `part` are the round
    words told in their place."""
    told = poll.told
    exact, rough = told.detail is Detail.EXACT, told.detail is Detail.ROUGH
    return {
        "format": FORMAT,
        "poll": str(poll.id),
        "question": poll.question,
        "rules_hash": poll.rules_hash,
        "detail": told.detail.value,
        "decided_by_lot": told.by_lot,
        "chose": told.chose,
        "none": told.none.votes,
        "options": [
            {
                "id": option.id,
                "title": option.title,
                "chosen": position in told.winners,
                "votes": answer.votes,
                "tenths": answer.share.tenths if answer.share and exact else None,
                "part": answer.share.msgid if answer.share and rough else None,
            }
            for position, (option, answer) in enumerate(zip(poll.options, told.answers, strict=True))
        ],
    }


def _line(poll: Poll, told: Told, position: int) -> Line:
    option, answer = poll.options[position], told.answers[position]
    words = _say(answer.share) if answer.share else ""
    if answer.votes is not None:
        votes = ngettext("%(n)s vote", "%(n)s votes", answer.votes)
        words = f"{words} · {votes}"
    return Line(
        label=option.title,
        picture=option.category,
        words=words,
        share=answer.share.tenths / 10 if answer.share and told.detail is Detail.EXACT else None,
        chosen=position in told.winners,
    )


def _say(share: Share) -> str:
    return _(share.msgid, tenths=share.tenths)


def _notes(told: Told) -> list[str]:
    notes = []
    if told.detail is Detail.EXACT:
        notes.append(ngettext("%(n)s child chose.", "%(n)s children chose.", told.chose))
    elif told.chose:
        notes.append(_(N_("%(n)s children or more chose."), n=told.chose))
    if told.none.votes:
        notes.append(ngettext("%(n)s more said: none of them.", "%(n)s more said: none of them.", told.none.votes))
    if told.detail in DETAILS:
        notes.append(_(DETAILS[told.detail]))
    if told.by_lot:
        notes.append(
            _(N_("Two or more had the same votes. A lot drawn before the vote decided. Anybody can check it."))
        )
    return notes
