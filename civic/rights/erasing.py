"""Erasing a person: what goes, what stays without them, and the list that outlives any copy of the database.

The row of the person goes, and with it all that hangs on it; what others built on (a published idea that was kept, a
counted vote, a decision) stays and knows nobody any more. Journal lines keep a random id that means nobody since.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from civic.core import outbox
from civic.core.actor import THE_CLOCK, Actor
from civic.core.acts import act
from civic.core.charter import Rule
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.journal.acts import note
from civic.moderation.kinds import KINDS
from civic.rights.charter import Leaving
from civic.settings import current
from civic.vault import store

#: What names a person by a bare id, without a key that the database follows; `$1` is the id as text.
TRACES = (
    "DELETE FROM look WHERE person = $1::uuid",
    "UPDATE concern SET person = NULL WHERE person = $1::uuid",
    "UPDATE concern SET about = NULL WHERE about = $1::uuid",
    "UPDATE request SET words = '', about = NULL WHERE person = $1::uuid OR about = $1::uuid",
    "DELETE FROM message WHERE facts::text LIKE '%' || $1 || '%' OR link LIKE '%' || $1 || '%'",
    "DELETE FROM job WHERE facts::text LIKE '%' || $1 || '%'",
)

#: Somebody is being cared for: until that is closed, whoever protects them must be able to find them (SG-82).
WATCHED = """
EXISTS(SELECT FROM concern c WHERE c.state <> 'closed' AND (c.person = {person} OR c.about = {person}
  OR c.about IN (SELECT id FROM writing WHERE author = {person})))
"""


@act
async def erase(actor: Actor, rule: Rule, person: UUID, keeps_words: bool) -> None:
    """`keeps_words`: their published texts stay, without a name. The caller has asked `rule`. Raises nothing when they are
    gone already."""
    if await row("SELECT FROM person WHERE id = $1 FOR UPDATE", person) is None:
        return
    await note(actor, rule, person, kept=keeps_words)
    await forget_words(person, keeps_words)
    for guardian in await _guardians_of_nobody_else(person):
        await _drop(guardian, keeps_words)
    await _drop(person, keeps_words)


async def _drop(person: UUID, keeps_words: bool) -> None:
    for trace in TRACES:
        await row(trace, str(person))
    await row("DELETE FROM person WHERE id = $1", person)
    await row("INSERT INTO erased (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", person, now())
    await outbox.put("erased", person=person, words="kept" if keeps_words else "gone")


async def _guardians_of_nobody_else(child: UUID) -> list[UUID]:
    found = await rows(
        """SELECT g.guardian FROM guardianship g JOIN person p ON p.id = g.guardian AND p.role = 'guardian'
           WHERE g.child = $1 AND NOT EXISTS(SELECT FROM guardianship o WHERE o.guardian = g.guardian AND o.child <> $1)""",
        child,
    )
    return [each["guardian"] for each in found]


async def forget_words(person: UUID, keeps_published: bool) -> None:
    """What nobody decided on goes whole. Of the rest the shell stays, because replies, votes and counts stand on it."""
    pictures = [
        each["picture"]
        for each in await rows(
            """SELECT DISTINCT v.picture FROM version v JOIN writing w ON w.id = v.writing
               WHERE w.author = $1 AND v.picture IS NOT NULL""",
            person,
        )
    ]
    await row(
        """DELETE FROM writing w WHERE author = $1 AND state <> 'published'
           AND NOT EXISTS(SELECT FROM decision d WHERE d.writing = w.id)""",
        person,
    )
    emptied = await rows(
        """UPDATE writing SET state = 'withdrawn', author = NULL, title = '', excerpt = '', search = '', picture = NULL
           WHERE author = $1 AND (state <> 'published' OR NOT $2) RETURNING id, kind""",
        person,
        keeps_published,
    )
    keys = [each["id"] for each in emptied]
    await row("DELETE FROM version WHERE writing = ANY($1::uuid[])", keys)
    await row("UPDATE proposal SET area = NULL WHERE id = ANY($1::uuid[])", keys)
    pages = [KINDS[each["kind"]].page.format(each["id"]) for each in emptied]
    await row("DELETE FROM message WHERE link = ANY($1::varchar[])", pages)
    await row(
        "DELETE FROM version v USING writing w WHERE w.id = v.writing AND w.author = $1 AND v.number <> w.version",
        person,
    )
    await row(
        """DELETE FROM picture p WHERE id = ANY($1::uuid[]) AND NOT EXISTS(SELECT FROM version WHERE picture = p.id)
           AND NOT EXISTS(SELECT FROM evidence WHERE picture = p.id)""",
        pictures,
    )


async def is_watched(person: UUID) -> bool:
    return bool(await value("SELECT " + WATCHED.format(person="$1"), person))


@outbox.does("erased")
async def finish_erasing(facts: dict[str, str]) -> None:
    """Once it is certain: the vault forgets them too, and the list beside the settings knows. May be repeated."""
    await store.wipe(UUID(facts["person"]))
    write_down(UUID(facts["person"]), facts["words"])


def erased_list() -> Path:
    return current().var / "erased"


def write_down(person: UUID, words: str) -> None:
    """One line per person, `<id> kept` or `<id> gone`, after what happened to their published words. Mode 0600."""
    path = erased_list()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{person} {words}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _listed() -> Iterator[tuple[UUID, bool]]:
    if erased_list().exists():
        for line in erased_list().read_text().split("\n"):
            person, _space, words = line.partition(" ")
            if words:
                yield UUID(person), words == "kept"


async def replay_erased() -> int:
    """Before anybody comes in: whoever is on the list and stands in a copy that was put back is erased again (SG-87).
    How many."""
    listed, found = dict(_listed()), 0
    back = await rows(
        """SELECT l.id, EXISTS(SELECT FROM person p WHERE p.id = l.id) AS there FROM unnest($1::uuid[]) AS l(id)
           WHERE EXISTS(SELECT FROM person p WHERE p.id = l.id) OR NOT EXISTS(SELECT FROM erased e WHERE e.id = l.id)""",
        list(listed),
    )
    for person, is_there in back:
        if is_there:
            await erase(THE_CLOCK, Leaving.forget_person, person, listed[person])
            found += 1
        await row("INSERT INTO erased (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", person, now())
        await store.wipe(person)
    return found
