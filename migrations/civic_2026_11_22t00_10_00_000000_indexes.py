"""What Piccolo's tables cannot say: the indexes of the public list, of its search, and of what is new in an inbox."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of lists and search"

INDEXES = {
    "writing_newest": """ON writing (published_at DESC, id DESC) WHERE kind = 'proposal' AND state = 'published'""",
    "writing_search": """ON writing USING gin (to_tsvector('simple', search))
        WHERE kind = 'proposal' AND state = 'published'""",
    "message_unread": "ON message (person) WHERE read_at IS NULL",
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def create() -> None:
        from civic.core.database import rows

        for name, rest in INDEXES.items():
            await rows(f"CREATE INDEX {name} {rest}")

    async def drop() -> None:
        from civic.core.database import rows

        for name in INDEXES:
            await rows(f"DROP INDEX {name}")

    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
