"""Everything that a booth without network takes with it: the screens of the booth on line as they are drawn there, and
what the tablet must know to run them by itself. Nothing of it is secret but to whoever holds a card."""

import json
from dataclasses import asdict, dataclass, replace

from markupsafe import Markup

from civic.core import assets
from civic.core.clock import now
from civic.core.forms import Form
from civic.core.pages import draw
from civic.core.reader import reading
from civic.core.ways import OUT as HERE
from civic.core.words import N_, _
from civic.people import code_words
from civic.settings import current
from civic.voting import ballots, money
from civic.voting.ballot_pages import SMILEYS, Marking, Row, inside, marking
from civic.voting.ballots import NONE, Faces, Paper, Ranking, Ticks
from civic.voting.booths.charter import not_used, not_void
from civic.voting.booths.pages import AT_ONCE, OVER, BallotPage, RestPage, SeenPage, StartPage
from civic.voting.box.seals import SEAL_LENGTH
from civic.voting.read_backs import ReadBack
from civic.voting.seen import Poll
from civic.voting.tablets import codes as tablet_codes
from civic.voting.tablets import queries as tablet_queries
from civic.voting.tablets.queries import Outing

KEEPER = f"{HERE}/guardia.js"
MODULE, WORKER = "js/offline/booth.js", "js/offline/votes-worker.js"
#: Files that the page needs and a browser would ask for.
KEPT = (
    *("css/app.css", "pictures.svg", "js/read-aloud.js", "js/card-scan.js", "js/seal.js", "js/marks.js", "js/money.js"),
    *("js/rank-list.js", "js/budget-basket.js"),
)
KINDS: dict[type[Paper], str] = {Ticks: "ticks", Faces: "faces", Ranking: "ranking"}
#: What is said in place of a ballot that is none, by the names of `static/js/offline/paper.js`.
PROBLEMS = {
    "choose_first": ballots.CHOOSE_FIRST.msgid,
    "yes_or_no": ballots.YES_OR_NO.msgid,
    "not_both": ballots.NOT_BOTH.msgid,
    "not_read": ballots.NOT_READ.msgid,
    "only_one": ballots.ONLY_ONE.msgid,
    "too_many": ballots.TOO_MANY,
    "too_dear": ballots.TOO_DEAR,
    "same_number": ballots.SAME_NUMBER,
}
HOLES = {name: f"%({name})s" for name in ("chosen", "most", "cost", "budget", "rank")}


@dataclass(frozen=True)
class Told:
    """A screen of few words. `action`: what its one button says and where it leads, or None."""

    title: str
    sentence: str
    picture: str
    action: tuple[str, str, str] | None = None


AGAIN = (N_("Try again"), f"{HERE}/enviar", "send")
TOLD = {
    "ready": Told(
        N_("This tablet is ready"),
        N_("It works without network now. Leave this page open."),
        "done",
        (N_("Begin"), f"{HERE}/empezar", "next"),
    ),
    "sending": Told(N_("The votes are being sent"), N_("Leave the tablet where it has a network."), "send"),
    "unsent": Told(
        N_("The votes are not sent yet"),
        N_("They are kept on this tablet. Look for a place with a network and try again."),
        "waiting",
        AGAIN,
    ),
    "refused": Told(
        N_("The platform did not take the votes"),
        N_("They are still on this tablet. Perhaps it was told as lost. Tell the team before the vote is closed."),
        "stopped",
        AGAIN,
    ),
    "finished": Told(N_("The votes are in the box"), N_("Nothing is left on this tablet. Thank you."), "ballot-box"),
    "old": Told(
        N_("This tablet is too old for this"),
        N_("Its browser cannot seal a vote by itself. Use another tablet, or vote on paper."),
        "tablet",
    ),
    "clock": Told(
        N_("The clock of this tablet is not right"),
        N_("Put its day and its hour right. Then load this page again."),
        "clock",
    ),
    "broken": Told(
        N_("The tablet could not do it"),
        N_("If you were voting, your vote is not in. Call the people of the booth."),
        "warning",
    ),
    "help": Told(
        N_("Call the people of the booth"),
        N_("They are near, and will help you. You need not say what you choose."),
        "help",
        (N_("Go back"), f"{HERE}/volver", "back"),
    ),
}


