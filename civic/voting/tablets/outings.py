"""Tablets without network on the desk of booths: which are out, back or lost, and which could go."""

from dataclasses import dataclass, field

from civic.core.actor import Actor
from civic.core.forms import Choice
from civic.core.offers import Offer, offer
from civic.core.ways import OUT
from civic.core.words import N_, _
from civic.settings import current
from civic.voting.booths.queries import Sheet
from civic.voting.booths.states import TABLET, Cards
from civic.voting.charter import Voting
from civic.voting.seen import Poll
from civic.voting.tablets import codes as tablet_codes
from civic.voting.tablets import queries as tablet_queries
from civic.voting.tablets.charter import GoingOut
from civic.voting.tablets.queries import BACK, LOST, PREPARED, Outing

SAID = {
    PREPARED: (N_("Out"), "going", "tablet"),
    BACK: (N_("Back, its votes are in the box"), "done", "done"),
    LOST: (N_("Told as lost"), "stopped", "stopped"),
}
#: Why a tablet does not come back. Everyone may read it, so it is one of these.
WHY = {
    "lost": N_("Nobody finds it"),
    "stolen": N_("It was stolen"),
    "broken": N_("It is broken, and cannot send"),
}


@dataclass(frozen=True)
class TabletRow:
    """`word` ends the outing when somebody types it on the tablet; "" once it is not out any more. `why` it was told as
    lost, if it was."""

    outing: Outing
    state: tuple[str, str, str]
    word: str
    why: str
    lose: Offer
    find: Offer


@dataclass(frozen=True)
class Tablets:
    """`sheets` and `devices`: what could go out. `address` to type on the tablet."""

    rows: list[TabletRow]
    prepare: Offer
    sheets: list[Choice]
    devices: list[Choice]
    whys: list[Choice]
    address: str = field(default_factory=lambda: current().origin.partition("://")[2] + OUT)


async def tablets(actor: Actor, poll: Poll, sheets: list[Sheet]) -> Tablets:
    printed = [each for each in sheets if each.door == TABLET and each.state is Cards.PRINTED]
    case = GoingOut(poll.state, poll.case().now, poll.closes_at, bool(printed))
    return Tablets(
        rows=[_row(actor, each) for each in await tablet_queries.outings(poll.id)],
        prepare=offer(Voting.prepare_tablet, actor, case, f"/mesa/votaciones/{poll.id}/tabletas"),
        sheets=[
            Choice(str(each.id), _(N_("%(place)s, %(n)s cards"), place=each.place_name, n=each.number))
            for each in printed
        ],
        devices=[
            Choice(str(each["id"]), _(N_("%(tablet)s, from %(place)s"), tablet=each["name"], place=each["place_name"]))
            for each in await tablet_queries.at_hand()
        ],
        whys=[Choice(name, _(says)) for name, says in WHY.items()],
    )


def _row(actor: Actor, outing: Outing) -> TabletRow:
    label, kind, picture = SAID[outing.state]
    return TabletRow(
        outing,
        (_(label), kind, picture),
        tablet_codes.last_word(current().secret, outing.id) if outing.state == PREPARED else "",
        _(WHY[outing.why]) if outing.why in WHY else "",
        offer(Voting.end_outing, actor, outing.case, f"/mesa/salidas/{outing.id}/perdida"),
        offer(Voting.find_outing, actor, outing.case, f"/mesa/salidas/{outing.id}/hallada"),
    )
