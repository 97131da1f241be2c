"""The desk where papers are keyed: a number, the marks, and on to the next. Each by two people, blind (SG-59)."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.core import pages
from civic.core.actor import Actor
from civic.core.charter import Refused
from civic.core.doors import change, look
from civic.core.forms import Form, read_form
from civic.core.offers import Offer, offer
from civic.core.pages import again, go, show
from civic.core.words import N_, _
from civic.voting import money, queries
from civic.voting.ballot_pages import how, rows_of
from civic.voting.ballots import CHOICE, CHOOSE_FIRST, NONE, YES_OR_NO, Ballot, Faces, Problem, Ranking, Ticks
from civic.voting.ballots import Paper as Marked
from civic.voting.charter import Voting
from civic.voting.forms import sent
from civic.voting.papers import acts as paper_acts
from civic.voting.papers import queries as paper_queries
from civic.voting.papers.ballots import Ballots, Line
from civic.voting.papers.charter import another_keys, not_settled, paper_printed
from civic.voting.papers.marks import Number, read_number
from civic.voting.papers.queries import HELD, IN, KEYED, VOID, Pile, Waiting
from civic.voting.papers.tally_sheets import Counting, print_minutes, print_tally
from civic.voting.seen import Poll
from civic.voting.sittings import acts as sitting_acts
from civic.voting.tally.rules import Motion

DESK = "/mesa/votaciones/{key:uuid}/papeles"
#: What is keyed of a paper that cannot be read, beside the ballot's own fields.
SPOILED = "spoiled"

#: What became of the paper before, said.
BECAME = {
    KEYED: N_("Paper %(number)s: keyed once. Another person keys it too."),
    IN: N_("Paper %(number)s: keyed twice alike, and in the box."),
    VOID: N_("Paper %(number)s: keyed twice as spoiled."),
    HELD: N_("Paper %(number)s: it was keyed in two ways. Look at it together, and both key it again."),
}
#: What a ballot says to a child is said here to who keys it.
UNMARKED = (CHOOSE_FIRST, YES_OR_NO)
NO_BALLOT = N_("These marks are no ballot. If the paper looks like this, key it as spoiled.")
#: Of a paper that is not the right one: the person stays on the page.
ABOUT_THE_NUMBER = {paper_printed.name, not_settled.name, another_keys.name}


@dataclass(frozen=True)
class PaperDesk:
    """`sheet`: that of the paper before, so that its next number is short to type. `told`: what became of that one.
    `kind`: ticks, faces or ranking; `one`: a single tick. `blank`: whether a paper without marks is a ballot."""

    poll: Poll
    key: Offer
    open: Offer
    piles: list[Pile]
    held: list[Waiting]
    once: list[Waiting]
    mine: int
    lines: list[tuple[str, str, str]]
    kind: str
    one: bool
    blank: bool
    sheet: int
    told: str = ""
    good: bool = True
    form: Form = field(default_factory=Form)

    def given(self, name: str, value: str) -> bool:
        return value in sent(self.form).get(name, ())


@look(DESK)
async def show_paper_desk(
    request: Request[Actor, Any, Any],
    key: FromPath[UUID],
    papel: FromQuery[str] = "",
    quedo: FromQuery[str] = "",
) -> Response:
    """`papel`: the paper keyed before; `quedo`: what became of it."""
    page = await _desk(request.user, key, Form())
    before = read_number(papel[:10])
    if before and quedo in BECAME:
        page = replace(page, sheet=before.sheet, told=_(BECAME[quedo], number=before), good=quedo != HELD)
    return show("voting/desk_papers.html", page)


@change(DESK + "/abrir", Voting.open_desk)
async def open_desk(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    await sitting_acts.open_desk(request.user, key)
    return go(f"/mesa/votaciones/{key}/papeles")


@change(DESK, Voting.key_paper)
async def key_paper(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    form = await read_form(request)
    page = await _desk(request.user, key, form)
    Voting.key_paper.ask(request.user, await paper_queries.case(request.user, page.poll))
    number = read_number(form.text("number", 10, N_("Write the number of the paper.")), _sheet(form))
    if number is None:
        form.wrong("number", N_("Write the number as it stands on the paper, like 3-017."))
    ballot = _keyed(form, page.poll.manifest.paper)
    if number is None or not form.fits:
        return again("voting/desk_papers.html", page)
    try:
        became = await paper_acts.key_paper(request.user, key, number, ballot)
    except Refused as refused:
        if refused.refusal.name not in ABOUT_THE_NUMBER:
            raise
        form.wrong("number", refused.refusal.sentence)
        return again("voting/desk_papers.html", replace(page, sheet=number.sheet))
    return go(f"/mesa/votaciones/{key}/papeles?papel={number}&quedo={became}")


@look("/mesa/votaciones/{key:uuid}/hoja-de-conteo")
async def show_tally_sheet(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await _seen(request.user, key)
    marked = poll.manifest.paper if poll.text else Ticks(len(poll.options), 1)
    return pages.paper(print_tally(Counting(pages.city, poll.question, lines_of(poll), marked)), "conteo")


@look("/mesa/votaciones/{key:uuid}/acta")
async def show_booth_minutes(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    poll = await _seen(request.user, key)
    return pages.paper(print_minutes(pages.city, poll.question), "acta")


def ballots(poll: Poll, serial: int, number: int) -> Ballots:
    """The papers of one sheet. The answers to a motion stay in their order."""
    return Ballots(
        town=pages.city,
        question=poll.question,
        how=how(poll),
        lines=lines_of(poll),
        marked=poll.manifest.paper,
        numbers=[Number(serial, paper) for paper in range(1, number + 1)],
        turns=not isinstance(poll.how, Motion),
        budget=_said(poll.budget),
    )


def lines_of(poll: Poll) -> list[Line]:
    return [Line(option.title, option.category, _said(option.cost)) for option in poll.options]


def _said(amount: int | None) -> str:
    return money.said(amount) if amount else ""


def _keyed(form: Form, paper: Marked) -> Ballot | None:
    """What was keyed: a ballot, or None for a spoiled paper. Problems are in the form."""
    marks = {name: [each for each in values if each != SPOILED] for name, values in sent(form).items()}
    if SPOILED in sent(form).get(CHOICE, ()):
        if any(marks.get(name) and any(marks[name]) for name in marks if name.startswith((CHOICE, "face-", "rank-"))):
            form.wrong(CHOICE, N_("A spoiled paper has no other marks here. Leave only one of the two."))
        return None
    ballot = paper.read(marks)
    if isinstance(ballot, Problem):
        form.wrong(CHOICE, N_("Key what is marked on the paper.") if ballot in UNMARKED else NO_BALLOT)
        return None
    return ballot


def _sheet(form: Form) -> int:
    typed = str(form.get("sheet"))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


async def _seen(actor: Actor, key: UUID) -> Poll:
    Voting.see_polls_desk.ask(actor)
    return await queries.visible(actor, key)


async def _desk(actor: Actor, key: UUID, form: Form) -> PaperDesk:
    poll = await _seen(actor, key)
    waiting = await paper_queries.waiting(key, actor.id)
    paper = poll.manifest.paper if poll.text else None
    return PaperDesk(
        poll=poll,
        key=offer(Voting.key_paper, actor, await paper_queries.case(actor, poll), f"/mesa/votaciones/{key}/papeles"),
        open=offer(Voting.open_desk, actor, poll.case(), f"/mesa/votaciones/{key}/papeles/abrir"),
        piles=await paper_queries.piles(key),
        held=[each for each in waiting if each.held],
        once=[each for each in waiting if not each.held and not each.mine],
        mine=sum(each.mine and not each.held for each in waiting),
        lines=[(row.value, row.title, row.picture) for row in rows_of(poll)],
        kind="faces" if isinstance(paper, Faces) else "ranking" if isinstance(paper, Ranking) else "ticks",
        one=isinstance(paper, Ticks) and paper.most == 1,
        blank=paper is not None and not isinstance(paper.read({CHOICE: [NONE]}), Problem),
        sheet=_sheet(form),
        form=form,
    )


DOORS = [show_paper_desk, open_desk, key_paper, show_tally_sheet, show_booth_minutes]
