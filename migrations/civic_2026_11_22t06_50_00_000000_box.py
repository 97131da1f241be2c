"""The box has no slot but these functions: who serves may ask them, and may not touch the table (threat 8, SG-49, SG-52).

Each asks what the charter asks, in the same round trip; the key that makes names is a file outside the database, so a
name that is nobody's is found at the count (docs/decisions/0027).
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T06:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the box and its slots"

#: $1 poll, $2 child, $3 purpose, $4 its text, $5 today: may this child vote there, whatever the hour? A function of its
#: own, asked child by child: what is known of thousands of rows that came a moment ago misleads a planner.
MAY = """
CREATE FUNCTION may_vote(uuid, uuid, varchar, varchar, date) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM roll WHERE poll = $1 AND person = $2 AND NOT came)
    AND EXISTS (SELECT FROM person WHERE id = $2 AND role = 'child' AND active AND paused = '')
    AND EXISTS (SELECT FROM assent WHERE child = $2 AND about = (SELECT call FROM poll WHERE id = $1) AND said = 'yes')
    AND $3 IN (SELECT allowed($2, $4, $5));
END $$
"""

#: $1 poll, $2 children, $3 their names in the box, $4 what they put in, $5 now, $6 purpose, $7 its text, $8 today.
#: The lock on the poll lets no vote fall between its closing and its count. Rows by name: no order of coming is kept, and
#: two batches cannot wait for each other. Answers the names that are in, and whether they were not before.
CAST = """
CREATE FUNCTION cast_ballots(uuid, uuid[], bytea[], bytea[], timestamptz, varchar, varchar, date)
RETURNS TABLE (name bytea, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM poll WHERE id = $1 AND state = 'open' AND closes_at > $5 FOR SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  RETURN QUERY
  INSERT INTO ballot AS b (id, poll, sealed)
  SELECT v.called, $1, v.paper FROM unnest($2, $3, $4) AS v(child, called, paper)
  WHERE may_vote($1, v.child, $6, $7, $8) ORDER BY v.called
  ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed WHERE b.poll = excluded.poll
  RETURNING b.id, b.xmax = 0;
END $$
"""

#: $1 poll, $2 card, $3 its name in the box, $4 what is put in, $5 now. A vote and the putting aside of a card exclude each
#: other by a lock that leaves nothing on the disk. True once, for the first.
CARD = """
CREATE FUNCTION cast_card(uuid, bytea, bytea, bytea, timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(('x' || encode(substr($2, 1, 8), 'hex'))::bit(64)::bigint);
  PERFORM FROM poll WHERE id = $1 AND state = 'open' AND closes_at > $5 FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO ballot (id, poll, sealed) SELECT $3, $1, $4
  WHERE EXISTS (SELECT FROM booth_code c JOIN sheet s ON s.id = c.sheet
                WHERE c.id = $2 AND c.state = 'unused' AND s.poll = $1 AND s.state = 'printed')
  ON CONFLICT (id) DO NOTHING;
  RETURN FOUND;
END $$
"""

#: What lies under one name, for whoever can make that name.
FIND = """
CREATE FUNCTION lies_in_box(bytea) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT sealed FROM ballot WHERE id = $1 $$
"""

#: $1 poll, $2 the last name of the part before, $3 how many. Nothing before the poll is closed (SG-52).
READ = """
CREATE FUNCTION read_box(uuid, bytea, integer) RETURNS TABLE (id bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT b.id, b.sealed FROM ballot b
  WHERE b.poll = $1 AND b.id > $2 AND EXISTS (SELECT FROM poll p WHERE p.id = $1 AND p.state = 'closed')
  ORDER BY b.id LIMIT $3
$$
"""

#: Nothing of a counted poll stays on the disk: the file of the box is given up. What other polls have in it is written
#: anew, by name, so that what order there was is gone for them, too.
EMPTY = """
CREATE FUNCTION empty_box(uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
  PERFORM FROM poll WHERE id = $1 AND state IN ('counted', 'published', 'annulled');
  IF NOT FOUND THEN RAISE EXCEPTION 'this box is not to be emptied now'; END IF;
  LOCK TABLE ballot IN ACCESS EXCLUSIVE MODE;
  IF NOT EXISTS (SELECT FROM ballot WHERE poll <> $1) THEN TRUNCATE ballot; RETURN; END IF;
  CREATE TEMP TABLE others ON COMMIT DROP AS SELECT * FROM ballot WHERE poll <> $1;
  TRUNCATE ballot;
  INSERT INTO ballot SELECT * FROM pg_temp.others ORDER BY id;
  DROP TABLE pg_temp.others;
END $$
"""

#: $1: states in which a box may hold ballots. How many ballots are there that should not be.
LEFT = """
CREATE FUNCTION left_in_box(varchar[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM ballot WHERE poll NOT IN (SELECT id FROM poll WHERE state = ANY($1) OR state = 'open')
$$
"""

NAMES = ("may_vote", "cast_ballots", "cast_card", "lies_in_box", "read_box", "empty_box", "left_in_box")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="civic", description=DESCRIPTION)

    async def create() -> None:
        from civic.core.database import rows

        for function in (MAY, CAST, CARD, FIND, READ, EMPTY, LEFT):
            await rows(function)
        for name in NAMES:
            await rows(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        await rows("ALTER TABLE ballot OWNER TO CURRENT_USER")

    async def drop() -> None:
        from civic.core.database import rows

        for name in reversed(NAMES):
            await rows(f"DROP FUNCTION {name}")

    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
