"""The rooms in street order, and what Piccolo needs to know of them (PICCOLO_CONF=civic.database)."""

import contextlib
import importlib
import io
import os
import pkgutil

from piccolo.conf.apps import AppConfig, AppRegistry
from piccolo.table import Table

from civic.core.cluster import APP, VAULT
from civic.core.database import DB, rows, value
from civic.core.outbox import Job
from civic.core.warm import Changed, watch
from civic.settings import ROOT

ROOMS = (
    "journal",
    "people",
    "keys",
    "council",
    "devices",
    "safeguarding",
    "vault",
    "staff",
    "consent",
    "invitations",
    "opening",
    "inbox",
    "moderation",
    "calls",
    "proposals",
    "deliberation",
    "voting",
    "responses",
    "rights",
    "home",
)


def tables() -> list[type[Table]]:
    found: list[type[Table]] = [Job, Changed]
    for room in ROOMS:
        package = importlib.import_module(f"civic.{room}")
        if "tables" not in {each.name for each in pkgutil.iter_modules(package.__path__)}:
            continue
        module = importlib.import_module(f"civic.{room}.tables")
        found += [
            each
            for each in vars(module).values()
            if isinstance(each, type) and issubclass(each, Table) and each.__module__ == module.__name__
        ]
    return found


APP_CONFIG = AppConfig(
    app_name="civic",
    migrations_folder_path=str(ROOT / "migrations"),
    table_classes=tables(),
    migration_dependencies=[],
    commands=[],
)
APP_REGISTRY = AppRegistry(apps=["civic.database"])

if os.environ.get("DATABASE_URL"):
    DB.locate(os.environ["DATABASE_URL"])


#: What happened stays as it was written: the role that serves may add to these and never change them (SG-65, SG-77).
APPEND_ONLY = ("entry", "link", "evidence", "erased")
#: The box has no slot for the role that serves but these functions (threat 8, docs/decisions/0027).
BOX = "ballot"
SLOTS = (
    *("cast_ballots", "cast_card", "take_batch", "cast_paper", "tick_roll"),
    *("lies_in_box", "read_box", "empty_box", "left_in_box"),
)


async def migrate() -> None:
    """Run the migrations not yet run, as Piccolo's own command does, quietly; then say who may do what with the tables, and
    let their changes be told to the kept pages."""
    from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager

    os.environ["PICCOLO_CONF"] = "civic.database"
    with contextlib.redirect_stdout(io.StringIO()):
        result = await ForwardsMigrationManager(app_name="civic", migration_id="all", fake=False).run()
    if not result.success:
        raise RuntimeError(f"the migrations did not run: {result.message}")
    await watch(table._meta.tablename for table in tables())
    await grant()


async def grant() -> None:
    """Nothing is done where the city's server has no such roles; `civic doctor` says what that means."""
    if not await value("SELECT EXISTS(SELECT FROM pg_roles WHERE rolname = $1)", APP):
        return
    for statement in (
        f"GRANT USAGE ON SCHEMA public TO {APP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(APPEND_ONLY)} FROM {APP}",
        f"REVOKE ALL ON {BOX} FROM {APP}",
        f"REVOKE ALL ON FUNCTION {', '.join(SLOTS)} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {', '.join(SLOTS)} TO {APP}",
        f"DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO {VAULT}', current_database()); END $$",
    ):
        await rows(statement)
