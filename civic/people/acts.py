"""Coming in and leaving, and putting people on the town's list."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from civic.core import secrets
from civic.core.actor import STAFF, Actor, Role
from civic.core.acts import act
from civic.core.charter import Refusal, Refused, Rule
from civic.core.clock import now
from civic.core.database import row
from civic.people import code_words, queries
from civic.people.charter import Door, People, not_waiting
from civic.people.chosen import PHRASE, as_kept
from civic.people.limits import INVITATION, LOCKED_AFTER, LOCKED_BY_NICKNAME_AFTER, wait_after
from civic.people.pictures import OFFERED, offered
from civic.people.queries import Card as Known
from civic.people.tables import Card, Password, Person, SignIn, Try
from civic.settings import current


@dataclass(frozen=True)
class Entered:
    """Who came in, and the token of their cookie. `arriving`: of the team, with a second key still to show."""

    person: UUID
    token: str
    arriving: bool


async def enter_with_card(actor: Actor, card: Known, typed: str, by_nickname: bool = False) -> str | None:
    """The cookie's token, or None when card and secret do not fit together. Raises Refused while the card waits.

    `typed` the PIN, the phrase or the names of the pictures; the card may be nobody's (SG-28). Not one transaction: the
    try must stay counted although nobody came in, and the slow hash holds no connection.
    """
    key = card_key(card, by_nickname)
    case = await card_door(actor, card, by_nickname)
    # Who knows a nickname learns nothing of its family: that is said to who knows the phrase too (SG-28).
    before = replace(case, may_be_used_here=True, family_agrees=True) if by_nickname else case
    People.enter_with_card.ask(actor, before)
    async with secrets.turn():
        await count_try(People.enter_with_card, key)
        fits = await secrets.verify(card["hash"] or None, as_kept(card["kind"], typed))
    if not fits or not card["active"]:
        return None
    People.enter_with_card.ask(actor, case)
    return await come_in(actor, card["person"], key, "plain" if card["kind"] == PHRASE else "low")


async def enter_with_password(actor: Actor, username: str, typed: str) -> Entered | None:
    """As `enter_with_card`, for an adult of the team."""
    key = try_key(f"password/{username.strip().casefold()}")
    found = await queries.password(username)
    People.enter_with_password.ask(actor, await queries.door(key, None, actor.device))
    async with secrets.turn():
        await count_try(People.enter_with_password, key)
        fits = await secrets.verify(found["hash"] if found else None, typed)
    if not fits or not found["active"] or (found["valid_until"] and found["valid_until"] <= now()):
        return None
    token = await come_in(actor, found["person"], key, "plain")
    return Entered(found["person"], token, bool(Role[found["role"].upper()] & STAFF))


def try_key(what: str) -> bytes:
    return secrets.fingerprint(what)


def card_key(card: Known, by_nickname: bool = False) -> bytes:
    """What counts the tries of a card. By its nickname alone they are counted apart: nobody locks another's card out."""
    return try_key(f"{card['id']}/nickname" if by_nickname else str(card["id"]))


async def card_door(actor: Actor, card: Known, by_nickname: bool = False) -> Door:
    most = LOCKED_BY_NICKNAME_AFTER if by_nickname else LOCKED_AFTER
    return await queries.door(card_key(card, by_nickname), card, actor.device, most)


@act
async def count_try(rule: Rule, key: bytes) -> None:
    """Before the secret is looked at, under the row's lock: a hundred tries at once are still counted one by one."""
    counted = await row(
        """INSERT INTO try (id, failures, at) VALUES ($1, 1, $2) ON CONFLICT (id) DO UPDATE
           SET failures = try.failures + 1, at = $2 WHERE try.wait_until IS NULL OR try.wait_until <= $2
           RETURNING failures""",
        key,
        now(),
    )
    if counted is None:
        raise Refused(rule, Refusal(not_waiting.name, not_waiting.otherwise))
    wait = wait_after(counted["failures"])
    if wait:
        await row("UPDATE try SET wait_until = $2 WHERE id = $1", key, now() + wait)


@act
async def come_in(actor: Actor, person: UUID, key: bytes, strength: str) -> str:
    """Whoever was in with this browser is out: its old cookie is worth nothing any more (SG-29)."""
    await Try.delete().where(Try.id == key)
    if actor.signed_in:
        await SignIn.delete().where(SignIn.id == actor.sign_in)
    return await open_sign_in(person, strength, device=actor.device)


async def open_sign_in(
    person: UUID, strength: str = "low", *, proven: bool = False, device: UUID | None = None
) -> str:
    """A new token at each sign-in; the database keeps its fingerprint only. `proven`: with the second factor, now."""
    token = secrets.token()
    await SignIn.insert(
        SignIn(
            id=secrets.fingerprint(token),
            person=person,
            since=now(),
            seen=now(),
            strength=strength,
            proven_at=now() if proven else None,
            device=device,
        )
    )
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
    place: UUID | None = None,
    valid_until: datetime | None = None,
) -> UUID:
    """Put a person on the town's list. `born` is (year, month) for a child; `valid_until` is when an adult of the team
    ends, at once if nothing is said."""
    person = Person(
        id=key or uuid4(),
        role=role.name.lower(),
        name=name,
        title=title,
        birth_year=born[0] if born else None,
        birth_month=born[1] if born else None,
        area=area,
        place=place,
        office=office,
        joined_at=now(),
        valid_until=(valid_until or now()) if role & STAFF else None,
    )
    await Person.insert(person)
    return person.id


async def give_password(person: UUID, username: str, typed: str) -> None:
    """Raises asyncpg's UniqueViolationError when somebody else has that user name."""
    kept = Password(person=person, username=username.strip().casefold(), hash=await secrets.slow_hash(typed))
    await Password.insert(kept).on_conflict(
        target=Password.person, action="DO UPDATE", values=[Password.username, Password.hash]
    )


@dataclass(frozen=True)
class Code:
    """What is printed on a card and known nowhere else: the QR's `token` and six `words`."""

    token: str
    words: tuple[str, ...]


async def print_card(person: UUID) -> Code:
    """A new card, an invitation until it is claimed. The one before is worth nothing any more (threat 21)."""
    code = Code(secrets.card_token(), code_words.make())
    hashed = await secrets.words_hash(" ".join(code.words), current().secret)
    await Card.delete().where(Card.person == person)
    await Card.insert(
        Card(
            person=person,
            token=secrets.fingerprint(code.token),
            words=hashed,
            printed_at=now(),
            expires_at=now() + INVITATION,
            offered=offered(OFFERED),
        )
    )
    return code
