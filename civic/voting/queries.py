"""Polls as each person may see them, and the facts their rules look at. Nothing here looks into an open box."""

from dataclasses import replace
from uuid import UUID

from asyncpg import Record

from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.ages import of_age_before
from civic.core.clock import now, today
from civic.core.database import row, rows, value
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.charter import TEAM
from civic.voting.conditions import Case
from civic.voting.manifest import Manifest, from_json
from civic.voting.online.charter import Voter
from civic.voting.seen import Option, Poll, poll_of
from civic.voting.states import ANNOUNCED, OPEN, State

#: As many on a list as makes no difference to what a result may tell.
MANY = 200


async def visible(actor: Actor, key: UUID) -> Poll:
    """The poll, if it exists for this person: a draft is there for the team only. Raises NotThere. Two statements."""
    found = await row(
        """SELECT p.*, c.question AS call_question, c.office,
             coalesce((SELECT json_agg(json_build_array(s.act, s.person, q.name, s.at, s.seen, s.why) ORDER BY s.at)
                       FROM signature s JOIN person q ON q.id = s.person WHERE s.poll = p.id), '[]') AS signatures,
             coalesce((SELECT json_agg(json_build_array(c.id, c.kind, c.why, c.until, c.asked_by, coalesce(a.name, ''),
                         coalesce(b.name, ''), c.signed_at, coalesce(l.name, ''), coalesce(s.number, 0),
                         coalesce(s.door, '')) ORDER BY c.asked_at)
                       FROM poll_change c LEFT JOIN person a ON a.id = c.asked_by LEFT JOIN person b ON b.id = c.signed_by
                       LEFT JOIN sheet s ON s.id = c.sheet LEFT JOIN place l ON l.id = s.place
                       WHERE c.poll = p.id), '[]') AS changes,
             (SELECT count(*) FROM custodian u WHERE u.poll = p.id AND u.proven) >= 2 AS custody_ready,
             NOT EXISTS(SELECT FROM custodian u WHERE u.poll = p.id AND NOT u.printed) AS all_printed,
             coalesce(cards.printed, false) AS cards_printed, coalesce(cards.counted, true) AS cards_counted,
             NOT EXISTS(SELECT FROM outing o WHERE o.poll = p.id AND o.state = 'prepared') AS tablets_back,
             EXISTS(SELECT FROM paper_ballot k JOIN sheet s ON s.id = k.sheet WHERE s.poll = p.id) AS papers_begun,
             NOT EXISTS(SELECT FROM paper_ballot k JOIN sheet s ON s.id = k.sheet
                        WHERE s.poll = p.id AND s.state = 'printed' AND k.state IN ('keyed', 'held'))
               AND NOT EXISTS(SELECT FROM hand_count h WHERE h.poll = p.id AND h.checked_by IS NULL) AS papers_settled,
             coalesce(cards.add_up, true) AND coalesce((p.result->>'strangers')::int, 0) = 0 AS adds_up,
             coalesce((p.result->>'unreadable')::int, 0) AS unreadable
           FROM poll p JOIN call c ON c.id = p.call
           LEFT JOIN LATERAL (
             SELECT bool_or(state = 'printed' OR (state = 'signed' AND door = 'paper')) AS printed,
               bool_and(state <> 'printed' OR (handed_back IS NOT NULL AND first_back IS NULL AND NOT unlike)) AS counted,
               bool_and(used + unused + void = number AND coalesce(handed_back, 0) <= unused) AS add_up
             FROM sheet WHERE poll = p.id) cards ON true
           WHERE p.id = $1 AND (p.state <> 'draft' OR $2)""",
        key,
        bool(actor.role & TEAM),
    )
    if found is None:
        raise NotThere
    return poll_of(found, await _options(key))


async def _options(key: UUID) -> list[Record]:
    return await rows(
        """SELECT o.proposal, o.cost, w.title, r.category, w.picture, w.state AS reading, r.state FROM poll_option o
           JOIN proposal r ON r.id = o.proposal JOIN writing w ON w.id = r.id WHERE o.poll = $1 ORDER BY o.place""",
        key,
    )


_frozen: dict[UUID, Manifest] = {}


async def frozen(key: UUID) -> Manifest | None:
    """The frozen rules, or None before opening. They never change, so a process keeps those of the last polls: a vote
    then costs one statement (performance goal G9)."""
    if key not in _frozen:
        text = await value("SELECT manifest FROM poll WHERE id = $1", key)
        if not text:
            return None
        while len(_frozen) >= 32:
            _frozen.pop(next(iter(_frozen)))
        _frozen[key] = from_json(text)
    return _frozen[key]


async def voter_case(actor: Actor, key: UUID) -> Voter:
    """The poll as this person meets it. Raises NotThere."""
    found = await row(
        """SELECT p.state, p.closes_at, r.id IS NOT NULL AS on_roll, coalesce(r.came, false) AS came,
             coalesce((SELECT said FROM assent a WHERE a.about = p.call AND a.child = $2), '') AS said
           FROM poll p LEFT JOIN roll r ON r.poll = p.id AND r.person = $2
           WHERE p.id = $1 AND p.state <> 'draft'""",
        key,
        actor.id,
    )
    if found is None:
        raise NotThere
    state = State(found["state"])
    works = state is not OPEN or box_key(key) is not None
    return Voter(state, now(), found["closes_at"], found["on_roll"], found["said"], works, found["came"])


def pseudonym_here(actor: Actor, key: UUID) -> bytes | None:
    """The name under which this child's ballot lies in the box, which only the poll's key can make; None without it."""
    secret = box_key(key)
    return pseudonym(secret, actor.id.bytes) if secret else None


async def paper(actor: Actor, key: UUID) -> bytes:
    """What lies in the box for this child, asked for that child alone: sealed bytes, new with each vote, or b""."""
    under = pseudonym_here(actor, key)
    return await lies_under(under) if under else b""


async def lies_under(name: bytes) -> bytes:
    """The sealed ballot of that name; b"" if there is none."""
    return await value("SELECT lies_in_box($1)", name) or b""


async def drawings(options: list[Option]) -> dict[UUID, bytes]:
    """Small pictures as bytes, to be drawn inside a page."""
    wanted = [option.drawing for option in options if option.drawing]
    found = await rows("SELECT id, small FROM picture WHERE id = ANY($1::uuid[])", wanted) if wanted else []
    return {each["id"]: each["small"] for each in found}


async def ready(poll: Poll) -> Case:
    """What the rules of an opening look at. Those who may vote are counted as `open_poll` writes them, up to MANY: more are
    many. Raised hands are not secret; and of a vote with cards the list is not the whole."""
    if poll.by_hand or poll.city_wide or poll.state is not ANNOUNCED:
        return poll.case()
    roll = await value(
        """SELECT count(*) FROM (SELECT FROM person p
             WHERE p.role = 'child' AND p.active AND (p.birth_year, p.birth_month) >= ($4::int, $5::int)
               AND $1::varchar IN (SELECT allowed(p.id, $2, $3::date)) LIMIT $6) entitled""",
        TAKE_PART,
        TEXT,
        today(),
        *of_age_before(today()),
        MANY,
    )
    return replace(poll.case(), roll=roll)


async def children() -> int:
    """As many as may be expected in a vote of the council's own: near enough for the step of a count, and quick."""
    return await value("SELECT count(*) FROM person WHERE role = 'child' AND active")
