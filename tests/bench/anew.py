"""The house as it draws a page that nobody has seen a piece of: every piece anew, every time."""

from litestar.types import ASGIApp

from civic import serve
from civic.core import pages, pieces
from tests.bench import long


def house() -> ASGIApp:
    return _forgetful(serve.app())


def long_house() -> ASGIApp:
    return _forgetful(long.house())


def _forgetful(app: ASGIApp) -> ASGIApp:
    pieces.install(pages.environment().globals, keeping=False)
    return app
