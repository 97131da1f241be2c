"""The desk of polls as a page: what waits for whom, and the poll looked at with all that can be done about it. Never a
count before it is certified (SG-52)."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from civic.calls.queries import published
from civic.core.actor import Actor
from civic.core.ages import BANDS
from civic.core.charter import Rule
from civic.core.clock import now
from civic.core.forms import Choice, Form
from civic.core.offers import Offer, offer
from civic.core.words import N_, _
from civic.voting import lists, queries, ways
from civic.voting.booths.stopping import STOP
from civic.voting.changes.acts import ANNUL, EXTEND
from civic.voting.charter import Voting
from civic.voting.desk.checklist import Step, steps
from civic.voting.forms import COUNCIL, DICE, EVERYONE, LONGEST_QUESTION, LONGEST_WHY, Rules
from civic.voting.lists import Addable, Listed
from civic.voting.seen import Changed, Poll
from civic.voting.states import ANNOUNCED, CLOSED, COUNTED, DRAFT, OPEN, SAID, State, standing

DESK, POLL = "/mesa/votaciones", "voting/desk_poll.html"

#: More options than this are many for the youngest: told on the desk, forbidden nowhere.
FEW = min(reach.most_options for reach in BANDS.values())
#: The same day, or a flag (SG-62).
SAME_DAY = timedelta(hours=24)

WHOM = {
    COUNCIL: N_("The council’s own"),
    EVERYONE: N_("Every child of the town, with booth cards for those without an account"),
}
HANDS = {"no": N_("On secret ballots"), "yes": N_("By raised hands, which is not secret")}
KEY = {
    "no": (N_("The platform"), N_("It counts by itself when two people have closed.")),
    "yes": (N_("Three custodians"), N_("Each has a card. Two of them open the box together.")),
}

#: The doors of one poll by their rule: where each posts to.
PLACES: dict[Rule, str] = {
    Voting.keep_poll: "",
    Voting.put_option: "/poner",
    Voting.take_option: "/quitar",
    Voting.price_option: "/costos",
    Voting.announce_poll: "/anunciar",
    Voting.recall_poll: "/retomar",
    Voting.draw_lot: "/sorteo",
    Voting.sign_opening: "/firmar-apertura",
    Voting.open_poll: "/abrir",
    Voting.sign_closing: "/firmar-cierre",
    Voting.close_poll: "/cerrar",
    Voting.sign_result: "/firmar-resultado",
    Voting.certify_result: "/certificar",
}
#: What two people change of a poll that has begun.
CHANGES: dict[Rule, tuple[str, str]] = {
    Voting.ask_extension: (EXTEND, "/pedir-tiempo"),
    Voting.extend_poll: (EXTEND, "/dar-tiempo"),
    Voting.ask_annulment: (ANNUL, "/pedir-anular"),
    Voting.annul_poll: (ANNUL, "/anular"),
}


@dataclass(frozen=True)
class Desk:
    """What waits, and the poll looked at, if any. `offers` by the name of their rule. `asked`: what waits for its second
    name, by its kind. `acting`: the rule whose form came back with something to mend."""

    waits: list[tuple[Listed, str, bool]]
    calls: list[Choice]
    draft: Offer
    form: Form
    poll: Poll | None = None
    state: tuple[str, str, str] = ("", "", "")
    offers: dict[str, Offer] = field(default_factory=dict)
    asked: dict[str, Changed | None] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    addable: list[Addable] = field(default_factory=list)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)
    too_many: int = 0
    late: bool = False
    longest_question: int = LONGEST_QUESTION
    longest_why: int = LONGEST_WHY
    dice: int = DICE
    acting: str = ""


async def desk_page(
    actor: Actor, poll: Poll | None = None, form: Form | None = None, acting: Rule | None = None
) -> Desk:
    waits = [(each, waits_for(each), late(each)) for each in await lists.desk()]
    draft = offer(Voting.draft_poll, actor, None, DESK)
    if poll is None:
        calls = [Choice(str(each.id), each.parts.question) for each in await published()]
        return Desk(waits, calls, draft, form or Form())
    case = await queries.ready(poll)
    offers = {rule.name: offer(rule, actor, case, f"{DESK}/{poll.id}{place}") for rule, place in PLACES.items()}
    for rule, (kind, place) in CHANGES.items():
        until = poll.soon if rule is Voting.ask_extension else None
        offers[rule.name] = offer(rule, actor, poll.changing(kind, until), f"{DESK}/{poll.id}{place}")
    return Desk(
        waits=waits,
        calls=[],
        draft=draft,
        form=(form or Form()).beside(_as_typed(poll)),
        poll=poll,
        state=standing(poll.state, poll.closes_at),
        offers=offers,
        asked={kind: poll.waiting(kind) for kind in (EXTEND, ANNUL)},
        steps=steps(actor, poll, case, f"{DESK}/{poll.id}"),
        addable=await lists.addable(poll) if offers["put_option"].refusal is None else [],
        choices=_choices() if poll.state is DRAFT else {},
        signed=[each.name for each in poll.signed],
        too_many=FEW if poll.state in (DRAFT, ANNOUNCED) and len(poll.options) > FEW else 0,
        late=late(poll),
        acting=acting.name if acting else "",
    )


def late(poll: Poll | Listed) -> bool:
    """Closed for a day and still not told."""
    return poll.state in (CLOSED, COUNTED) and poll.closed_at is not None and poll.closed_at + SAME_DAY < now()


def waits_for(listed: Listed) -> str:
    """The line below a poll's name: what it waits for, and whom."""
    if listed.asked == EXTEND and listed.state is OPEN:
        return _(N_("Somebody asks for more time: waits for a second person"))
    if listed.asked == STOP and listed.state is OPEN and now() < listed.closes_at:
        return _(N_("Somebody asks to stop cards: waits for a second person"))
    if listed.asked == ANNUL:
        return _(N_("Somebody asks that it does not count: waits for a second person"))
    second = listed.signed
    match listed.state:
        case State.DRAFT:
            return _(N_("The secretary prepares it"))
        case State.ANNOUNCED:
            return _(N_("Waits for a second person to open it")) if second else _(N_("Waits for two people to open it"))
        case State.OPEN if now() < listed.closes_at:
            return _(N_("Open: the children are voting"))
        case State.OPEN:
            return (
                _(N_("Waits for a second person to close it"))
                if second
                else _(N_("Its time is up: two people close it"))
            )
        case State.CLOSED if listed.custody:
            return _(N_("Waits for two custodians with their cards"))
        case State.CLOSED:
            return _(N_("Being counted: %(progress)s of 100"), progress=listed.progress)
        case State.COUNTED:
            return (
                _(N_("Waits for a second person to certify it"))
                if second
                else _(N_("Waits for two people to certify it"))
            )
    return _(SAID[listed.state][0])


def _choices() -> dict[str, list[Choice]]:
    """The groups of choices of the form of rules, by field."""
    return {
        "method": [Choice(value, _(way.says), way.picture, _(way.good_for)) for value, way in ways.WAYS.items()],
        "ranked": _noted(ways.ONE_WINNER),
        "sharing": _noted(ways.SHARING),
        "majority": _plain(ways.MAJORITIES),
        "quorum": _plain(ways.QUORUMS),
        "for": _plain(WHOM),
        "by_hand": _plain(HANDS),
        "custody": _noted(KEY),
    }


def _noted(among: dict[str, tuple[str, str]]) -> list[Choice]:
    return [Choice(value, _(says), note=_(note)) for value, (says, note) in among.items()]


def _plain(among: dict[str, str]) -> list[Choice]:
    return [Choice(value, _(says)) for value, says in among.items()]


def _as_typed(poll: Poll) -> dict[str, Any]:
    rules = Rules(
        poll.question, poll.rule, poll.seats, poll.closes_at, poll.city_wide, poll.budget, poll.by_hand, poll.custody
    )
    return rules.as_typed() | {f"cost-{idea.proposal}": str(idea.cost or "") for idea in poll.ideas}
