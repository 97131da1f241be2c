"""Two more slots of the box: a paper that two people keyed alike goes in, and a child who draws a card has nothing else
in it (SG-49, SG-59; docs/decisions/0027)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T07:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "paper ballots and ticks of the roll"

#: $1 poll, $2 sheet, $3 paper, $4 its name in the box, $5 what is put in, $6 now. True once.
PAPER = """
CREATE FUNCTION cast_paper(uuid, uuid, integer, bytea, bytea, timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM poll WHERE id = $1 AND state = 'open' AND closes_at <= $6 FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO ballot (id, poll, sealed) SELECT $4, $1, $5
  WHERE EXISTS (SELECT FROM sheet s JOIN paper_ballot k ON k.sheet = s.id
                WHERE s.id = $2 AND s.poll = $1 AND s.door = 'paper' AND s.state = 'printed'
                  AND k.number = $3 AND k.state = 'keyed' AND $3 BETWEEN 1 AND s.number)
  ON CONFLICT (id) DO NOTHING;
  RETURN FOUND;
END $$
"""

#: $1 poll, $2 child, $3 the child's name in the box, $4 now. The lock on the poll waits for votes under way and lets none
#: begin, so none stays beside the card. Whether this was the first tick; null if the child may not be ticked. Whether a
#: ballot lay there, nobody is told.
TICK = """
CREATE FUNCTION tick_roll(uuid, uuid, bytea, timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE came_before boolean;
BEGIN
  PERFORM FROM poll WHERE id = $1 AND state = 'open' AND closes_at > $4 FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT came INTO came_before FROM roll WHERE poll = $1 AND person = $2;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE roll SET came = true WHERE poll = $1 AND person = $2;
  DELETE FROM ballot WHERE id = $3 AND poll = $1;
  RETURN NOT came_before;
END $$
"""

SLOTS = {"cast_paper": PAPER, "tick_roll": TICK}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def create() -> None:
        from civic.core.database import rows

        for function in SLOTS.values():
            await rows(function)

    async def drop() -> None:
        from civic.core.database import rows

        for name in SLOTS:
            await rows(f"DROP FUNCTION {name}")

    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
