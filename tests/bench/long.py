"""The house and the bare app with 200 ideas on a page of the list: goal G1 was set on such a page, the product shows 20."""

from litestar import Litestar
from litestar.types import ASGIApp

from civic import serve
from civic.home import queries
from civic.home.queries import Idea, Wanted
from tests.bench import bare as alone

ROWS = 200


def house() -> ASGIApp:
    _lengthen()
    return serve.app()


def bare() -> Litestar:
    _lengthen()
    return alone.app()


def _lengthen() -> None:
    listed = queries.proposals

    async def more(wanted: Wanted, at_most: int = ROWS) -> tuple[list[Idea], bool]:
        return await listed(wanted, at_most)

    queries.proposals = more
