"""Looking up people and their keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from civic.core.actor import STAFF, Actor, Role
from civic.core.acts import NotThere
from civic.core.ages import BANDS, Band, Reach, awake, band
from civic.core.clock import CITY, now, today
from civic.core.database import row, rows, value
from civic.core.secrets import fingerprint
from civic.core.together import Together
from civic.people.aliases import PLAIN_NAME, plain
from civic.people.charter import Door, Forgot
from civic.people.limits import FRESH, LOCKED_AFTER
from civic.people.nobody import card_of_nobody, nobodys
from civic.settings import current

#: A card as `queries` and `nobody` give it: the columns below by their names.
Card = Record | dict[str, Any]


async def card(key: UUID) -> Card:
    """By its id; a card that is no more, or never was, is nobody's."""
    return await _card("c.id = $1", key) or card_of_nobody(key)


async def card_by_token(token: str) -> Card:
    """By the 130 bits of its QR: one fast hash."""
    return await _card("c.token = $1", fingerprint(token)) or card_of_nobody(nobodys("token", token))


async def card_by_words(hashed: bytes) -> Card:
    """By its six words, hashed slowly (`acts`)."""
    return await _card("c.words = $1", hashed) or card_of_nobody(nobodys("words", hashed.hex()))


async def card_by_alias(alias: str) -> Card:
    """By the alias of a teenager who chose a phrase."""
    found = await _card(f"c.kind = 'phrase' AND {PLAIN_NAME} = $1", plain(alias))
    return found or card_of_nobody(nobodys("alias", plain(alias)), phrase=True)


async def card_of(person: UUID) -> Record | None:
    return await _card("c.person = $1", person)


async def _card(where: str, value: object) -> Record | None:
    return await row(
        f"""SELECT c.*, p.active, p.role, p.name, p.birth_year, p.birth_month,
            EXISTS(SELECT FROM reset r WHERE r.person = p.id AND r.until > $2 AND r.confirmed_by IS NOT NULL) AS anew,
            false AS nobody
            FROM card c JOIN person p ON p.id = c.person
            WHERE {where}""",
        value,
        now(),
    )


def reach_of(card: Card) -> Reach:
    return BANDS[band(card["birth_year"], card["birth_month"], today()) if card["role"] == "child" else "adult"]


async def password(username: str) -> Record | None:
    return await row(
        """SELECT w.*, p.active, p.role, p.valid_until,
           EXISTS(SELECT FROM passkey k WHERE k.person = p.id) AS has_passkey,
           EXISTS(SELECT FROM totp t WHERE t.person = p.id AND t.confirmed_at IS NOT NULL) AS has_totp
           FROM password w JOIN person p ON p.id = w.person WHERE username = $1""",
        username.strip().casefold(),
    )


CONSENTS = "ARRAY(SELECT allowed(p.id, $2, $3::date)) AS consents"

#: Open to children while it was opened and two officers and two facilitators are there for them (SG-01).
CLOSED = """p.role = 'child' AND (
  NOT EXISTS(SELECT FROM opening o WHERE o.state = 'open')
  OR (SELECT count(*) FROM person s WHERE s.role = 'safeguarding' AND s.active AND s.valid_until > $4) < 2
  OR (SELECT count(*) FROM person s WHERE s.role = 'facilitator' AND s.active AND s.valid_until > $4) < 2
) AS closed"""

PERSON = f"p.*, {CONSENTS}, {CLOSED}"


async def is_open() -> bool:
    """Whether children may write and vote at this moment."""
    return not await value(f"SELECT {CLOSED.replace('$4', '$1')} FROM (SELECT 'child' AS role) p", now())


SIGNED_IN = f"""
SELECT s.id AS sign_in, s.since, s.seen, s.strength, s.proven_at, s.device, s.longer, {PERSON},
  EXISTS(SELECT FROM message m WHERE m.person = p.id AND m.read_at IS NULL) AS unread,
  EXISTS(SELECT FROM device d WHERE d.id = s.device AND d.revoked_at IS NOT NULL) AS revoked,
  (SELECT count(DISTINCT y.person) FROM duty y JOIN device d ON d.place = y.place
   JOIN person q ON q.id = y.person AND q.active AND q.valid_until > $4
   WHERE d.id = s.device AND y.since <= $4 AND y.until > $4) AS adults_there
FROM sign_in s JOIN person p ON p.id = s.person AND p.active AND (p.valid_until IS NULL OR p.valid_until > $4)
WHERE s.id = ANY($1)
"""


SIGNED_IN_ALONE = SIGNED_IN.replace("= ANY($1)", "= $1")


async def signed_in(token_hash: bytes, consent_text: str) -> Record | None:
    """The person behind a sign-in with everything a request asks of them: one statement, for all who ask at once."""
    return await _signed_in((token_hash, consent_text))


