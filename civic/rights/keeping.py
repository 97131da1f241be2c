"""The clock's part of the retention schedule: what is past its end goes, row by row, through the same act as a child's."""

from uuid import UUID

from civic.core.actor import THE_CLOCK
from civic.core.acts import act
from civic.core.clock import now, today
from civic.core.database import row, rows
from civic.invitations.acts import one_list_at_a_time
from civic.journal.acts import note
from civic.rights import retention as keep
from civic.rights.charter import Leaving
from civic.rights.erasing import WATCHED, erase
from civic.rights.requesting import flag_late_requests
from civic.vault import store

#: Children whose time is over. `$1` is now, `$2` today; each says whether published words stay: they always do, because
#: the child's own choice to take them away was done when it was made.
OVER = {
    # They left, and did not come back.
    "left": "p.left_at <= $1::timestamptz - interval '30 days'",
    # The month after the month in which they turned eighteen (core/ages.py).
    "grown": "make_date(p.birth_year + 18, p.birth_month, 1) + interval '1 month' <= $2::date",
    # A term they were in ended over 30 days ago, and no permission reaches further.
    "term": """EXISTS(SELECT FROM term t WHERE t.ends_on + 30 < $2::date AND t.ends_on >= p.joined_at::date)
      AND NOT EXISTS(SELECT FROM consent c JOIN term t ON t.id = c.term WHERE c.child = p.id AND c.purpose = 'take_part'
        AND c.allows AND c.withdrawn_at IS NULL AND t.ends_on + 30 >= $2::date)""",
    # Invited, and never came.
    "invitation": """p.left_at IS NULL
      AND EXISTS(SELECT FROM card c WHERE c.person = p.id AND c.claimed_at IS NULL
        AND c.printed_at <= $1::timestamptz - interval '30 days')
      AND NOT EXISTS(SELECT FROM consent c WHERE c.child = p.id) AND NOT EXISTS(SELECT FROM assent a WHERE a.child = p.id)
      AND NOT EXISTS(SELECT FROM writing w WHERE w.author = p.id)""",
}

#: So that each of them takes both.
BOTH = "AND $1::timestamptz IS NOT NULL AND $2::date IS NOT NULL"

#: What goes by its age alone: `$1` is the moment before which it is too old.
AGED: tuple[tuple[keep.Kept, str], ...] = (
    (keep.TRY, "DELETE FROM try WHERE at <= $1 AND failures < 5"),
    (keep.TRY, "DELETE FROM reset WHERE until <= $1"),
    (keep.ACCOUNT, "DELETE FROM try WHERE at <= $1"),
    (keep.SIGN_IN, "DELETE FROM sign_in WHERE seen <= $1"),
    (keep.CHALLENGE, "DELETE FROM challenge WHERE at <= $1"),
    (keep.MESSAGE, "DELETE FROM message WHERE at <= $1"),
    (keep.NOMINATION, """WITH over AS (DELETE FROM nomination n WHERE state = 'signed' AND expires_at <= $1
         OR state = 'asked' AND asked_at <= $1 - interval '150 days' RETURNING kind, person)
       DELETE FROM person p USING over WHERE p.id = over.person AND over.kind = 'join'
         AND NOT EXISTS(SELECT FROM password WHERE person = p.id)"""),
    (keep.REQUEST, "DELETE FROM request WHERE state IN ('refused', 'done') AND answered_at <= $1"),
    (keep.EXPORT, "DELETE FROM export WHERE coalesce(expires_at, asked_at) <= $1"),
    (keep.INCIDENT, """DELETE FROM incident i WHERE state = 'closed' AND EXISTS(SELECT FROM entry e WHERE e.subject = i.id
       AND e.act = 'rights.close_incident' AND e.at <= $1)"""),
    (keep.CONCERN, """DELETE FROM concern c WHERE state = 'closed' AND EXISTS(SELECT FROM entry e WHERE e.subject = c.id
       AND e.act = 'safeguarding.close_concern' AND e.at <= $1)"""),
)  # fmt: skip

#: An hour in which this process has done it.
_done = ""


async def keep_to_the_schedule() -> None:
    """Run by every process's heart, done once an hour by each: twice does no harm."""
    global _done
    hour = f"{now():%Y-%m-%d %H}"
    if hour != _done:
        _done = hour  # before: what fails once an hour must not keep the other chores from their turn
        await run_schedule()


async def run_schedule() -> None:
    """All of it, now."""
    for person in await _over():
        await erase(THE_CLOCK, Leaving.forget_person, person, keeps_words=True)
    await _guardians_of_nobody()
    await _old_words()
    for kept, sql in AGED:
        await row(sql, now() - kept.life)
    await flag_late_requests()
    await row("SELECT forget_old_entries()")
    await wipe_strays()


async def _over() -> list[UUID]:
    found: dict[UUID, None] = {}
    watched = WATCHED.format(person="p.id")
    for condition in OVER.values():
        sql = f"SELECT p.id FROM person p WHERE p.role = 'child' AND {condition} AND NOT {watched} {BOTH}"
        found |= dict.fromkeys(each["id"] for each in await rows(sql, now(), today()))
    return list(found)


async def _guardians_of_nobody() -> None:
    """A guardian is known for a child's sake. Whoever was just put on the list has a month to be tied to one."""
    found = await rows(
        """SELECT id FROM person p WHERE role = 'guardian' AND joined_at <= $1
           AND NOT EXISTS(SELECT FROM guardianship WHERE guardian = p.id)""",
        now() - keep.ACCOUNT.life,
    )
    for each in found:
        await erase(THE_CLOCK, Leaving.forget_person, each["id"], keeps_words=True)


@act
async def _old_words() -> None:
    """Drafts nobody touched for 90 days; words taken back 30 days ago, where the shell that others stand on stays."""
    drafts = await rows(
        "DELETE FROM writing WHERE state = 'draft' AND kept_on < $1 RETURNING id", today() - keep.DRAFT.life
    )
    taken = await rows(
        """UPDATE writing SET title = '', excerpt = '', search = '', picture = NULL WHERE state = 'withdrawn'
           AND kept_on < $1 AND EXISTS(SELECT FROM version v WHERE v.writing = writing.id) RETURNING id""",
        today() - keep.TAKEN_BACK.life,
    )
    await row("DELETE FROM version WHERE writing = ANY($1::uuid[])", [each["id"] for each in taken])
    if drafts or taken:
        await row(
            """DELETE FROM picture p WHERE NOT EXISTS(SELECT FROM version WHERE picture = p.id)
               AND NOT EXISTS(SELECT FROM writing WHERE picture = p.id)
               AND NOT EXISTS(SELECT FROM evidence WHERE picture = p.id)"""
        )
    for each in drafts:
        await note(THE_CLOCK, Leaving.forget_person, each["id"], draft=True)


@act
async def wipe_strays() -> None:
    """Whom the vault knows and the house does not: an erasing that was cut short, a list that was not finished."""
    await one_list_at_a_time()
    known = await store.everybody()
    here = {each["id"] for each in await rows("SELECT id FROM person WHERE id = ANY($1::uuid[])", known)}
    for person in known:
        if person not in here:
            await store.wipe(person)
