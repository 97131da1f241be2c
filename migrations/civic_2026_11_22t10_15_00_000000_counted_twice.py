"""What is left over of cards and papers is counted by two people, blind (SG-57)."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, Boolean, ForeignKey, SmallInt
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-22T10:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "leftovers counted twice"


class Person(Table, tablename="person", schema=None):
    id = UUID(default=UUID4(), null=False, primary_key=True, unique=False, index=False, db_column_name=None, secret=False)


PERSON: dict[str, Any] = {
    "references": Person,
    "on_delete": OnDelete.set_null,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "default": None,
    "null": True,
}
COLUMNS: dict[str, tuple[type, dict[str, Any]]] = {
    "first_back": (SmallInt, {"default": None, "null": True}),
    "first_by": (ForeignKey, PERSON),
    "second_by": (ForeignKey, PERSON),
    "unlike": (Boolean, {"default": False, "null": False}),
}
PLAIN: dict[str, Any] = {
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)
    for name, (kind, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Sheet",
            tablename="sheet",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params | PLAIN,
            schema=None,
        )
    return manager
