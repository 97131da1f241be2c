"""What the desk of the team shows: a checklist that says what to do next, and one person at a time."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import segno
from markupsafe import Markup

from civic.core.actor import ROLE_NAMES, Actor
from civic.core.clock import CITY, today
from civic.core.forms import Choice, Form
from civic.core.offers import Offer, offer
from civic.core.words import N_, _, ngettext
from civic.council.queries import offices
from civic.settings import current
from civic.staff import queries
from civic.staff.charter import Staff
from civic.staff.forms import ROLES
from civic.staff.queries import OnTeam, Seen
from civic.staff.standing import CHECKS, NEVER, needed

DESK = "/mesa/equipo"

WHY = {name: N_("the check “%(what)s” ends") for name in CHECKS} | {
    "place": N_("their time in the team ends"),
    "administration": N_("the city's administration ends"),
    "quarter": N_("somebody has to confirm that they are still needed"),
}
ABOUT_ROLE = {
    "facilitator": N_("Reads before publishing, and is with the children. Five checks."),
    "safeguarding": N_("Looks after who asks for help. Five checks."),
    "adviser": N_("Gives advice in the adults' panel. Five checks."),
    "officer": N_("Answers for an office of the city. Identity; ends with the administration."),
    "secretary": N_("Opens calls and votes, and names the team. Identity."),
}


@dataclass(frozen=True)
class Line:
    """A person in the list. `state` is (label, kind, picture)."""

    url: str
    name: str
    role: str
    state: tuple[str, str, str]
    here: bool


@dataclass(frozen=True)
class Next:
    """Something that waits for whoever reads; `mine` when it waits for somebody else instead."""

    url: str
    says: str
    others: bool = False


@dataclass(frozen=True)
class CheckRow:
    """One check of a person: `done` while two confirmed it and it is good."""

    what: str
    label: str
    done: bool
    seen: Seen | None
    confirm: Offer | None


@dataclass(frozen=True)
class Handed:
    """A link that has just been signed, and its picture for a telephone's camera."""

    url: str
    square: Markup


@dataclass(frozen=True)
class Desk:
    """`next` in the order of doing. `why` says what ends the person first; `days` is the first and last day of a check."""

    lines: list[Line]
    next: list[Next]
    person: OnTeam | None = None
    role: str = ""
    state: tuple[str, str, str] = ("", "", "")
    last_day: date | None = None
    why: str = ""
    checks: list[CheckRow] = field(default_factory=list)
    kinds: list[Choice] = field(default_factory=list)
    offers: dict[str, Offer] = field(default_factory=dict)
    link: Handed | None = None
    today: date = field(default_factory=today)
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class Naming:
    """The form of naming somebody."""

    lines: list[Line]
    roles: list[Choice]
    offices: list[Choice]
    form: Form


def handed(token: str) -> Handed:
    url = f"{current().origin}/equipo/aceptar/{token}"
    drawn = segno.make(url, error="m", micro=False).svg_inline(
        scale=5, border=2, omitsize=True, light="#fff", svgclass="link-square"
    )
    return Handed(url, Markup(drawn))


async def naming(form: Form) -> Naming:
    roles = [Choice(name, _(ROLE_NAMES[role]), note=_(ABOUT_ROLE[name])) for name, role in ROLES.items()]
    found = [Choice(str(each["id"]), each["name"]) for each in await offices()]
    return Naming([_line(each, None) for each in await queries.team()], roles, found, form)


async def desk(actor: Actor, key: UUID | None = None, form: Form | None = None, link: Handed | None = None) -> Desk:
    everybody = await queries.team()
    lines = [_line(each, key) for each in everybody]
    todo = [each for person in everybody for each in _next(actor, person)]
    todo.sort(key=lambda each: each.others)
    if key is None:
        return Desk(lines, todo)
    person = next((each for each in everybody if each.id == key), None)
    if person is None:
        raise queries.NotThere
    end = person.first_end
    return Desk(
        lines,
        todo,
        person,
        _(ROLE_NAMES[person.role]),
        _state(person),
        _last_day(person),
        _(WHY[end.why], what=_(CHECKS.get(end.why, ""))),
        [_check(actor, person, what) for what in CHECKS if what in needed(person.role) or _latest(person, what)],
        [Choice(what, _(CHECKS[what])) for what in needed(person.role)],
        _offers(actor, person),
        link,
        form=form or Form(),
    )


