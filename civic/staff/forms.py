"""What is typed about an adult of the team. Facts only: no document, no number of an identity."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from civic.core.actor import ADVISER, FACILITATOR, OFFICER, SAFEGUARDING, SECRETARY, Role
from civic.core.clock import today
from civic.core.forms import Form
from civic.core.words import N_
from civic.people import phrases
from civic.staff.standing import CHECK_LASTS, CHECKS, PLACE_LASTS

ROLES = {each.name.lower(): each for each in (FACILITATOR, SAFEGUARDING, ADVISER, OFFICER, SECRETARY)}
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


@dataclass(frozen=True)
class Nominee:
    """Who is named, for what, and the last day of it."""

    name: str
    role: Role
    title: str
    office: UUID | None
    until: date


@dataclass(frozen=True)
class Check:
    """Which check was seen, who issued it, and its days."""

    what: str
    issuer: str
    issued_on: date
    good_until: date


def read_nominee(form: Form, offices: Iterable[UUID], administration_until: date | None) -> Nominee | None:
    name = form.text("name", 80, N_("Write the name and surnames."))
    role = ROLES.get(form.choice("role", ROLES, N_("Choose the role.")))
    title = form.text("title", 120, N_("Write their post and institution: it is shown beside everything they say."))
    office = form.choice("office", [str(each) for each in offices])
    until = form.day("until", N_("Choose the last day."))
    if role is OFFICER and not office:
        form.wrong("office", N_("Choose the office they answer for."))
    if role is OFFICER and not administration_until:
        form.wrong("until", N_("First write, among the facts of the town, when the administration ends."))
    last = today() + PLACE_LASTS
    if role is OFFICER and administration_until:
        last = min(last, administration_until)
    if until and not today() < until <= last:
        form.wrong("until", N_("Choose a day between tomorrow and %(last)s."), last=last.isoformat())
    if not form.fits or role is None or until is None:
        return None
    return Nominee(name, role, title, UUID(office) if role is OFFICER else None, until)


def read_check(form: Form) -> Check | None:
    what = form.choice("what", CHECKS, N_("Choose what you saw."))
    issuer = form.text("issuer", 120, N_("Write who issued it."))
    issued_on = form.day("issued_on", N_("Choose the day it was issued."))
    good_until = form.day("good_until")
    if issued_on and issued_on > today():
        form.wrong("issued_on", N_("That day has not come yet."))
    if issued_on:
        last = issued_on + CHECK_LASTS
        good_until = good_until or last
        if good_until > last:
            form.wrong(
                "good_until", N_("A check is good for 12 months at most: until %(last)s."), last=last.isoformat()
            )
        if good_until < today():
            form.wrong("good_until", N_("It is no longer good. Ask for a new one."))
    if not form.fits or issued_on is None or good_until is None:
        return None
    return Check(what, issuer, issued_on, good_until)


def read_username(form: Form) -> str:
    """As they will type it from now on; taken by somebody else or not is for the act to say."""
    username = form.text("username", 40, N_("Write a user name.")).casefold()
    if username and not USERNAME.fullmatch(username):
        form.wrong("username", N_("Use 3 to 40 letters without accents, numbers, dots or hyphens."))
    return username


def read_passphrase(form: Form) -> str:
    """Never tidied, never shown again: a password is used as it was typed."""
    typed = str(form.values.pop("password", ""))
    trouble = phrases.problem(typed, alone=False)
    if trouble:
        form.wrong("password", trouble)
    return typed
