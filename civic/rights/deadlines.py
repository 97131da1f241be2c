"""How long the law gives (LGPDPPSO, rights of access, correction, deletion and objection; safeguards SG-84)."""

from datetime import date, timedelta

from civic.core.clock import working_days_after

#: Working days to answer, what one reasoned extension adds, and to comply once the answer is yes.
TO_ANSWER, EXTENSION, TO_COMPLY = 20, 10, 15

#: Who left can still come back for so long; then the clock erases what is left of them.
TO_COME_BACK = timedelta(days=30)


def answer_by(asked: date) -> date:
    return working_days_after(asked, TO_ANSWER)


def extended(due: date) -> date:
    return working_days_after(due, EXTENSION)


def comply_by(answered: date) -> date:
    return working_days_after(answered, TO_COMPLY)
