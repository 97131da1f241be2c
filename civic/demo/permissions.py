"""What waits on the desk of permissions: a form to read again, a family nobody verified yet, a permission to renew."""

from datetime import date, timedelta
from uuid import UUID

from civic.consent.acts import type_paper
from civic.core.clock import now
from civic.core.database import rows, value
from civic.council.tables import Term
from civic.demo.cast import CAST
from civic.demo.people import cast


async def leave_some_waiting(today: date, typed: UUID, renew: UUID) -> None:
    """`typed` is the child whose form somebody typed, `renew` the one whose permission is of the term before."""
    await rows(
        "UPDATE guardianship SET verified_on = NULL, verified_by = NULL, method = '', issued_by = $2 WHERE child = $1",
        CAST["bruno"].id,
        CAST["julian"].id,
    )
    family = await value("SELECT id FROM guardianship WHERE child = $1", typed)
    answers = {"take_part": True, "publish": True, "image": False, "contact": True}
    await type_paper(await cast("julian"), family, answers, now() - timedelta(days=3))
    before = Term(
        name="Consejo anterior",
        begins_on=today - timedelta(days=695),
        ends_on=today - timedelta(days=331),
        ended_at=now(),
    )
    await Term.insert(before)
    await rows(
        "UPDATE consent SET term = $2, given_at = given_at - interval '300 days' WHERE child = $1", renew, before.id
    )
