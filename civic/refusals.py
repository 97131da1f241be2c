"""Whatever goes wrong becomes a page in the reader's words, with the way on."""

import logging
import secrets
import traceback
from dataclasses import dataclass

from litestar import Request, Response
from litestar.exceptions import HTTPException

from civic.core import keep
from civic.core.acts import NotThere
from civic.core.charter import NOT_YOUR_ROLE, Refused
from civic.core.forgery import Forged, Lapsed
from civic.core.pages import Later, show
from civic.core.reader import reading
from civic.core.ways import own_path
from civic.core.words import N_, _
from civic.keys.charter import opens_with_a_key
from civic.keys.pages import first_shown
from civic.people.pages import EnterPage
from civic.people.queries import way_in

#: The page of each door.
WAYS_IN = {"team": "people/enter_team.html", "phrase": "people/phrase.html", "card": "people/enter.html"}

log = logging.getLogger("civic.problems")


@dataclass(frozen=True)
class Sorry:
    """`sentence` is what happened, `next` the ways on as (label, url), `code` what to tell the technician."""

    sentence: str
    next: list[tuple[str, str]]
    code: str = ""


def not_there(request: Request, problem: Exception) -> Response:
    sentence = _(N_("This page is not here. Maybe it moved, or it is not for everyone."))
    return show("errors/404.html", Sorry(sentence, _ways()), 404)


def refused(request: Request, problem: Refused) -> Response:
    """Visible but not allowed: why, and the way on. Whoever has not come in is shown the door first, and whom a second
    key would let in is asked for it: what they typed waits meanwhile, sealed."""
    if problem.refusal.name == NOT_YOUR_ROLE.name and not reading.get().signed_in:
        back = request.url.path if request.method == "GET" else ""
        return show("people/enter.html", EnterPage(back=back, came_in_first=True), 401)
    if opens_with_a_key(request.user, problem.refusal):
        path, typed = request.url.path, reading.get().typed
        return first_shown(request.user, path, _asked(request) if request.method == "GET" else _back(request), typed)
    return show("errors/403.html", Sorry(_(problem.refusal.sentence), _ways(_back(request))), 403)


def forged(request: Request, problem: Forged) -> Response:
    sentence = _(N_("This page waited too long. Go back, load it again and send it once more."))
    return show("errors/403.html", Sorry(sentence, _ways(_back(request))), 403)


def lapsed(request: Request, problem: Lapsed) -> Response:
    """The sign-in ended while they wrote: the page they come in by carries what was typed and gives it back after."""
    person = reading.get().lapsed
    page = EnterPage(kept=keep.seal(request.url.path, person, problem.fields) if person else "", came_in_first=True)

    async def draw() -> Response:
        return show(WAYS_IN[await way_in(person)] if person else WAYS_IN["card"], page, 401)

    return Later(draw)


def other(request: Request, problem: HTTPException) -> Response:
    status = problem.status_code
    if status in (404, 405):
        return not_there(request, problem)
    if status == 429:
        sentence = _(N_("Many requests came from here. Wait one minute and try again."))
        return show("errors/429.html", Sorry(sentence, _ways()), 429)
    if status >= 500:
        return our_fault(request, problem)
    if status == 413:
        sentence = _(N_("That is too big to send. Choose a smaller picture, under 8 megabytes. Your draft is kept."))
    else:
        sentence = _(N_("We could not read what was sent. Go back and try again."))
    return show("errors/422.html", Sorry(sentence, _ways(_back(request))), status)


def our_fault(request: Request, problem: Exception) -> Response:
    """500 with a code; the log has the kind of problem and where, and nothing typed."""
    code = secrets.token_hex(4)
    frames = reversed(traceback.extract_tb(problem.__traceback__)[-4:])
    where = " < ".join(f"{each.filename.rsplit('/', 2)[-1]}:{each.lineno} {each.name}" for each in frames)
    log.error("our fault", extra={"code": code, "problem": type(problem).__name__, "where": where})
    sentence = _(N_("Something failed on our side. What you had saved is still here. Try again in a moment."))
    return show("errors/500.html", Sorry(sentence, _ways(_back(request)), code), 500)


def _asked(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _ways(back: str = "") -> list[tuple[str, str]]:
    reader = reading.get()
    home = _(N_("Go to my page")) if reader.signed_in else _(N_("Go to the front page"))
    return ([(_(N_("Go back")), back)] if back else []) + [(home, reader.home)]


def _back(request: Request) -> str:
    """The page a post came from, if it is one of ours."""
    referer = request.headers.get("referer", "")
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return own_path(referer.removeprefix(origin), "") if referer.startswith(origin + "/") else ""


HANDLERS = {
    NotThere: not_there,
    Refused: refused,
    Forged: forged,
    Lapsed: lapsed,
    HTTPException: other,
    Exception: our_fault,
}
