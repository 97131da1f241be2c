"""Who told a tablet as lost; and a batch is taken only of one that is out (docs/decisions/0026)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, ForeignKey
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-22T09:55:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "lost tablets"


class Person(Table, tablename="person", schema=None):
    id = UUID(default=UUID4(), null=False, primary_key=True, unique=False, index=False, db_column_name=None, secret=False)


#: As in the migration of batches, but for the first line: a tablet that is back or lost brings nothing more. False then,
#: too. The lock lets nobody tell it as lost in the middle of a batch.
TAKE = """
CREATE OR REPLACE FUNCTION take_batch(uuid, bytea[], bytea[], bytea[], bytea[], bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE here outing;
BEGIN
  SELECT * INTO here FROM outing WHERE id = $1{only};
  PERFORM FROM poll WHERE id = here.poll AND state = 'open' FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM FROM sheet WHERE id = here.sheet FOR UPDATE;
  UPDATE booth_code SET state = 'void' WHERE sheet = here.sheet AND id = ANY($5) AND state <> 'void';
  DELETE FROM ballot WHERE poll = here.poll AND id = ANY($6);
  INSERT INTO ballot AS b (id, poll, sealed)
  SELECT v.called, here.poll, v.paper FROM unnest($2, $3, $4) AS v(card, called, paper)
  JOIN booth_code c ON c.id = v.card AND c.sheet = here.sheet AND c.state = 'unused'
  JOIN sheet s ON s.id = c.sheet AND s.state = 'printed' ORDER BY v.called
  ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed WHERE b.poll = excluded.poll AND excluded.sealed < b.sealed;
  RETURN true;
END $$
"""
OUT = " AND state = 'prepared' FOR UPDATE"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Outing",
        tablename="outing",
        column_name="lost_by",
        db_column_name="lost_by",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Person,
            "on_delete": OnDelete.set_null,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "default": None,
            "null": True,
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

    async def only_what_is_out() -> None:
        from civic.core.database import rows

        await rows(TAKE.format(only=OUT))

    async def anything() -> None:
        from civic.core.database import rows

        await rows(TAKE.format(only=""))

    manager.add_raw(only_what_is_out)
    manager.add_raw_backwards(anything)
    return manager
