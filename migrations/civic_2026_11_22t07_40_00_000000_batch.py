"""The slot of the box for tablets that were out without network (docs/decisions/0026, 0027)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T07:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "a batch of a tablet"

#: $1 outing; $2 cards, $3 their names in the box, $4 what they put in; $5 cards that were put aside, $6 their names.
#: The box is the same for any order of batches, and any repetition: of two ballots of one name the lesser stays, and a
#: card that was put aside anywhere counts nowhere. What is there already is not written anew, and a batch goes in by name:
#: no order of coming is kept. Tablets of one sheet come one after another. False once the vote is closed.
TAKE = """
CREATE FUNCTION take_batch(uuid, bytea[], bytea[], bytea[], bytea[], bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE here outing;
BEGIN
  SELECT * INTO here FROM outing WHERE id = $1;
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


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def create() -> None:
        from civic.core.database import rows

        await rows(TAKE)

    async def drop() -> None:
        from civic.core.database import rows

        await rows("DROP FUNCTION take_batch")

    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
