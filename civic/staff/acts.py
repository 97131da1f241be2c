"""Naming, checking, confirming and ending the adults of the team. After each act their end is reckoned anew."""

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from civic.core.actor import SECRETARY, THE_CLOCK, Actor
from civic.core.acts import NotThere, act, advance
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now, today
from civic.core.database import row
from civic.core.secrets import fingerprint
from civic.journal.acts import note
from civic.keys.tables import Passkey, Recovery, Totp
from civic.people.acts import add_person, give_password, open_sign_in
from civic.people.limits import INVITATION
from civic.people.tables import Password, Person, SignIn
from civic.staff import queries
from civic.staff.charter import Staff
from civic.staff.forms import Check, Nominee
from civic.staff.queries import Invited, OnTeam
from civic.staff.standing import CHECK_LASTS, quarter
from civic.staff.states import SIGNED
from civic.staff.tables import Nomination, Recertification, Vetting


@act
async def renew_standing(person: UUID) -> None:
    """Write down when everything this person may do ends by itself: SIGNED_IN looks at nothing else."""
    found = await queries.on_team(person)
    await row("UPDATE person SET valid_until = $2 WHERE id = $1", person, found.first_end.at)


@act
async def invite_secretary(name: str) -> str:
    """One of the first two, from the command line. Returns the token of their one-time link."""
    for person in await queries.invited_before(name):
        await _forget(person)
    Staff.invite_secretary.ask(THE_CLOCK, await queries.house(name))
    person = await add_person(SECRETARY, name)
    token = _token()
    await Nomination.insert(
        Nomination(
            state=SIGNED.value,
            name=name,
            role="secretary",
            until=today() + CHECK_LASTS,
            asked_at=now(),
            token=fingerprint(token),
            expires_at=now() + INVITATION,
            person=person,
        )
    )
    await note(THE_CLOCK, Staff.invite_secretary, person)
    return token


@act
async def ask_nomination(actor: Actor, nominee: Nominee) -> UUID:
    """The person is on the list from now on, so that their checks can be seen; they can do nothing before they accept."""
    await row("SELECT pg_advisory_xact_lock(hashtext('nomination'))")
    Staff.ask_nomination.ask(actor, await queries.wish(nominee.name, nominee.role))
    person = await add_person(nominee.role, nominee.name, nominee.title, office=nominee.office)
    await Nomination.insert(
        Nomination(
            name=nominee.name,
            role=nominee.role.name.lower(),
            title=nominee.title,
            office=nominee.office,
            until=nominee.until,
            asked_by=actor.id,
            asked_at=now(),
            person=person,
        )
    )
    await note(actor, Staff.ask_nomination, person, role=nominee.role.name.lower())
    return person


@act
async def sign_nomination(actor: Actor, person: UUID) -> str:
    """The token of the one-time link, known from now on to whoever it is shown to and to nobody else."""
    found = await _held(person, "join")
    return await _hand_link(actor, found, Staff.sign_nomination)


@act
async def sign_link(actor: Actor, person: UUID) -> str:
    """The passphrase and the keys before it are forgotten, and whoever is in with them is out."""
    found = await _held(person, "keys")
    token = await _hand_link(actor, found, Staff.sign_link)
    await _forget_keys(person)
    return token


async def _hand_link(actor: Actor, found: OnTeam, rule: Rule) -> str:
    token = _token()
    await advance(
        Nomination,
        found.open.id,
        rule,
        actor,
        found.request,
        signed_by=actor.id,
        token=fingerprint(token),
        expires_at=now() + INVITATION,
    )
    await note(actor, rule, found.id)
    return token


@act
async def withdraw_request(actor: Actor, person: UUID) -> None:
    """A nomination taken back leaves nothing of who was named but the journal's line."""
    found = await _held(person)
    Staff.withdraw_request.ask(actor, found.request)
    await note(actor, Staff.withdraw_request, person, kind=found.open.kind)
    if found.open.kind == "join":
        await _forget(person)
    else:
        await row("DELETE FROM nomination WHERE id = $1", found.open.id)


@act
async def accept_nomination(actor: Actor, invited: Invited, username: str, passphrase: str) -> str:
    """The token of a sign-in that reaches the page of second keys and nothing else.

    Raises asyncpg's UniqueViolationError when somebody else has that user name, and Refused for the second of two.
    """
    await advance(Nomination, invited.request, Staff.accept_nomination, actor, invited.case, token=None)
    await give_password(invited.person, username, passphrase)
    if invited.kind == "join":
        await Person.update({Person.joined_at: now()}).where(Person.id == invited.person)
    await renew_standing(invited.person)
    await SignIn.delete().where(SignIn.id == actor.sign_in)
    await note(actor, Staff.accept_nomination, invited.person, kind=invited.kind)
    return await open_sign_in(invited.person, "plain")


