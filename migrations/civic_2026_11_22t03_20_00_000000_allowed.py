"""Which permissions count: one place says it, for the sign-in, the vote and the rolls.

The text and the term must be of the day asked for, the tie to the child checked by a person, a paper form by a second.
Where guardians differ a no is the answer, but for taking part: that is paused and looked at by people (SG-11).
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T03:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "which permissions count"

ALLOWED = """
CREATE FUNCTION allowed(child uuid, wording varchar, day date) RETURNS SETOF varchar LANGUAGE sql STABLE AS $$
  SELECT c.purpose FROM consent c
  JOIN guardianship g ON g.child = c.child AND g.guardian = c.guardian AND g.verified_on IS NOT NULL
  JOIN term t ON t.id = c.term AND t.ended_at IS NULL AND $3 BETWEEN t.begins_on AND t.ends_on
  WHERE c.child = $1 AND c.text = $2 AND c.withdrawn_at IS NULL
  AND (c.how = 'online' OR c.checked_by IS NOT NULL)
  GROUP BY c.purpose HAVING bool_or(c.allows) AND (c.purpose = 'take_part' OR bool_and(c.allows))
$$
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def create() -> None:
        from civic.core.database import rows

        await rows(ALLOWED)

    async def drop() -> None:
        from civic.core.database import rows

        await rows("DROP FUNCTION allowed(uuid, varchar, date)")

    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
