"""The life of a writing: begun, kept, sent, read, and what the reader decided."""

import hashlib
import json
from datetime import date
from uuid import UUID, uuid4

from civic.core import images
from civic.core.actor import THE_CLOCK, Actor
from civic.core.acts import NotThere, act, advance
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now, today, working_days_after
from civic.core.database import row, rows
from civic.core.forms import fold
from civic.inbox.acts import forget, tell
from civic.journal.acts import note
from civic.moderation import flags, masks, queries
from civic.moderation.charter import Apart, Moderation
from civic.moderation.kinds import KINDS
from civic.moderation.queries import Words
from civic.moderation.states import HELD, RETURNED, SUBMITTED
from civic.moderation.tables import Decision, Picture, Version, Writing
from civic.safeguarding import queries as safeguarding
from civic.safeguarding.acts import raise_concern
from civic.safeguarding.charter import RECEIVED

#: Working days: hard floors 5 and 10 (safeguards 0.3).
DAYS_TO_READ = 2
DAYS_TO_APPEAL = 5


async def hold(key: UUID) -> None:
    """Lock the writing, so that what the act looks at next stays true until the act is done."""
    await row("SELECT FROM writing WHERE id = $1 FOR UPDATE", key)


async def begin_writing(author: UUID, kind: str) -> UUID:
    """An empty draft. Its room asks its own rule first and keeps a row with the same id."""
    key = uuid4()
    await Writing.insert(Writing(id=key, kind=kind, author=author, kept_on=today()))
    await Version.insert(Version(writing=key, number=1, words={}, masks={}))
    return key


async def keep_words(
    writing: Words, changed: dict[str, str], picture: UUID | None = None, without_picture: bool = False
) -> bool:
    """Keep what was left at one step. After a return the first change begins a new version; the old one stays.

    True when what was written now worries and did not before: the care team does not wait until it is sent
    (docs/decisions/0017-personal-data.md).
    """
    number = writing.version
    if writing.state is RETURNED and await row(
        "SELECT 1 FROM version WHERE writing = $1 AND number = $2 AND sent_at IS NOT NULL", writing.id, number
    ):
        await rows(
            """INSERT INTO version (id, writing, number, words, picture, masks)
               SELECT gen_random_uuid(), writing, number + 1, words, picture, '{}' FROM version
               WHERE writing = $1 AND number = $2 ON CONFLICT DO NOTHING""",
            writing.id,
            number,
        )
        number += 1
        await row("UPDATE writing SET version = $2 WHERE id = $1", writing.id, number)
    await rows(
        """UPDATE version SET words = words || $3::jsonb, picture = CASE WHEN $5 THEN NULL ELSE coalesce($4, picture) END
           WHERE writing = $1 AND number = $2 AND sent_at IS NULL""",
        writing.id,
        number,
        json.dumps(changed),
        picture,
        without_picture,
    )
    title = headline(writing.kind, writing.words | changed)
    await row("UPDATE writing SET title = $2, kept_on = $3 WHERE id = $1", writing.id, title, today())
    return await _pass_on(writing, changed) == "new"


async def _pass_on(writing: Words, words: dict[str, str]) -> str:
    """What worries reaches the care team in the same transaction (SG-43): as `raise_concern` answers, or "" for nothing."""
    kinds, said = flags.worrying(writing.kind, words)
    if not kinds:
        return ""
    return await raise_concern("text", about=writing.id, person=writing.author, kinds=sorted(kinds), words=said)


async def keep_picture(made: images.Picture) -> UUID:
    """Only what was drawn anew is kept, never the original (SG-89)."""
    picture = Picture(large=made.large, small=made.small, kind=images.CONTENT_TYPE)
    await Picture.insert(picture)
    return picture.id


async def send_writing(actor: Actor, writing: Words, rule: Rule, case: object) -> date:
    """Send to be read, by the rule of the room it belongs to. The words freeze; the day it will be read by.

    What worries is set apart for the care team: no facilitator sees it (SG-43).
    """
    due = working_days_after(today(), DAYS_TO_READ)
    await advance(Writing, writing.id, rule, actor, case, submitted_at=now(), due_on=due)
    frozen = json.dumps(writing.words, sort_keys=True, ensure_ascii=False).encode()
    await rows(
        "UPDATE version SET hash = $3, sent_at = $4 WHERE writing = $1 AND number = $2",
        writing.id,
        writing.version,
        hashlib.sha256(frozen).digest(),
        now(),
    )
    await note(actor, rule, writing.id, kind=writing.kind, version=writing.version)
    if await _pass_on(writing, writing.words) in ("new", "known"):
        await advance(Writing, writing.id, Moderation.hold_writing, THE_CLOCK, Apart(SUBMITTED))
        await note(THE_CLOCK, Moderation.hold_writing, writing.id)
    return due


@act
async def release_writing(actor: Actor, concern: UUID) -> None:
    """An officer who read the message about it lets the text go the way of the others, from its beginning."""
    case = await safeguarding.case(actor, concern)
    key = await safeguarding.held_text(concern)
    if key is None:
        raise NotThere
    due = working_days_after(today(), DAYS_TO_READ)
    read = Apart(HELD, case.state is not RECEIVED)
    await advance(Writing, key, Moderation.release_writing, actor, read, submitted_at=now(), due_on=due)
    await note(actor, Moderation.release_writing, concern)


