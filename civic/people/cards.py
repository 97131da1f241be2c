"""What is done with a card itself: finding it, using it the first time, and helping when its secret is forgotten."""

import re
from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from litestar.exceptions import TooManyRequestsException

from civic.core import outbox, secrets
from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refusal, Refused
from civic.core.clock import now
from civic.core.database import row
from civic.journal.acts import note
from civic.people import chosen, queries
from civic.people.acts import card_door, card_key, come_in, try_key
from civic.people.charter import People, not_claimed
from civic.people.code_words import plain
from civic.people.limits import GUESSES, GUESSES_IN, RESET
from civic.people.queries import Card
from civic.people.tables import SignIn, Try
from civic.settings import current

#: Wherever it stands in what a reader typed: as a link, with caps lock, with the signs of another keyboard.
TOKEN = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])")


async def find_card(typed: str, where: str) -> Card:
    """The card of six words, or of its QR as a reader types it. The same time for a code nobody has (SG-28).

    `where` the address it comes from, of which only a mark is kept, for a minute. Raises TooManyRequestsException.
    """
    token = TOKEN.search(typed.lower())
    if token:
        return await queries.card_by_token(token[0])
    guess = await _count_guess(where)
    async with secrets.turn():
        hashed = await secrets.words_hash(plain(typed), current().secret)
    card = await queries.card_by_words(hashed)
    # A whole school comes through one address in two minutes, each with a card of their own: those count for nothing.
    await row("UPDATE try SET failures = failures - $2 WHERE id = $1", guess, 0 if card["nobody"] else 1)
    return card


@act
async def _count_guess(where: str) -> bytes:
    """Six words are 66 bits: a machine that tries many is slowed down (SG-06). Counted before the look, so that a
    hundred at once are counted one by one."""
    key = try_key(secrets.mark(current().secret, "guess", where))
    counted = await row(
        """INSERT INTO try (id, failures, at) VALUES ($1, 1, $2) ON CONFLICT (id) DO UPDATE
           SET failures = CASE WHEN try.at > $3 THEN try.failures + 1 ELSE 1 END,
               at = CASE WHEN try.at > $3 THEN try.at ELSE $2 END
           RETURNING failures""",
        key,
        now(),
        now() - GUESSES_IN,
    )
    if counted["failures"] > GUESSES:
        raise TooManyRequestsException
    return key


async def ask_claim(actor: Actor, card: Card, kind: str = "") -> None:
    """Raises Refused. Whoever issued a card is told when somebody uses it a second time for the first time (SG-06)."""
    fits = kind in chosen.ways(queries.reach_of(card), card["role"] == "child") or kind == ""
    case = replace(await card_door(actor, card), way_fits=fits)
    refusal = People.claim_card.refusal(actor, case)
    if refusal:
        await _refuse(card, refusal)


async def claim(actor: Actor, card: Card, kind: str, typed: str) -> str:
    """Use a card the first time, or choose anew: the cookie's token. Raises Refused; of two at once one is refused."""
    await ask_claim(actor, card, kind)
    async with secrets.turn():
        claimed = await claim_card(card, kind, chosen.as_kept(kind, typed))
    if not claimed:
        await _refuse(card, Refusal(not_claimed.name, not_claimed.otherwise))
    return await _begin(actor, card, kind)


async def _refuse(card: Card, refusal: Refusal) -> NoReturn:
    if refusal.name == not_claimed.name and not card["nobody"]:
        await _tell_reused(card)
    raise Refused(People.claim_card, refusal)


@act
async def _begin(actor: Actor, card: Card, kind: str) -> str:
    """Whoever was in with the secret of before is out."""
    await SignIn.delete().where(SignIn.person == card["person"])
    await note(actor, People.claim_card, card["person"], anew=card["claimed_at"] is not None)
    return await come_in(actor, card["person"], card_key(card), "plain" if kind == chosen.PHRASE else "low")


@act
async def _tell_reused(card: Card) -> None:
    """Later whoever issued it is told (SG-06)."""
    await outbox.put("card_reused", card=card["id"])


async def claim_card(card: Card, kind: str, typed: str) -> bool:
    """Set the secret of an invitation, or of a card whose owner may choose anew. False when somebody was faster, or the
    invitation is over. The caller has asked the charter; two at once find one row to change."""
    hashed = await secrets.slow_hash(typed)
    return bool(
        await row(
            """WITH used AS (DELETE FROM reset WHERE person = $2 AND confirmed_by IS NOT NULL AND until > $5
                             RETURNING person)
               UPDATE card SET kind = $3, hash = $4, claimed_at = coalesce(claimed_at, $5) WHERE id = $1
               AND ((claimed_at IS NULL AND expires_at > $5) OR EXISTS(SELECT FROM used)) RETURNING id""",
            card["id"],
            card["person"],
            kind,
            hashed,
            now(),
        )
    )


@act
async def unlock_card(actor: Actor, person: UUID) -> None:
    """The card does not wait any more; the secret stays what it was."""
    People.unlock_card.ask(actor, await queries.forgot(person))
    await _forget_tries(person)
    await note(actor, People.unlock_card, person)


@act
async def ask_reset(actor: Actor, person: UUID) -> bool:
    """Let somebody choose a new secret within the hour, with their own card; nobody else learns it (SG-28). Whether it
    is open at once: where two adults must agree, another one confirms it."""
    People.ask_reset.ask(actor, await queries.forgot(person))
    alone = queries.reach_of(await queries.card_of(person)).adults_to_reset < 2
    await row(
        """INSERT INTO reset (id, person, asked_by, asked_at, confirmed_by, until)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, $5) ON CONFLICT (person) DO UPDATE
           SET asked_by = $2, asked_at = $3, confirmed_by = $4, until = $5""",
        person,
        actor.id,
        now(),
        actor.id if alone else None,
        now() + RESET,
    )
    await note(actor, People.ask_reset, person, open=alone)
    if alone:
        await _forget_tries(person)
    return alone


@act
async def confirm_reset(actor: Actor, person: UUID) -> None:
    """The second adult."""
    People.confirm_reset.ask(actor, await queries.forgot(person))
    agreed = await row(
        """UPDATE reset SET confirmed_by = $2, until = $3 WHERE person = $1 AND confirmed_by IS NULL AND asked_by <> $2
           RETURNING id""",
        person,
        actor.id,
        now() + RESET,
    )
    if agreed is None:
        raise Refused(People.confirm_reset, FASTER)
    await _forget_tries(person)
    await note(actor, People.confirm_reset, person)


async def _forget_tries(person: UUID) -> None:
    card = await queries.card_of(person)
    await Try.delete().where(Try.id.is_in([card_key(card), card_key(card, by_nickname=True)]))
