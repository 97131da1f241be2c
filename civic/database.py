"""The rooms in street order, and what Piccolo needs to know of them (PICCOLO_CONF=civic.database)."""

import contextlib
import importlib
import io
import os
import pkgutil

from piccolo.conf.apps import AppConfig, AppRegistry
from piccolo.table import Table

from civic.core.database import DB
from civic.core.outbox import Job
from civic.settings import ROOT

ROOMS = (
    "journal",
    "people",
    "consent",
    "safeguarding",
    "inbox",
    "council",
    "moderation",
    "calls",
    "proposals",
    "deliberation",
    "voting",
    "responses",
    "home",
)


def tables() -> list[type[Table]]:
    found: list[type[Table]] = [Job]
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


async def migrate() -> None:
    """Run the migrations not yet run, as Piccolo's own command does, quietly."""
    from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager

    os.environ["PICCOLO_CONF"] = "civic.database"
    with contextlib.redirect_stdout(io.StringIO()):
        result = await ForwardsMigrationManager(app_name="civic", migration_id="all", fake=False).run()
    if not result.success:
        raise RuntimeError(f"the migrations did not run: {result.message}")