@act
async def see_check(actor: Actor, person: UUID, check: Check) -> None:
    """Takes the place of one that nobody has confirmed yet."""
    found = await _held(person)
    Staff.see_check.ask(actor, found.member())
    await row("DELETE FROM vetting WHERE person = $1 AND what = $2 AND confirmed_by IS NULL", person, check.what)
    await Vetting.insert(
        Vetting(
            id=uuid4(),
            person=person,
            what=check.what,
            issuer=check.issuer,
            issued_on=check.issued_on,
            good_until=check.good_until,
            seen_by=actor.id,
            at=now(),
        )
    )
    await note(actor, Staff.see_check, person, what=check.what, good_until=check.good_until.isoformat())


@act
async def confirm_check(actor: Actor, person: UUID, what: str, read: UUID | None = None) -> None:
    """`read` is the one that was on their page: another, written down meanwhile, is not confirmed."""
    found = await _held(person)
    Staff.confirm_check.ask(actor, found.member(what))
    if read and not any(each.id == read and not each.confirmed_by for each in found.checks):
        raise Refused(Staff.confirm_check, FASTER)
    await row(
        "UPDATE vetting SET confirmed_by = $3 WHERE person = $1 AND what = $2 AND confirmed_by IS NULL",
        person,
        what,
        actor.id,
    )
    await note(actor, Staff.confirm_check, person, what=what)
    if found.joined:
        await renew_standing(person)


@act
async def confirm_quarter(actor: Actor, person: UUID) -> None:
    found = await _held(person)
    Staff.confirm_quarter.ask(actor, found.member())
    await Recertification.insert(Recertification(person=person, quarter=quarter(today()), by=actor.id, at=now()))
    await note(actor, Staff.confirm_quarter, person, quarter=quarter(today()))
    await renew_standing(person)


@act
async def end_role(actor: Actor, person: UUID) -> None:
    found = await _held(person)
    Staff.end_role.ask(actor, found.member())
    await _end(person)
    await note(actor, Staff.end_role, person)


@act
async def ask_ending(actor: Actor, person: UUID) -> None:
    found = await _held(person)
    Staff.ask_ending.ask(actor, found.member())
    await _ask(actor, found, "end")
    await note(actor, Staff.ask_ending, person)


@act
async def sign_ending(actor: Actor, person: UUID) -> None:
    found = await _held(person, "end")
    await advance(Nomination, found.open.id, Staff.sign_ending, actor, found.request, signed_by=actor.id)
    await _end(person)
    await note(actor, Staff.sign_ending, person)


@act
async def ask_link(actor: Actor, person: UUID) -> None:
    found = await _held(person)
    Staff.ask_link.ask(actor, found.member())
    await _ask(actor, found, "keys")
    await note(actor, Staff.ask_link, person)


async def _ask(actor: Actor, found: OnTeam, kind: str) -> None:
    await Nomination.insert(
        Nomination(
            kind=kind,
            name=found.name,
            role=found.role.name.lower(),
            until=found.facts.until or today() + timedelta(days=1),
            asked_by=actor.id,
            asked_at=now(),
            person=found.id,
        )
    )


async def _held(person: UUID, kind: str = "") -> OnTeam:
    """The person with their row locked; with `kind`, only while such a request is under way."""
    await row("SELECT FROM person WHERE id = $1 FOR UPDATE", person)
    found = await queries.on_team(person)
    if kind and (found.open is None or found.open.kind != kind):
        raise NotThere
    return found


async def _end(person: UUID) -> None:
    """At once, and in every browser."""
    await Person.update({Person.active: False, Person.left_at: now()}).where(Person.id == person)
    await _forget_keys(person)
    await row("DELETE FROM nomination WHERE person = $1 AND state IN ('asked', 'signed')", person)


async def _forget_keys(person: UUID) -> None:
    for table in (Password, Passkey, Totp, Recovery, SignIn):
        await table.delete().where(table.person == person)


async def _forget(person: UUID) -> None:
    """Somebody who was named and never came."""
    await row("DELETE FROM nomination WHERE person = $1", person)
    await Person.delete().where(Person.id == person)


def _token() -> str:
    """128 bits, in letters that a link can carry."""
    return secrets.token_urlsafe(16)