def _line(person: OnTeam, key: UUID | None) -> Line:
    return Line(f"{DESK}/{person.id}", person.name, _(ROLE_NAMES[person.role]), _state(person), person.id == key)


def _state(person: OnTeam) -> tuple[str, str, str]:
    if not person.active:
        return _(N_("ended")), "stopped", "stopped"
    if not person.joined:
        if person.open and person.open.signed_by:
            return _(N_("has a link to come in")), "waiting", "waiting"
        return _(N_("named, not signed yet")), "waiting", "waiting"
    if not person.stands:
        return _(N_("cannot act now")), "stopped", "lock"
    if person.ends_soon:
        return _(N_("ends soon")), "waiting", "late"
    return _(N_("may act")), "done", "done"


def _next(actor: Actor, person: OnTeam) -> list[Next]:
    """What waits about one person: for this reader, or for others."""
    if not person.active:
        return []
    url, name, found = f"{DESK}/{person.id}", person.name, []
    own = person.id == actor.id
    for what in needed(person.role):
        seen = _latest(person, what)
        if seen and not seen.confirmed_by:
            found.append(Next(url, _(N_("Confirm a check of %(name)s"), name=name), own or seen.seen == actor.id))
            break
    bare = [what for what in person.missing if not _latest(person, what) or _latest(person, what).confirmed_by]
    if bare:
        says = ngettext("See %(n)s check of %(name)s", "See %(n)s checks of %(name)s", len(bare), name=name)
        found.append(Next(url, says, own))
    if person.open and not person.open.signed_by and person.open.state.value == "asked":
        ready = person.open.kind != "join" or not person.missing
        if ready:
            found.append(
                Next(url, _(N_("Sign what was asked about %(name)s"), name=name), own or person.open.asked == actor.id)
            )
    if person.open and person.open.state.value == "signed":
        found.append(Next(url, _(N_("%(name)s has not used their link yet"), name=name), True))
    if person.joined and not person.is_confirmed:
        found.append(Next(url, _(N_("Confirm that %(name)s still needs their role"), name=name), own))
    if person.ends_soon and not bare and person.is_confirmed:
        found.append(Next(url, _(N_("%(name)s ends soon: look at why"), name=name), own))
    return found


def _last_day(person: OnTeam) -> date | None:
    """Everything ends at a midnight: people read the day before it."""
    if not person.joined or person.valid_until == NEVER:
        return None
    return (person.valid_until - timedelta(seconds=1)).astimezone(CITY).date()


def _latest(person: OnTeam, what: str) -> Seen | None:
    """What waits for a confirmation, else what was seen last."""
    seen = [each for each in person.checks if each.what == what]
    return next((each for each in seen if not each.confirmed_by), seen[0] if seen else None)


def _check(actor: Actor, person: OnTeam, what: str) -> CheckRow:
    seen = _latest(person, what)
    confirm = None
    if seen and not seen.confirmed_by:
        confirm = offer(Staff.confirm_check, actor, person.member(what), f"{DESK}/{person.id}/confirmar")
    return CheckRow(what, _(CHECKS[what]), what not in person.missing, seen, confirm)


def _offers(actor: Actor, person: OnTeam) -> dict[str, Offer]:
    """What may be done about them at this moment; what makes no sense now is not offered at all."""
    url, case = f"{DESK}/{person.id}", person.member()
    made = {"see": offer(Staff.see_check, actor, case, f"{url}/revision")} if person.active else {}
    if person.open:
        made["withdraw"] = offer(Staff.withdraw_request, actor, person.request, f"{url}/retirar")
        if person.open.state.value == "asked":
            rule, end = {
                "join": (Staff.sign_nomination, "firmar"),
                "keys": (Staff.sign_link, "firmar-enlace"),
                "end": (Staff.sign_ending, "firmar-termino"),
            }[person.open.kind]
            made["sign"] = offer(rule, actor, person.request, f"{url}/{end}")
    if person.joined and person.active:
        if not person.is_confirmed:
            made["quarter"] = offer(Staff.confirm_quarter, actor, case, f"{url}/trimestre")
        if not person.open:
            made["link"] = offer(Staff.ask_link, actor, case, f"{url}/pedir-enlace")
        if case.role.name == "SAFEGUARDING":
            if not person.open:
                made["ask_end"] = offer(Staff.ask_ending, actor, case, f"{url}/pedir-termino")
        else:
            made["end"] = offer(Staff.end_role, actor, case, f"{url}/terminar")
    return made
