"""Coming in and leaving, and putting people on the town's list."""

from uuid import UUID, uuid4

from civic.core import secrets
from civic.core.actor import Actor, Role
from civic.core.acts import act
from civic.core.charter import Refusal, Refused, Rule
from civic.core.clock import now
from civic.core.database import row
from civic.people import queries
from civic.people.charter import Door, People, not_waiting
from civic.people.limits import wait_after
from civic.people.pictures import offered
from civic.people.tables import Card, Password, Person, SignIn


async def enter_with_card(actor: Actor, code: str, chosen: list[str]) -> str | None:
    """The cookie's token, or None when card and pictures do not fit together. Raises Refused while the card waits.

    Not one transaction: the try must stay counted although nobody came in, and the slow hash holds no connection.
    """
    card = await queries.card(code)
    People.enter_with_card.ask(actor, Door(True, card["wait_until"] if card else None, now()))
    async with secrets.turn():
        if card:
            await _count_try(People.enter_with_card, "card", "id", card["id"])
        fits = await secrets.verify(card["hash"] if card else None, " ".join(chosen))
    if not fits or not card["active"]:
        return None
    return await _come_in(actor, card["person"], "card", "id", card["id"])


async def enter_with_password(actor: Actor, username: str, typed: str) -> str | None:
    """As `enter_with_card`, for adults."""
    key = await queries.password(username)
    People.enter_with_password.ask(actor, Door(True, key["wait_until"] if key else None, now()))
    async with secrets.turn():
        if key:
            await _count_try(People.enter_with_password, "password", "person", key["person"])
        fits = await secrets.verify(key["hash"] if key else None, typed)
    if not fits or not key["active"]:
        return None
    return await _come_in(actor, key["person"], "password", "person", key["person"])


@act
async def _count_try(rule: Rule, table: str, column: str, key: UUID) -> None:
    """Before the secret is looked at, under the row's lock: a hundred tries at once are still counted one by one."""
    counted = await row(
        f"""UPDATE "{table}" SET failures = failures + 1 WHERE {column} = $1
            AND (wait_until IS NULL OR wait_until <= $2) RETURNING failures""",
        key,
        now(),
    )
    if counted is None:
        raise Refused(rule, Refusal(not_waiting.name, not_waiting.otherwise))
    wait = wait_after(counted["failures"])
    if wait:
        await row(f'UPDATE "{table}" SET wait_until = $2 WHERE {column} = $1', key, now() + wait)


@act
async def _come_in(actor: Actor, person: UUID, table: str, column: str, key: UUID) -> str:
    """Whoever was in with this browser is out: its old cookie is worth nothing any more (SG-29)."""
    await row(f'UPDATE "{table}" SET failures = 0, wait_until = NULL WHERE {column} = $1', key)
    if actor.signed_in:
        await SignIn.delete().where(SignIn.id == actor.sign_in)
    return await open_sign_in(person)


async def open_sign_in(person: UUID) -> str:
    """A new token at each sign-in; the database keeps its fingerprint only."""
    token = secrets.token()
    await SignIn.insert(SignIn(id=secrets.fingerprint(token), person=person, since=now(), seen=now()))
    return token


@act
async def leave(actor: Actor) -> None:
    People.leave.ask(actor)
    await SignIn.delete().where(SignIn.id == actor.sign_in)


async def add_person(
    role: Role,
    name: str,
    title: str = "",
    born: tuple[int, int] | None = None,
    area: UUID | None = None,
    office: UUID | None = None,
    key: UUID | None = None,
) -> UUID:
    """Put a person on the town's list. `born` is (year, month) for a child. Used by the command line and the demo until
    the secretariat's invitations (issue 3)."""
    person = Person(
        id=key or uuid4(),
        role=role.name.lower(),
        name=name,
        title=title,
        birth_year=born[0] if born else None,
        birth_month=born[1] if born else None,
        area=area,
        office=office,
        joined_at=now(),
    )
    await Person.insert(person)
    return person.id


async def give_password(person: UUID, username: str, typed: str) -> None:
    await Password.insert(
        Password(person=person, username=username.casefold(), hash=await secrets.slow_hash(typed))
    )


async def give_card(person: UUID, sequence: list[str], code: str | None = None) -> str:
    """A card with its pictures; the code is returned once and kept only as a fingerprint."""
    code = code or secrets.card_code()
    shown = offered()
    for each in sequence:
        if each not in shown:
            shown[next(i for i, name in enumerate(shown) if name not in sequence)] = each
    await Card.insert(
        Card(
            person=person,
            code=secrets.fingerprint(secrets.plain_code(code)),
            offered=shown,
            hash=await secrets.slow_hash(" ".join(sequence)),
        )
    )
    return code
