"""The adults of Valle del Río, vouched for: named by two, every check seen by two, confirmed for the quarter."""

from datetime import timedelta

from civic.core.actor import SAFEGUARDING, STAFF
from civic.core.clock import now, today
from civic.core.database import row
from civic.demo.cast import CAST
from civic.demo.people import cast
from civic.opening import acts as opening
from civic.opening.forms import Record
from civic.people.tables import Person
from civic.staff import acts
from civic.staff.forms import ROLES, Check, Nominee
from civic.staff.standing import CHECK_LASTS, PLACE_LASTS, needed
from civic.staff.states import ACCEPTED
from civic.staff.tables import Nomination

ISSUERS = {
    "identity": "Instituto Nacional Electoral",
    "record": "Fiscalía General del Estado de Puebla",
    "declaration": "Ante la Secretaría del Consejo",
    "training": "SIPINNA Puebla",
    "conduct": "Consejo de Participación Infantil",
}
ADULTS = [name for name, member in CAST.items() if member.role & STAFF]


#: What the town put on record before it opened: reference, and days before that.
PAPERS = {
    "notice_full": ("vozyvoto.valledelrio.example/aviso", 20),
    "notice_simple": ("vozyvoto.valledelrio.example/aviso-breve", 20),
    "notice_child": ("vozyvoto.valledelrio.example/tus-datos", 20),
    "impact": ("Folio EIPD-014 del órgano garante", 90),
    "retention": ("Acta 3 del Comité de Transparencia", 30),
    "processor": ("Contrato VR-2026-118", 40),
}


async def put_on_record() -> None:
    """The city opens through its own gates: Julián asks, Carmen signs."""
    julian, carmen = await cast("julian"), await cast("carmen")
    for name, (reference, days) in PAPERS.items():
        record = Record(reference, today() - timedelta(days=days), "submitted" if name == "impact" else "")
        await opening.record_gate(julian, name, record)
    await row("UPDATE opening SET state = 'closed'")
    await opening.ask_opening(julian)
    await opening.open_council(carmen)


async def vouch() -> None:
    """Whoever is vouched for, it is by two others. Their end is reckoned from what stands here, as everywhere."""
    day = today()
    await row("UPDATE town SET administration_until = $1", day + timedelta(days=500))
    for name in ADULTS:
        one, other = _two_others(name)
        member = CAST[name]
        await Person.update({Person.joined_at: now()}).where(Person.id == member.id)
        await Nomination.insert(
            Nomination(
                state=ACCEPTED.value,
                name=member.name,
                role=member.role.name.lower(),
                title=member.title,
                until=day + timedelta(days=480),
                asked_by=CAST[one].id,
                signed_by=CAST[other].id,
                asked_at=now(),
                person=member.id,
            )
        )
        for what in needed(member.role):
            await _check(CAST[name].id, what, one, other)


async def confirm_the_quarter() -> None:
    for name in ADULTS:
        one, _other = _two_others(name)
        await acts.confirm_quarter(await cast(one), CAST[name].id)


async def name_two() -> None:
    """One nomination that waits for a signature only, and one whose checks have just begun."""
    julian = await cast("julian")
    until = today() + PLACE_LASTS // 2
    ready = await acts.ask_nomination(
        julian, Nominee("Abril Xochitiotzi", ROLES["facilitator"], "Casa de Cultura", None, until)
    )
    for what in needed(ROLES["facilitator"]):
        await _check(ready, what, "julian", "saul")
    begun = await acts.ask_nomination(julian, Nominee("Omar Tecpa", SAFEGUARDING, "DIF municipal", None, until))
    await acts.see_check(julian, begun, _fresh("identity"))


async def _check(person: object, what: str, one: str, other: str) -> None:
    await acts.see_check(await cast(one), person, _fresh(what))
    await acts.confirm_check(await cast(other), person, what)


def _fresh(what: str) -> Check:
    day = today() - timedelta(days=10)
    return Check(what, ISSUERS[what], day, day + CHECK_LASTS)


def _two_others(name: str) -> tuple[str, str]:
    """Julián sees and Carmen confirms; for one of them, Saúl does."""
    one, other = [each for each in ("julian", "carmen", "saul") if each != name][:2]
    return one, other
