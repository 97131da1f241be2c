"""The doors of the front of the house. Nothing here changes anything."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response
from litestar.params import FromPath, FromQuery

from civic.calls import queries as calls
from civic.calls.promise import Part, promise
from civic.calls.queries import Call
from civic.calls.states import SAID as CALL_SAID
from civic.consent import queries as consent
from civic.consent.charter import Consent
from civic.consent.turns import ANSWERS
from civic.core.actor import CHILD, Actor
from civic.core.acts import NotThere
from civic.core.doors import look, look_alike
from civic.core.forms import tidy
from civic.core.offers import Offer
from civic.core.pages import go, public, show
from civic.core.ways import own_path
from civic.core.words import LOCALES, N_, _, tag
from civic.home import queries
from civic.home.charter import Home
from civic.home.front import Guest, front_page
from civic.home.how import STEPS
from civic.home.mine import my_page, propose_offer
from civic.home.places import DESKS, home_of
from civic.home.queries import Wanted
from civic.home.rows import STANDS, Idea, Row, call_row
from civic.home.story import story_page
from civic.proposals.categories import CATEGORIES
from civic.reglamento import Chapter, chapters
from civic.settings import current


@look_alike("/")
async def show_board(request: Request[Actor, Any, Any]) -> Response:
    return public(request, "home/board.html", await front_page(_cast() if current().is_demo else []))


def _cast() -> list[Guest]:
    """Imported here: outside the demo its people do not exist."""
    from civic.demo.cast import CAST

    named = [
        (who, _(N_("%(name)s, %(age)s years old"), name=each.called, age=each.age) if each.age else each.called, each)
        for who, each in CAST.items()
    ]
    return [Guest(who, name, _(each.says), each.picture) for who, name, each in named]


@dataclass(frozen=True)
class CallsPage:
    open: list[Call]
    closed: list[Row]


@look_alike("/convocatorias")
async def show_calls(request: Request[Actor, Any, Any]) -> Response:
    found = await calls.published()
    page = CallsPage(
        [each for each in found if each.state is calls.State.OPEN],
        [call_row(each) for each in found if each.state is not calls.State.OPEN],
    )
    return public(request, "home/show_calls.html", page)


@dataclass(frozen=True)
class CallPage:
    """A call with its promise before anything that can be done. `propose` and what they `said` for children only."""

    call: Call
    state: tuple[str, str, str]
    promise: list[Part]
    propose: Offer | None
    said: str
    ideas: list[Idea]
    more: str | None


@look_alike("/convocatorias/{key:uuid}")
async def show_call(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    call = await calls.visible(request.user, key)
    ideas, more = await queries.proposals(Wanted(call=key), 8)
    said = await consent.said(request.user.id, key) if Consent.answer_assent.allows(request.user) else ""
    label, kind, picture = CALL_SAID[call.state]
    page = CallPage(
        call=call,
        state=(_(label), kind, picture),
        promise=promise(call.parts, call.office_name),
        propose=await propose_offer(request.user, key) if request.user.role & CHILD else None,
        said=_(ANSWERS[said]) if said else "",
        ideas=ideas,
        more=f"/propuestas?convocatoria={key}" if more else None,
    )
    return public(request, "home/show_call.html", page)


@dataclass(frozen=True)
class Filter:
    """A choice of the search form: `value` is what is chosen now."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class About:
    """A category as a link, with its picture."""

    url: str
    label: str
    picture: str
    here: bool


@dataclass(frozen=True)
class ProposalsPage:
    ideas: list[Idea]
    words: str
    filters: tuple[Filter, ...]
    abouts: tuple[About, ...]
    narrowed: bool
    hidden: dict[str, str]
    newer: str | None
    older: str | None


