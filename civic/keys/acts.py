"""Showing a key, and keeping the ring of keys. Whoever shows one gets a new token: the one before is worth nothing (SG-29)."""

import os
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from asyncpg import Record

from civic.core import secrets
from civic.core.actor import CHILD, Actor
from civic.core.acts import NotThere, act
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now
from civic.core.database import row, rows
from civic.journal.acts import note
from civic.keys import codes, passkeys, queries
from civic.keys.charter import Keys
from civic.keys.tables import Challenge, Passkey, Recovery, Totp
from civic.people.acts import Entered, count_try, open_sign_in, try_key
from civic.people.charter import Door
from civic.people.queries import door
from civic.people.tables import SignIn, Try
from civic.settings import current

#: How long a challenge waits to be signed.
LIFE = timedelta(minutes=5)
RECOVERY_CODES = 10


@dataclass(frozen=True)
class Added:
    """The new token, and the recovery codes if they were made now: they are shown this once."""

    token: str
    recovery: list[str]


@act
async def ask_challenge(actor: Actor, tie: str) -> bytes:
    """32 random bytes for this browser to sign; `tie` is what its forms are tied to."""
    Keys.ask_challenge.ask(actor)
    await rows(
        "DELETE FROM challenge WHERE id IN (SELECT id FROM challenge WHERE at <= $1 FOR UPDATE SKIP LOCKED)",
        now() - LIFE,
    )
    nonce = os.urandom(32)
    await Challenge.insert(Challenge(tie=secrets.fingerprint(tie), nonce=nonce, at=now()))
    return nonce


@act
async def come_in_with_passkey(actor: Actor, tie: str, raw: str) -> Entered | None:
    """One touch, both factors. None when the key is not one of ours. Who was in before is out."""
    Keys.come_in_with_passkey.ask(actor)
    found = await _believe(tie, raw)
    if found is None or not queries.may_come_in(found):
        return None
    if actor.signed_in:
        await SignIn.delete().where(SignIn.id == actor.sign_in)
    token = await open_sign_in(found["person"], "strong", proven=True, device=actor.device)
    return Entered(found["person"], token, arriving=False)


@act
async def show_passkey(actor: Actor, tie: str, raw: str) -> str | None:
    """The second factor of who is in already: the new token, or None if it is not a key of theirs."""
    Keys.show_key.ask(actor, Door(waits_until=None, now=now()))
    found = await _believe(tie, raw)
    return await _prove(actor, Keys.show_key) if found and found["person"] == actor.id else None


async def show_code(actor: Actor, typed: str, recovery: bool) -> str | None:
    """As `show_passkey`, with the six digits of the app, or with a recovery code.

    Not one transaction: the try must stay counted although the code did not fit.
    """
    key = try_key(f"second key/{actor.id}")
    Keys.show_key.ask(actor, await door(key, None, actor.device))
    await count_try(Keys.show_key, key)
    return await _show_code(actor, key, typed, recovery)


@act
async def _show_code(actor: Actor, key: bytes, typed: str, recovery: bool) -> str | None:
    fits = await (_spend_recovery(actor, typed) if recovery else _spend_code(actor.id, typed))
    if not fits:
        return None
    await Try.delete().where(Try.id == key)
    return await _prove(actor, Keys.show_key)


@act
async def add_passkey(actor: Actor, tie: str, raw: str, label: str) -> Added | None:
    """None when what the browser made does not fit its challenge, or the key is known already."""
    first = await _ring(actor, Keys.add_passkey)
    shown = passkeys.read(raw)
    if shown is None or not await _spend_challenge(tie, shown.nonce):
        return None
    made = passkeys.check_made(shown, current().origin)
    if made is None:
        return None
    key = Passkey(id=made.id, person=actor.id, public_key=made.public_key, uses=made.uses, label=label, added_at=now())
    if not await Passkey.insert(key).on_conflict(action="DO NOTHING").returning(Passkey.id):
        return None
    await note(actor, Keys.add_passkey, actor.id, first=first)
    return await _added(actor, Keys.add_passkey, first)


@act
async def add_app(actor: Actor, secret: str, typed: str) -> Added | None:
    """An app of codes, in the place of the one before. None when it does not yet show the code of that secret."""
    first = await _ring(actor, Keys.add_app)
    step = codes.fitting_step(secret, typed, now(), last=0)
    if step is None:
        return None
    sealed = codes.seal(current().secret, actor.id, secret)
    app = Totp(person=actor.id, sealed=sealed, confirmed_at=now(), last_step=step)
    await Totp.insert(app).on_conflict(
        target=Totp.person, action="DO UPDATE", values=[Totp.sealed, Totp.confirmed_at, Totp.last_step]
    )
    await note(actor, Keys.add_app, actor.id, first=first)
    return await _added(actor, Keys.add_app, first)


