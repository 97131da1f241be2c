"""SG-52, SG-50: while a vote is open, every door of the house that can be read says the same before and after somebody
voted, to everybody but the one who did; and nowhere is there a name of the box or what lies in it."""

import re
from dataclasses import replace
from uuid import UUID

from litestar import Litestar

from civic.app import doors
from civic.core.actor import NOBODY
from civic.core.clock import now, pretend
from civic.core.database import value
from civic.voting import queries
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booth_acts
from tests.conftest import SETTINGS, Town
from tests.databases import owner_rows
from tests.voting.booths import open_booth, place
from tests.voting.polls import vote

READERS = (None, "lupita", "rosa", "leticia", "teo", "carmen", "pilar", "julian")
JOURNAL = "SELECT count(*) FROM entry"
#: A new secret at each look, and the list of who looked: these change by being read.
ANEW = {"/llaves/codigo", "/mesa/cuidado/bitacora"}
#: The mark of the reader's own forms.
CHANGING = re.compile(rb'value="[^"]{20,}"')


def addresses(poll: UUID, where: UUID) -> list[str]:
    """Of each door that is read: those about votes with this vote, and those about no single thing."""
    app = Litestar(route_handlers=doors(replace(SETTINGS, mode="production")), openapi_config=None, logging_config=None)
    paths = {route.path for route in app.routes if "GET" in getattr(route, "methods", ())}
    found = {
        path.replace("{place:uuid}", str(where)).replace("{key:uuid}", str(poll))
        for path in paths
        if "{" not in path or "/votaciones/" in path
    }
    return sorted(path for path in found - ANEW if "{" not in path)


async def test_sg_52_no_door_moves_by_a_vote_and_none_has_a_name_of_the_box(town: Town, browsers) -> None:
    """SG-52, SG-58: visitor, child, guardian, adviser and every staff role; a vote, another choice, and a card's."""
    poll, _sheet, cards = await open_booth(town)
    paths = addresses(poll, await place())
    assert len(paths) > 60 and f"/mesa/votaciones/{poll}/casillas" in paths
    rules = await queries.frozen(poll)
    code = (await booth_acts.find_card(NOBODY, " ".join(cards[0]))).code
    readers = {name: browsers() if name is None else await browsers().come_in(town.people[name]) for name in READERS}

    async def everything() -> dict[tuple[str | None, str], bytes]:
        found = {}
        for name, browser in readers.items():
            for path in paths:
                answer = await browser.client.get(path)
                found[name, path] = b"%d " % answer.status_code + CHANGING.sub(b"", answer.content)
        return found

    with pretend(now()):  # so that what differs is not the hour
        before = await everything()
        journal = await value(JOURNAL)
        assert sum(page.startswith(b"200 ") for page in before.values()) > 150, "pages are seen, not doors shut"
        await vote(town.mateo, poll, 1)
        await vote(town.mateo, poll, 2)
        await booth_acts.vote_with_card(NOBODY, code, Ballot(rules.paper, (1,)))
        assert await value(JOURNAL) == journal
        after = await everything()
    assert {way for way, page in after.items() if page != before[way]} == set()
    rows = await owner_rows("SELECT id, sealed FROM ballot")
    assert len(rows) == 2
    everywhere = b"".join(after.values())
    for row in rows:
        for secret in (row["id"], row["sealed"]):
            assert secret not in everywhere and secret.hex().encode() not in everywhere
