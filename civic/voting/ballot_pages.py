"""What the ballots of every door share: the options as they are drawn, the choice as it is read, and read back."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex

from civic.core.forms import Form
from civic.core.words import N_, _
from civic.voting import queries
from civic.voting.ballots import NONE, Ballot, Problem
from civic.voting.forms import sent
from civic.voting.manifest import Manifest
from civic.voting.queries import Poll
from civic.voting.tally.rules import Approval

#: Bytes; more than any read-back page without drawings.
ONE_LENGTH = 32 * 1024


@dataclass(frozen=True)
class Row:
    """An option as a page draws it. `drawing` is the address of a picture, or None for that of its category."""

    value: str
    title: str
    picture: str
    drawing: str | None
    url: str = ""


def how(poll: Poll) -> str:
    most = poll.how.most if isinstance(poll.how, Approval) else 0
    return _(N_("You can choose up to %(most)s."), most=most) if most else _(N_("Choose one."))


def rows_of(poll: Poll) -> list[Row]:
    return [
        Row(
            value=str(position),
            title=option.title,
            picture=option.category,
            drawing=f"/dibujos/{option.drawing}?tam=s" if option.drawing else None,
            url=f"/propuestas/{option.proposal}" if option.proposal else "",
        )
        for position, option in enumerate(poll.options)
    ]


def read_chosen(form: Form, rules: Manifest) -> Ballot | None:
    """The ballot, or None with the problem in the form."""
    ballot = rules.paper.read(sent(form))
    if isinstance(ballot, Problem):
        form.wrong("choice", ballot.msgid, **ballot.values)
        return None
    return ballot


async def inline_rows(poll: Poll, positions: Iterable[int]) -> list[Row]:
    """These options, with their pictures inside the page, so that no request tells which."""
    options = {position: poll.options[position] for position in positions}
    drawn = await queries.drawings(list(options.values()))
    return [
        Row(
            value=str(position),
            title=option.title,
            picture=option.category,
            drawing=_inline(drawn[option.drawing]) if option.drawing in drawn else None,
        )
        for position, option in options.items()
    ]


async def chosen_rows(poll: Poll, ballot: Ballot) -> list[Row]:
    """The choice, read back."""
    none = Row(NONE, _(N_("None of them")), "none", None)
    return await inline_rows(poll, ballot.marks) or [none]


def of_one_length(page: str) -> str:
    """Whoever watches the line of a school sees how long an answer is: every choice is read back at the same length."""
    missing = -len(page.encode() + b"<!---->") % ONE_LENGTH
    return f"{page}<!--{token_hex(missing // 2)}{'0' * (missing % 2)}-->"


def _inline(picture: bytes) -> str:
    return "data:image/webp;base64," + base64.b64encode(picture).decode()