@dataclass(frozen=True)
class TabletPage:
    """`pack`: JSON for the page's own script. `screens` by name, each drawn as the booth on line draws it."""

    pack: str
    screens: dict[str, Markup]
    module: str = MODULE


async def tablet_page(poll: Poll, outing: Outing) -> TabletPage:
    return TabletPage(_pack(poll, await tablet_queries.codes(outing.sheet), outing), await _screens(poll))


def _pack(poll: Poll, codes: list[bytes], outing: Outing) -> str:
    """Moments in milliseconds, as browsers count them; bytes in hexadecimal."""
    rules = poll.manifest
    keeps = [
        each.address for each in assets.shelf().by_address.values() if each.name.startswith(("js/offline/", "fonts/"))
    ]
    return json.dumps(
        {
            "outing": str(outing.id),
            "poll": poll.id.hex,
            "key": rules.sealing_key.hex(),
            "closes": int(poll.closes_at.timestamp() * 1000),
            "now": int(now().timestamp() * 1000),
            "paper": {"kind": KINDS[type(rules.paper)], **asdict(rules.paper)},
            "width": rules.paper.width + SEAL_LENGTH,
            "marks": [code.hex() for code in codes],
            "words": code_words.LIST,
            "word": tablet_codes.last_word(current().secret, outing.id),
            "money": money.spelling(),
            "most": AT_ONCE,
            "problems": {name: _(msgid, **HOLES) for name, msgid in PROBLEMS.items()},
            "keeper": KEEPER,
            "keeps": [assets.address(name) for name in KEPT] + keeps,
            "worker": assets.address(WORKER),
        }
    )


async def _screens(poll: Poll) -> dict[str, Markup]:
    """Each as a fragment: its title and its main part. `part`: a middle one, of which only what leads to the others is
    shown."""
    count = len(poll.options)
    ballot = await inside(marking(poll, range(count), Form(), count), poll)
    missed, problem = Form(), Form()
    missed.wrong("code", N_("We do not know these words. Look at your card and copy them once more."))
    problem.wrong("choice", ballots.CHOOSE_FIRST.msgid)
    pages = {
        "start": ("booth_start", StartPage()),
        "again": ("booth_start", StartPage(missed)),
        "curtain": ("booth_curtain", None),
        "ballot": ("booth_ballot", BallotPage(poll.question, ballot, False, problem)),
        "ballot-heard": ("booth_ballot", BallotPage(poll.question, ballot, True, problem)),
        "part": ("booth_ballot", BallotPage(poll.question, replace(ballot, rows=(), part=1, parts=3), False)),
        "seen": ("booth_seen", SeenPage(_lines(ballot, poll), True)),
        "done": ("booth_done", None),
        "another": ("booth_another", None),
        "used": ("booth_rest", RestPage(_(N_("This card was already used")), _(not_used.otherwise), "card")),
        "void": ("booth_rest", RestPage(_(N_("This card is not valid any more")), _(not_void.otherwise), "card")),
        "over": ("booth_rest", RestPage(_(N_("The vote is over")), _(OVER), "clock")),
    } | {name: ("tablet_told", told) for name, told in TOLD.items()}
    if count <= AT_ONCE:
        del pages["part"]
    reader = reading.get()
    reader.fragment = True
    drawn = {name: Markup(draw(f"voting/{template}.html", page)) for name, (template, page) in pages.items()}
    reader.fragment = False
    return drawn


def _lines(ballot: Marking, poll: Poll) -> ReadBack:
    """Every line that a choice may be read back with: each option, “none of them”, and one for each further face."""
    mark = {"faces": "2", "ranking": "0"}.get(ballot.kind, "")
    none = Row(NONE, _(N_("None of them")), "none", None)
    faces = [value for value, _picture, _word in SMILEYS[1:]] + ["-"] if ballot.kind == "faces" else []
    rows = [*ballot.rows, none, *[none for _each in faces]]
    marks = [*[mark for _row in ballot.rows], "", *faces]
    return ReadBack(
        ballot.kind, rows, marks, [], *((HOLES["cost"], money.said(poll.budget or 0)) if ballot.purse else ())
    )