async def _all_signed_in(asked: list[tuple[bytes, str]]) -> list[Record | None]:
    found = {}
    for text in {text for _hash, text in asked}:
        hashes = [each for each, of in asked if of == text]
        # whoever comes alone has a plan that is kept; for several PostgreSQL makes a new one each time
        asked_for = (SIGNED_IN, hashes) if len(hashes) > 1 else (SIGNED_IN_ALONE, hashes[0])
        found |= {(each["sign_in"], text): each for each in await rows(*asked_for, text, today(), now())}
    return [found.get(each) for each in asked]


_signed_in: Together[tuple[bytes, str], Record | None] = Together(_all_signed_in)


def actor_of(record: Record, sign_in: bytes = b"") -> Actor:
    """`record` from SIGNED_IN; without a sign-in (the demo, the tests) only what is true of the person anywhere."""
    role = Role[record["role"].upper()]
    here = now().astimezone(CITY)
    years = band(record["birth_year"], record["birth_month"], here.date()) if role is Role.CHILD else "adult"
    proven = record["proven_at"] if sign_in else here
    if sign_in and role & STAFF and record["strength"] != "strong":
        role = Role.ARRIVING
    return Actor(
        role=role,
        id=record["id"],
        name=record["name"],
        band=years,
        area=record["area"],
        office=record["office"],
        place=record["place"],
        consents=frozenset(record["consents"]),
        hindered=_hindered(record, years, here, sign_in) if role is Role.CHILD else frozenset(),
        sign_in=sign_in,
        strength=record["strength"] if sign_in else "",
        proven=proven is not None and here - proven < FRESH,
        device=record["device"] if sign_in else None,
    )


def _hindered(record: Record, years: Band, here: datetime, sign_in: bytes) -> frozenset[str]:
    found = {"closed"} if record["closed"] else set()
    if record["paused"]:
        found.add("paused")
    if current().keeps_hours and sign_in:
        reach = BANDS[years]
        if not awake(reach, here):
            found.add("resting")
        if (reach.attended or record["device"]) and record["adults_there"] < 2:
            found.add("alone")
    return frozenset(found)


async def door(key: bytes, card: Card | None, device: UUID | None, most: int = LOCKED_AFTER) -> Door:
    """The case of somebody before the door with that key; `card` if what they hold is one, which rests after so many
    failures."""
    tried = await row("SELECT failures, wait_until FROM try WHERE id = $1", key)
    failures = tried["failures"] if tried else 0
    away = card is not None and card["role"] == "child" and device is None and current().keeps_hours
    return Door(
        waits_until=tried["wait_until"] if tried else None,
        now=now(),
        is_locked=card is not None and failures >= most,
        may_be_used_here=not away or reach_of(card).at_home,
        family_agrees=not away or card["nobody"] or await _family_agrees(card["person"]),
        is_claimed=card is not None and card["claimed_at"] is not None and not card["anew"],
        is_over=card is not None and card["claimed_at"] is None and card["expires_at"] <= now(),
    )


async def _family_agrees(child: UUID) -> bool:
    """A verified guardian says yes, be it for the words or the term of before: to read, and to ask for help, at home."""
    return bool(
        await value(
            """SELECT EXISTS(SELECT FROM consent c JOIN guardianship g ON g.child = c.child AND g.guardian = c.guardian
               AND g.verified_on IS NOT NULL WHERE c.child = $1 AND c.purpose = 'take_part' AND c.allows
               AND c.withdrawn_at IS NULL AND (c.how = 'online' OR c.checked_by IS NOT NULL))""",
            child,
        )
    )


async def forgot(person: UUID) -> Forgot:
    """The case of somebody who forgot their secret. Raises NotThere without a card."""
    found = await row(
        """SELECT c.claimed_at, r.asked_by FROM card c LEFT JOIN reset r ON r.person = c.person AND r.until > $2
           AND r.confirmed_by IS NULL WHERE c.person = $1""",
        person,
        now(),
    )
    if found is None:
        raise NotThere
    return Forgot(found["claimed_at"] is not None, found["asked_by"])


async def person(key: UUID, consent_text: str) -> Actor:
    """A person as an actor, without a browser: the demo and the tests act through it."""
    found = await row(f"SELECT {PERSON} FROM person p WHERE p.id = $1", key, consent_text, today(), now())
    if found is None:
        raise LookupError(key)
    return actor_of(found)


async def way_in(person: UUID) -> str:
    """By which door they come in: "team", "phrase" or "card"."""
    return await value(
        """SELECT CASE WHEN EXISTS(SELECT FROM password w WHERE w.person = $1) THEN 'team'
           WHEN EXISTS(SELECT FROM card c WHERE c.person = $1 AND c.kind = 'phrase') THEN 'phrase' ELSE 'card' END""",
        person,
    )


async def with_role(role: Role) -> list[UUID]:
    """Those who may act now: active, and not past their time."""
    found = await rows(
        "SELECT id FROM person WHERE role = $1 AND active AND (valid_until IS NULL OR valid_until > $2)",
        role.name.lower(),
        now(),
    )
    return [each["id"] for each in found]
