"""What guardians said, for the pages of families and for the sign-in; whose tie or paper waits is in `desk`."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asyncpg import Record

from civic.consent.charter import Child, Paper, Pause, Tie
from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.acts import NotThere
from civic.core.clock import today
from civic.core.database import row, rows, value
from civic.people.aliases import PLAIN_NAME, plain

#: Words of guardians that are said and not only typed; and those of them nobody has taken back.
COUNTED = "(c.how = 'online' OR c.checked_by IS NOT NULL)"
STANDING = f"{COUNTED} AND c.withdrawn_at IS NULL AND c.text = $2 AND c.term = $3"


@dataclass(frozen=True)
class Term:
    id: UUID
    name: str
    begins_on: date
    ends_on: date


async def child_case(guardian: UUID | None, child: UUID) -> Child:
    theirs = await value("SELECT true FROM guardianship WHERE guardian = $1 AND child = $2", guardian, child)
    return Child(bool(theirs), await current_term() is not None)


async def said(child: UUID, about: UUID) -> str:
    """`yes`, `no`, `later` or "" for one consultation."""
    return await value("SELECT said FROM assent WHERE child = $1 AND about = $2", child, about) or ""


async def was_asked(child: UUID) -> bool:
    """Whether they have answered for any consultation: then nobody has to tell them from the beginning."""
    return bool(await value("SELECT true FROM assent WHERE child = $1 LIMIT 1", child))


async def consultation(about: UUID) -> Record | None:
    """What a child is asked to take part in: an opened call. Its room comes later in the street, hence by its table."""
    return await row("SELECT question, picture FROM call WHERE id = $1 AND state <> 'draft'", about)


async def term() -> Term | None:
    found = await row(
        """SELECT id, name, begins_on, ends_on FROM term WHERE ended_at IS NULL AND $1 BETWEEN begins_on AND ends_on
           ORDER BY begins_on LIMIT 1""",
        today(),
    )
    return Term(**dict(found)) if found else None


async def current_term() -> UUID | None:
    found = await term()
    return found.id if found else None


async def word(guardian: UUID, child: UUID, purpose: str, term: UUID) -> bool | None:
    """Their yes or no that stands now, or None."""
    return await value(
        f"SELECT allows FROM consent c WHERE guardian = $4 AND child = $1 AND purpose = $5 AND {STANDING}",
        child,
        TEXT,
        term,
        guardian,
        purpose,
    )


async def children_of(guardian: UUID) -> list[Record]:
    """Each child in their care and the tie; never what anybody else said of them (SG-11)."""
    return await rows(
        """SELECT p.id, p.name, g.verified_on IS NOT NULL AS verified, EXISTS(
             SELECT FROM consent c WHERE c.child = p.id AND c.guardian = $1 AND c.how = 'paper'
             AND c.checked_by IS NULL AND c.withdrawn_at IS NULL) AS paper
           FROM guardianship g JOIN person p ON p.id = g.child WHERE g.guardian = $1 ORDER BY p.name""",
        guardian,
    )


async def history(guardian: UUID, child: UUID) -> list[Record]:
    """Everything this guardian said of this child, the newest first; `now` where it stands and is of today's text and
    term."""
    return await rows(
        f"""SELECT c.purpose, c.allows, c.how, c.given_at, c.withdrawn_at IS NULL AS stands, c.text = $2 AS same_text,
            coalesce(c.term = $3, false) AS same_term FROM consent c
            WHERE c.guardian = $4 AND c.child = $1 AND {COUNTED} ORDER BY c.given_at DESC, c.id""",
        child,
        TEXT,
        await current_term(),
        guardian,
    )


async def published_of(child: UUID) -> list[Record]:
    """Ideas of a child that everybody reads already. Their room comes later in the street, hence by its table."""
    return await rows(
        """SELECT id, title FROM writing WHERE author = $1 AND kind = 'proposal' AND state = 'published'
           ORDER BY published_at DESC, id""",
        child,
    )


async def opposed(child: UUID) -> bool:
    """Whether two verified guardians say yes and no to taking part."""
    return await value(
        f"""SELECT count(DISTINCT c.allows) > 1 FROM consent c
            JOIN guardianship g ON g.child = c.child AND g.guardian = c.guardian AND g.verified_on IS NOT NULL
            WHERE c.child = $1 AND c.purpose = $4 AND {STANDING}""",
        child,
        TEXT,
        await current_term(),
        TAKE_PART,
    )


async def pause(child: UUID) -> Pause:
    """Raises NotThere for whoever is no child."""
    found = await row("SELECT paused FROM person WHERE id = $1 AND role = 'child'", child)
    if found is None:
        raise NotThere
    return Pause(found["paused"])


async def paused_for_care() -> list[Record]:
    """Each with when it began and why, as its line in the journal says."""
    return await rows(
        """SELECT p.id, p.name, e.at, e.facts->>'why' AS why FROM person p LEFT JOIN LATERAL (
             SELECT at, facts FROM entry WHERE subject = p.id AND act = 'consent.pause_for_care' ORDER BY at DESC LIMIT 1
           ) e ON true WHERE p.role = 'child' AND p.paused = 'care' AND p.active ORDER BY e.at, p.name"""
    )


TIE = """SELECT g.id, g.child, g.guardian, g.kind, g.issued_by, g.method, g.verified_on, v.name AS verified_by,
  p.name AS alias, q.name AS called, p.paused, p.place, w.name AS place_name,
  (SELECT array_agg(b.signed_by) || array_agg(e.person) FROM invited i JOIN batch b ON b.id = i.batch
   LEFT JOIN entry e ON e.subject = b.id AND e.act = 'invitations.print_letters' WHERE i.person = g.child)
  || (SELECT array_agg(e.person) FROM entry e WHERE e.subject = g.id AND e.act = 'consent.print_letter') AS handed_by,
  (SELECT count(*) FROM guardianship o WHERE o.child = g.child) AS guardians,
  NOT EXISTS(SELECT FROM invited i JOIN batch b ON b.id = i.batch
             WHERE i.person = g.child AND i.number IS NOT NULL AND b.state = 'asked') AS invited,
  EXISTS(SELECT FROM card c WHERE c.person = g.guardian AND c.claimed_at IS NOT NULL) AS came
  FROM guardianship g JOIN person p ON p.id = g.child
  JOIN person q ON q.id = g.guardian LEFT JOIN person v ON v.id = g.verified_by LEFT JOIN place w ON w.id = p.place"""


async def tie(key: UUID) -> Record:
    """Who answers for a child. Raises NotThere."""
    found = await row(f"{TIE} WHERE g.id = $1", key)
    if found is None:
        raise NotThere
    return found


async def ties_by_alias(alias: str) -> list[Record]:
    return await rows(f"{TIE} WHERE {PLAIN_NAME} = $1 ORDER BY q.name, g.id", plain(alias))


async def unverified() -> list[Record]:
    return await rows(f"{TIE} WHERE g.verified_on IS NULL AND p.active ORDER BY p.name, g.id")


async def typed(found: Record) -> Paper:
    """The paper of this tie that waits for its check."""
    lines = await rows(
        """SELECT purpose, allows, typed_by, given_at FROM consent WHERE child = $1 AND guardian = $2 AND how = 'paper'
           AND checked_by IS NULL AND withdrawn_at IS NULL""",
        found["child"],
        found["guardian"],
    )
    if not lines:
        return Paper()
    return Paper({each["purpose"]: each["allows"] for each in lines}, lines[0]["typed_by"], lines[0]["given_at"])


async def tie_case(found: Record) -> Tie:
    return Tie(
        found["issued_by"],
        found["verified_on"] is not None,
        await typed(found),
        await current_term() is not None,
        frozenset(each for each in found["handed_by"] or () if each),
        found["guardians"],
        found["invited"],
        found["came"],
    )


async def papers_waiting() -> list[Record]:
    """A line for each tie with a typed paper, by the day it was signed."""
    return await rows(
        """SELECT DISTINCT c.given_at, p.name AS alias, g.id, c.typed_by FROM consent c JOIN person p ON p.id = c.child
           JOIN guardianship g ON g.child = c.child AND g.guardian = c.guardian
           WHERE c.how = 'paper' AND c.checked_by IS NULL AND c.withdrawn_at IS NULL ORDER BY 1, 2, 3"""
    )


async def standing_words(found: Record) -> dict[str, bool]:
    """Purpose to what this guardian says now."""
    lines = await rows(
        f"SELECT c.purpose, c.allows FROM consent c WHERE c.child = $1 AND c.guardian = $4 AND {STANDING}",
        found["child"],
        TEXT,
        await current_term(),
        found["guardian"],
    )
    return {each["purpose"]: each["allows"] for each in lines}


async def without_permission(place: UUID) -> list[str]:
    """Nicknames of a place's children whose family does not allow taking part now: for them forms are printed."""
    found = await rows(
        """SELECT name FROM person p WHERE role = 'child' AND active AND place = $1
           AND NOT ($2::varchar IN (SELECT allowed(p.id, $3, $4::date))) ORDER BY name""",
        place,
        TAKE_PART,
        TEXT,
        today(),
    )
    return [each["name"] for each in found]


async def notice() -> str:
    """Where the whole notice is, as the town put it on record; its room comes later in the street."""
    return await value("SELECT facts->>'reference' FROM gate WHERE name = 'notice_full'") or ""
