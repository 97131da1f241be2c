"""Consent of the guardian and assent of the child: two acts, per purpose, both revocable at once.

What the team does about one guardian is noted on that tie and not on the child, whose own lines the whole family may read.
"""

from datetime import datetime
from uuid import UUID

from civic.consent import care, queries
from civic.consent.charter import Consent as Charter
from civic.consent.purposes import TAKE_PART, TEXT
from civic.consent.tables import Assent, Consent, Guardianship
from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import Rule
from civic.core.clock import now, today
from civic.core.database import row
from civic.journal.acts import note

#: From now on it counts, but for what they said otherwise on a screen after the day they signed.
COUNT_PAPER = """
UPDATE consent c SET checked_by = $3, withdrawn_at = (SELECT $4::timestamptz WHERE EXISTS(
  SELECT FROM consent l WHERE l.child = $1 AND l.guardian = $2 AND l.purpose = c.purpose AND l.withdrawn_at IS NULL
  AND l.given_at > c.given_at AND (l.how = 'online' OR l.checked_by IS NOT NULL)))
WHERE child = $1 AND guardian = $2 AND how = 'paper' AND checked_by IS NULL AND withdrawn_at IS NULL
"""


@act
async def give_consent(actor: Actor, child: UUID, purpose: str) -> None:
    await _say(Charter.give_consent, actor, child, purpose, True)


@act
async def withdraw_consent(actor: Actor, child: UUID, purpose: str) -> None:
    """At once: the child's next request is read without it."""
    await _say(Charter.withdraw_consent, actor, child, purpose, False)


async def _say(rule: Rule, actor: Actor, child: UUID, purpose: str, allows: bool) -> None:
    await care.hold(child)
    rule.ask(actor, await queries.child_case(actor.id, child))
    term = await queries.current_term()
    if await queries.word(actor.id, child, purpose, term) is allows:
        return
    await take_back(actor.id, child, purpose)
    await Consent.insert(
        Consent(child=child, guardian=actor.id, purpose=purpose, text=TEXT, term=term, allows=allows, given_at=now())
    )
    await note(actor, rule, child, purpose=purpose)
    if purpose == TAKE_PART:
        await care.look(child)


async def take_back(guardian: UUID, child: UUID, purpose: str, until: datetime | None = None) -> None:
    """Their words of it up to then stand no longer."""
    await row(
        f"""UPDATE consent c SET withdrawn_at = $4 WHERE child = $1 AND guardian = $2 AND purpose = $3
            AND withdrawn_at IS NULL AND given_at <= $5 AND {queries.COUNTED}""",
        child,
        guardian,
        purpose,
        now(),
        until or now(),
    )


@act
async def answer_assent(actor: Actor, about: UUID, said: str) -> None:
    """The child's own act. A later answer replaces the earlier one."""
    Charter.answer_assent.ask(actor)
    await Assent.insert(Assent(child=actor.id, about=about, said=said, at=now())).on_conflict(
        target=(Assent.child, Assent.about), action="DO UPDATE", values=[Assent.said, Assent.at]
    )
    await note(actor, Charter.answer_assent, about)


@act
async def entrust(
    guardian: UUID,
    child: UUID,
    kind: str = "family",
    verified_by: UUID | None = None,
    method: str = "person",
    issued_by: UUID | None = None,
) -> None:
    """Put on record who answers for a child, and who checked it; unchecked, nothing they allow counts (SG-09)."""
    await Guardianship.insert(
        Guardianship(
            guardian=guardian,
            child=child,
            kind=kind,
            issued_by=issued_by,
            method=method if verified_by else "",
            verified_by=verified_by,
            verified_on=today() if verified_by else None,
        )
    ).on_conflict(action="DO NOTHING")


@act
async def verify_tie(actor: Actor, key: UUID, method: str) -> None:
    """Kept: by which way, on which day, by whom; nothing that was shown (SG-09)."""
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    Charter.verify_tie.ask(actor, await queries.tie_case(await queries.tie(key)))
    await row(
        "UPDATE guardianship SET method = $2, verified_by = $3, verified_on = $4 WHERE id = $1",
        key,
        method,
        actor.id,
        today(),
    )
    await note(actor, Charter.verify_tie, key, method=method)
    await care.look(tie["child"])


@act
async def type_paper(actor: Actor, key: UUID, answers: dict[str, bool], signed: datetime) -> None:
    """What the paper says, to be read again by another person before any of it counts."""
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    Charter.type_paper.ask(actor, await queries.tie_case(tie))
    term = await queries.current_term()
    for purpose, allows in answers.items():
        line = Consent(child=tie["child"], guardian=tie["guardian"], purpose=purpose, text=TEXT, term=term)
        line.allows, line.how, line.typed_by, line.given_at = allows, "paper", actor.id, signed
        await Consent.insert(line)
    await note(actor, Charter.type_paper, key, purposes=len(answers))


@act
async def check_paper(actor: Actor, key: UUID, answers: dict[str, bool]) -> bool:
    """True when both read the same: then it counts. Otherwise nothing changes."""
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    case = await queries.tie_case(tie)
    Charter.check_paper.ask(actor, case)
    if answers != case.paper.answers:
        return False
    before = await queries.word(tie["guardian"], tie["child"], TAKE_PART, await queries.current_term())
    for purpose in answers:
        await take_back(tie["guardian"], tie["child"], purpose, case.paper.signed)
    await row(COUNT_PAPER, tie["child"], tie["guardian"], actor.id, now())
    await note(actor, Charter.check_paper, key, purposes=len(answers))
    if answers.get(TAKE_PART, before) is not before:
        await care.look(tie["child"])
    return True


@act
async def drop_paper(actor: Actor, key: UUID) -> None:
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    Charter.drop_paper.ask(actor, await queries.tie_case(tie))
    await row(
        "DELETE FROM consent WHERE child = $1 AND guardian = $2 AND how = 'paper' AND checked_by IS NULL",
        tie["child"],
        tie["guardian"],
    )
    await note(actor, Charter.drop_paper, key)


@act
async def flag_risk(actor: Actor, key: UUID) -> None:
    """For the care team alone; nobody of the family is told (SG-11)."""
    tie = await queries.tie(key)
    await care.hold(tie["child"])
    Charter.flag_risk.ask(actor)
    await note(actor, Charter.flag_risk, key)
    await care.pause(tie["child"], "home")


@act
async def end_care_pause(actor: Actor, child: UUID) -> None:
    await care.hold(child)
    Charter.end_care_pause.ask(actor, await queries.pause(child))
    await row("UPDATE person SET paused = '' WHERE id = $1", child)
    await note(actor, Charter.end_care_pause, child)
