"""The ballot as it was marked: read, read back at one length, whatever was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex

from civic.core.forms import Form
from civic.core.words import N_, _
from civic.voting import money, queries
from civic.voting.ballot_pages import SMILEYS, Kind, Row, as_sent, inline, inline_rows, kind_of
from civic.voting.ballots import CHOICE, NONE, TOO_DEAR, Ballot, Faces, Problem, Ranking
from civic.voting.manifest import Manifest
from civic.voting.seen import Option, Poll

#: Bytes; more than any read-back page without drawings.
ONE_LENGTH = 32 * 1024


@dataclass(frozen=True)
class ReadBack:
    """The choice of a ballot. `marks`: for each row its face's value or its rank, or "" for a cross. `fields` send it."""

    kind: Kind
    rows: list[Row]
    marks: list[str]
    fields: list[tuple[str, str]]
    total: str = ""
    budget: str = ""

    @property
    def faces(self) -> dict[str, tuple[str, str]]:
        return {value: (picture, _(word)) for value, picture, word in SMILEYS} | {"-": ("none", _(N_("No face")))}


def read_chosen(form: Form, rules: Manifest, at_once: int) -> Ballot | None:
    """The ballot, or None with the problem in the form."""
    ballot = rules.paper.read(as_sent(form, rules.paper, at_once))
    if isinstance(ballot, Problem):
        told = ballot.values
        if ballot.msgid == TOO_DEAR:
            told = {name: money.said(value) for name, value in told.items()}
        form.wrong(CHOICE, ballot.msgid, **told)
        return None
    return ballot


async def read_back(poll: Poll, ballot: Ballot) -> ReadBack:
    """The choice, with its pictures inside the page."""
    paper, fields = ballot.paper, ballot.paper.fields(ballot)
    kind = kind_of(poll, paper)
    if ballot.blank:
        none = Row(NONE, _(N_("None of them")), "none", None)
        return ReadBack(kind, [none], [""], fields)
    if isinstance(paper, Faces):
        marks = [str(face) if face >= 0 else "-" for face in ballot.marks]
        return ReadBack(kind, await inline_rows(poll, range(paper.options)), marks, fields)
    rows = await inline_rows(poll, ballot.marks)
    if isinstance(paper, Ranking):
        return ReadBack(kind, rows, [str(rank) for rank in range(1, len(rows) + 1)], fields)
    total = money.said(paper.cost(ballot.marks)) if paper.budget else ""
    return ReadBack(kind, rows, [""] * len(rows), fields, total, money.said(paper.budget) if paper.budget else "")


async def of_one_length(page: str, options: Sequence[Option]) -> str:
    """Whoever watches the line of a school sees how long an answer is: every choice is read back at the same length, that
    of all drawings together."""
    drawn = sum(len(inline(each) or "") for each in (await queries.drawings(list(options))).values())
    missing = -len(page.encode() + b"<!---->") % (ONE_LENGTH + drawn)
    return f"{page}<!--{token_hex(missing // 2)}{'0' * (missing % 2)}-->"
