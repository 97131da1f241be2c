"""Who leaves takes their name with them: the band at publication stays with the words. And the journal's oldest lines can
be forgotten, by their age alone."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T04:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "leaving, and how long things are kept"

#: Who serves may not change the journal; this one act it may ask for, and only for lines older than seven years.
FORGET = """
CREATE FUNCTION forget_old_entries() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  WITH gone AS (DELETE FROM entry WHERE at < now() - interval '7 years' RETURNING 1) SELECT count(*) FROM gone
$$
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def fill() -> None:
        from civic.core.ages import band
        from civic.core.clock import CITY
        from civic.core.database import rows

        await rows("UPDATE writing SET kept_on = current_date WHERE kept_on IS NULL")
        published = await rows(
            """SELECT w.id, w.published_at, p.birth_year, p.birth_month FROM writing w JOIN person p ON p.id = w.author
               WHERE w.published_at IS NOT NULL AND w.band = ''"""
        )
        for each in published:
            day = each["published_at"].astimezone(CITY).date()
            at_that_time = band(each["birth_year"], each["birth_month"], day)
            await rows("UPDATE writing SET band = $2 WHERE id = $1", each["id"], at_that_time)
        await rows(FORGET)

    async def drop() -> None:
        from civic.core.database import rows

        await rows("DROP FUNCTION forget_old_entries()")

    manager.add_raw(fill)
    manager.add_raw_backwards(drop)
    return manager
