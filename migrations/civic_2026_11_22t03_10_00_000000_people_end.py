"""The team's accounts end by themselves: those there are get a quarter to be vetted and confirmed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-22T03:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the team ends by itself"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def fill() -> None:
        from civic.core.database import rows

        await rows(
            """UPDATE person SET valid_until = now() + interval '90 days'
               WHERE role NOT IN ('child', 'guardian') AND valid_until IS NULL"""
        )

    manager.add_raw(fill)
    manager.add_constraint(
        table_class_name="Person",
        tablename="person",
        constraint_name="the_team_ends_by_itself",
        constraint_class=Check,
        params={"condition": "role = 'child' OR role = 'guardian' OR valid_until IS NOT NULL"},
        schema=None,
    )
    return manager