@act
async def renew_recovery(actor: Actor) -> list[str]:
    """Ten new codes; the old ones open nothing any more."""
    Keys.renew_recovery.ask(actor)
    await note(actor, Keys.renew_recovery, actor.id)
    return await _make_recovery(actor.id)


@act
async def remove_key(actor: Actor, key: str) -> None:
    """`key` as in `queries.kept`. Never the last of somebody of the team."""
    await _ring(actor, Keys.remove_key)
    if key == queries.APP:
        gone = await rows("DELETE FROM totp WHERE person = $1 RETURNING person", actor.id)
    else:
        mine = {passkeys.name_of(each): each for each in await queries.passkey_ids(actor.id)}
        gone = await rows("DELETE FROM passkey WHERE id = $1 RETURNING id", mine[key]) if key in mine else []
    if not gone:
        raise NotThere
    await note(actor, Keys.remove_key, actor.id)


async def enrol_app(person: UUID, secret: str) -> None:
    """An app of codes for the demonstration and the tests, without a page."""
    sealed = codes.seal(current().secret, person, secret)
    await Totp.insert(Totp(person=person, sealed=sealed, confirmed_at=now()))


async def _ring(actor: Actor, rule: Rule) -> bool:
    """Ask the rule about their ring of keys, under a lock: two changes at once see each other. Whether it is empty."""
    await row("SELECT id FROM person WHERE id = $1 FOR UPDATE", actor.id)
    ring = (await queries.holding(actor.id)).ring if actor.id else None
    rule.ask(actor, ring)
    return ring is not None and not ring.keys


async def _added(actor: Actor, rule: Rule, first: bool) -> Added:
    recovery = await _make_recovery(actor.id) if first and not actor.role & CHILD else []
    return Added(await _prove(actor, rule), recovery)


async def _prove(actor: Actor, rule: Rule) -> str:
    """The second factor was shown now. The sign-in keeps its age and its device, and changes its token."""
    token = secrets.token()
    turned = await row(
        "UPDATE sign_in SET id = $2, strength = 'strong', proven_at = $3, seen = $3 WHERE id = $1 RETURNING id",
        actor.sign_in,
        secrets.fingerprint(token),
        now(),
    )
    if turned is None:
        raise Refused(rule, FASTER)
    return token


async def _believe(tie: str, raw: str) -> Record | None:
    """The passkey that signed a challenge of this browser, with its owner; the challenge is spent either way."""
    shown = passkeys.read(raw)
    if shown is None or not await _spend_challenge(tie, shown.nonce):
        return None
    found = await queries.passkey(shown.id)
    if found is None or shown.person not in (None, found["person"]):
        return None
    uses = passkeys.check_signed(shown, current().origin, found["public_key"], found["uses"])
    if uses is None:
        return None
    await row("UPDATE passkey SET uses = $2, used_at = $3 WHERE id = $1", shown.id, uses, now())
    return found


async def _spend_challenge(tie: str, nonce: bytes) -> bool:
    return bool(
        await rows(
            "DELETE FROM challenge WHERE nonce = $1 AND tie = $2 AND at > $3 RETURNING id",
            nonce,
            secrets.fingerprint(tie),
            now() - LIFE,
        )
    )


async def _spend_code(person: UUID, typed: str) -> bool:
    """The row is locked while the code is looked at: the same code typed twice at once counts once."""
    app = await queries.app_of(person)
    secret = codes.unseal(current().secret, person, app["sealed"]) if app else None
    step = codes.fitting_step(secret, typed, now(), app["last_step"]) if app and secret else None
    if step is None:
        return False
    await row("UPDATE totp SET last_step = $2 WHERE person = $1", person, step)
    return True


async def _spend_recovery(actor: Actor, typed: str) -> bool:
    spent = await rows(
        "UPDATE recovery SET used_at = $3 WHERE id = $1 AND person = $2 AND used_at IS NULL RETURNING id",
        secrets.fingerprint(secrets.plain_code(typed)),
        actor.id,
        now(),
    )
    if spent:
        await note(actor, Keys.show_key, actor.id, recovery=True)
    return bool(spent)


async def _make_recovery(person: UUID) -> list[str]:
    made = [secrets.card_code() for _each in range(RECOVERY_CODES)]
    await Recovery.delete().where(Recovery.person == person)
    await Recovery.insert(*(Recovery(id=secrets.fingerprint(secrets.plain_code(each)), person=person) for each in made))
    return made