@look_alike("/propuestas")
async def show_proposals(request: Request[Actor, Any, Any]) -> Response:
    wanted = _wanted(dict(request.query_params))
    ideas, more = await queries.proposals(wanted)
    narrow = await queries.narrowings()
    anything = _list(replace(wanted, category=""))
    steps = tuple((step, _(said[0])) for step, said in STANDS.items())
    page = ProposalsPage(
        ideas=ideas,
        words=wanted.words,
        filters=(
            Filter("convocatoria", _(N_("Which call?")), str(wanted.call or ""), tuple(narrow["call"])),
            Filter("lugar", _(N_("Where?")), str(wanted.area or ""), tuple(narrow["area"])),
            Filter("paso", _(N_("Where does it stand?")), wanted.state, steps),
        ),
        abouts=tuple(
            About(anything if here else f"{anything}{'&' if '?' in anything else '?'}tema={name}", _(label), name, here)
            for name, label in CATEGORIES.items()
            for here in [wanted.category == name]
        ),
        narrowed=replace(wanted, before=None) != Wanted(),
        hidden={"tema": wanted.category} if wanted.category else {},
        newer=_list(wanted) if wanted.before else None,
        older=_list(wanted, before=ideas[-1].id) if more else None,
    )
    return public(request, "home/show_proposals.html", page)


def _wanted(typed: dict[str, str]) -> Wanted:
    """What does not fit is as if it had not been asked: an old link still opens."""
    category, state = typed.get("tema", ""), typed.get("paso", "")
    return Wanted(
        words=tidy(typed.get("buscar", ""))[:80],
        call=_key(typed.get("convocatoria", "")),
        area=_key(typed.get("lugar", "")),
        category=category if category in CATEGORIES else "",
        state=state if state in STANDS else "",
        before=_key(typed.get("antes", "")),
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _list(wanted: Wanted, before: UUID | None = None) -> str:
    """The address of a page of the list."""
    asked = {
        "buscar": wanted.words,
        "convocatoria": wanted.call,
        "lugar": wanted.area,
        "tema": wanted.category,
        "paso": wanted.state,
        "antes": before,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return "/propuestas" + (f"?{query}" if query else "")


@look_alike("/propuestas/{key:uuid}")
async def show_proposal(request: Request[Actor, Any, Any], key: FromPath[UUID]) -> Response:
    return public(request, "home/show_proposal.html", await story_page(request.user, key))


@look("/mi-pagina")
async def show_own_page(request: Request[Actor, Any, Any]) -> Response:
    Home.see_own_page.ask(request.user)
    if not request.user.role & CHILD:
        return go(home_of(request.user))
    return show("home/my_page.html", await my_page(request.user))


@dataclass(frozen=True)
class MorePage:
    """`desks` as (url, label, picture, what it is for)."""

    desks: list[tuple[str, str, str, str]]


@look("/mesa/mas")
async def show_more(request: Request[Actor, Any, Any]) -> Response:
    Home.see_own_page.ask(request.user)
    if request.user.role not in DESKS:
        raise NotThere
    desks = [(url, _(label), picture, _(says)) for url, label, picture, says in DESKS[request.user.role]]
    return show("home/more.html", MorePage(desks))


@look("/mesa")
async def find_desk(request: Request[Actor, Any, Any]) -> Response:
    Home.see_own_page.ask(request.user)
    return go(home_of(request.user))


@dataclass(frozen=True)
class HowStep:
    title: str
    words: str
    picture: str


@dataclass(frozen=True)
class HowPage:
    steps: list[HowStep] = field(default_factory=list)


@look_alike("/como-funciona")
async def show_how(request: Request[Actor, Any, Any]) -> Response:
    steps = [HowStep(_(title), _(words), picture) for title, words, picture in STEPS]
    return public(request, "home/how_it_works.html", HowPage(steps))


@dataclass(frozen=True)
class RulesPage:
    chapters: list[Chapter]


@look_alike("/reglamento")
async def show_rules(request: Request[Actor, Any, Any]) -> Response:
    return public(request, "home/rules.html", RulesPage(chapters()))


@look("/idioma/{name:str}")
async def choose_language(
    request: Request[Actor, Any, Any], name: FromPath[str], volver: FromQuery[str] = "/"
) -> Response:
    """Raises NotThere for a language the town does not speak."""
    locale = next((each for each in LOCALES if tag(each) == name), None)
    if locale is None:
        raise NotThere
    answer = go(own_path(volver))
    answer.set_cookie(
        "idioma", locale, max_age=31536000, path="/", samesite="lax", secure=current().https, httponly=True
    )
    return answer


ROUTES = [
    show_board,
    show_calls,
    show_call,
    show_proposals,
    show_proposal,
    show_own_page,
    show_more,
    find_desk,
    show_how,
    show_rules,
    choose_language,
]