@act
async def publish_writing(actor: Actor, key: UUID, version: int | None = None, nobodys: bool = False) -> None:
    """`nobodys`: what a rule took for personal data was looked at and is nobody's."""
    await _publish(actor, key, Moderation.publish_writing, "published", version, nobodys)


@act
async def publish_on_appeal(actor: Actor, key: UUID, version: int | None = None, nobodys: bool = False) -> None:
    await _publish(actor, key, Moderation.publish_on_appeal, "overturned", version, nobodys)


@act
async def return_writing(actor: Actor, key: UUID, reason: str, tips: list[str], version: int | None = None) -> None:
    writing = await _as_read(actor, key, Moderation.return_writing, version)
    await _decide(actor, writing, Moderation.return_writing, "returned", reason, tips)
    await tell(writing.author, "writing_returned", KINDS[writing.kind].draft.format(key), title=writing.title)


@act
async def refuse_writing(actor: Actor, key: UUID, reason: str, version: int | None = None) -> None:
    writing = await _as_read(actor, key, Moderation.refuse_writing, version)
    await _decide(actor, writing, Moderation.refuse_writing, "refused", reason)
    await tell(writing.author, "writing_refused", KINDS[writing.kind].draft.format(key), title=writing.title)


@act
async def uphold_refusal(actor: Actor, key: UUID, reason: str, version: int | None = None) -> None:
    writing = await _as_read(actor, key, Moderation.uphold_refusal, version)
    await _decide(actor, writing, Moderation.uphold_refusal, "upheld", reason)
    await tell(writing.author, "appeal_upheld", KINDS[writing.kind].draft.format(key), title=writing.title)


@act
async def mask_writing(actor: Actor, key: UUID, field: str, piece: str, version: int | None = None) -> bool:
    """Cover a piece of one field; False when it does not stand there. The words themselves are never touched."""
    writing = await _as_read(actor, key, Moderation.mask_writing, version)
    Moderation.mask_writing.ask(actor, await queries.reading(writing))
    if not masks.fits(writing.words, field, piece):
        return False
    pieces = {**writing.masks, field: [*writing.masks.get(field, []), piece]}
    await row(
        "UPDATE version SET masks = $3::jsonb WHERE writing = $1 AND number = $2",
        key,
        writing.version,
        json.dumps(pieces),
    )
    await note(actor, Moderation.mask_writing, key, field=field)
    return True


@act
async def appeal_refusal(actor: Actor, key: UUID) -> None:
    await hold(key)
    writing = await queries.own(actor, key)
    due = working_days_after(today(), DAYS_TO_APPEAL)
    case = await queries.reading(writing)
    await advance(Writing, key, Moderation.appeal_refusal, actor, case, submitted_at=now(), due_on=due)
    await note(actor, Moderation.appeal_refusal, key)


@act
async def withdraw_writing(actor: Actor, key: UUID) -> None:
    """Gone for everyone at once, its author included; and what others were told of it, which says its title."""
    await hold(key)
    writing = await queries.own(actor, key)
    case = await queries.reading(writing)
    await advance(Writing, key, Moderation.withdraw_writing, actor, case, kept_on=today())
    await forget(KINDS[writing.kind].page.format(key), kept_by=writing.author)
    await note(actor, Moderation.withdraw_writing, key)


async def _as_read(actor: Actor, key: UUID, rule: Rule, version: int | None) -> Words:
    """The writing, held. `version` is the one before the reader's eyes: another one must be read first (SG-38)."""
    seen = await queries.visible(actor, key)
    await hold(key)
    writing = await queries.visible(actor, key)
    if (writing.state, writing.version) != (seen.state, version or seen.version):
        raise Refused(rule, FASTER)
    return writing


async def _publish(actor: Actor, key: UUID, rule: Rule, verdict: str, version: int | None, nobodys: bool) -> None:
    writing = await _as_read(actor, key, rule, version)
    shown = writing.shown
    read = [shown.get(name, "") for name in KINDS[writing.kind].fields]
    await _decide(
        actor,
        writing,
        rule,
        verdict,
        nobodys=nobodys,
        published_at=now(),
        band=await queries.band_of(writing.author),
        title=headline(writing.kind, shown),
        excerpt=cut(" ".join(read[1:]), 220),
        picture=writing.picture,
        search=fold(" ".join(read)),
    )
    await tell(writing.author, "writing_published", KINDS[writing.kind].page.format(key), title=writing.title)


async def _decide(
    actor: Actor,
    writing: Words,
    rule: Rule,
    verdict: str,
    reason: str = "",
    tips: list[str] | None = None,
    nobodys: bool = False,
    **columns: object,
) -> None:
    case = await queries.reading(writing, reason, nobodys)
    await advance(Writing, writing.id, rule, actor, case, **columns)
    await Decision.insert(
        Decision(
            writing=writing.id,
            version=writing.version,
            by=actor.id,
            verdict=verdict,
            reason=reason,
            tips=tips or [],
            at=now(),
        )
    )
    await note(actor, rule, writing.id, reason=reason, **({"nobodys": True} if case.points and nobodys else {}))


def headline(kind: str, words: dict[str, str]) -> str:
    """What a list calls it by: its first field, in one line."""
    return cut(words.get(next(iter(KINDS[kind].fields)), ""), 120)


def cut(text: str, longest: int) -> str:
    """The beginning of a text in one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"
