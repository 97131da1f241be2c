from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import SmallInt
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Unique

ID = "2026-11-22T07:06:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "a bundle in pieces"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="civic", description=DESCRIPTION
    )

    manager.drop_column(
        table_class_name="Bundle",
        tablename="bundle",
        column_name="until",
        db_column_name="until",
        schema=None,
    )

    manager.add_column(
        table_class_name="Bundle",
        tablename="bundle",
        column_name="place",
        db_column_name="place",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="Bundle",
        tablename="bundle",
        constraint_name="one_kind",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Bundle",
        tablename="bundle",
        constraint_name="one_piece",
        constraint_class=Unique,
        params={"columns": ["poll", "kind", "place"], "nulls_distinct": True},
        schema=None,
    )

    return manager
