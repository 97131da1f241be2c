"""`civic doctor`: looks at a configuration and says, a line each, what is well and what to mend before it opens."""

import asyncio
import os
import re
import shutil
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from civic import backup
from civic.core import secrets
from civic.core.database import DB
from civic.core.words import N_, TIME_ZONE, Voice, _, choose, ngettext, speaking
from civic.database import APPEND_ONLY
from civic.demo.cast import CAST, PASSWORD
from civic.journal.queries import checked
from civic.settings import ROOT, Settings, problems
from civic.vault import store
from civic.voting import bundles
from civic.voting.box import keys
from civic.voting.canonical import spelled
from civic.voting.proof import bundle, verify
from civic.voting.proof.compose import Kind
from civic.voting.states import ANNOUNCED, CLOSED, DRAFT, OPEN

OK, MEND, NOTE = N_("ok"), N_("mend"), N_("note")
ENVIRONMENT = Path("/etc/civic/civic.env")
#: Whether whoever asks may change or delete what that table tells.
MAY_CHANGE = "SELECT coalesce(has_table_privilege(to_regclass($1), 'UPDATE, DELETE'), false)"
OLDEST = 15  # PostgreSQL, as Debian 12 has it
LEAST_FREE = 2**30  # bytes
#: A poll's keys live while it is one of these, and not a day longer (SG-50).
STILL_VOTING = [state.value for state in (DRAFT, ANNOUNCED, OPEN, CLOSED)]


@dataclass(frozen=True)
class Finding:
    """`kind` is OK, MEND (production must not run like this) or NOTE (look at it soon)."""

    kind: str
    says: str


ok, mend, note = partial(Finding, OK), partial(Finding, MEND), partial(Finding, NOTE)


def run(settings: Settings) -> int:
    """Print the findings; 0 when there is nothing to mend, else 1."""
    language = os.environ.get("LANG", "").split(".")[0].replace("_", "-")
    speaking.set(Voice(choose(None, language), "adult"))
    DB.locate(settings.database_url)
    found = asyncio.run(examine(settings))
    for each in found:
        print(f"{_(each.kind):9} {each.says}")
    wrong = sum(each.kind == MEND for each in found)
    print()
    print(ngettext("One thing to mend.", "%(n)s things to mend.", wrong) if wrong else _("Nothing to mend."))
    return 1 if wrong else 0


async def examine(settings: Settings, copies: Path = backup.PLACE) -> list[Finding]:
    found = [
        *configuration(settings),
        *key_directory(settings.keys, copies),
        *disk(settings.keys, copies),
        *age_of_copies(copies),
        *calendar(),
    ]
    if settings.database_url:
        try:
            connection = await asyncpg.connect(settings.database_url, timeout=5)
        except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            return [*found, mend(_("The database does not answer: %(problem)s", problem=problem))]
        try:
            found += [each async for each in database(connection, settings.keys)]
        finally:
            await connection.close()
    return found


def configuration(settings: Settings) -> Iterator[Finding]:
    if settings.mode != "production":
        yield mend(_("CIVIC_MODE is %(mode)s. For real children it is production.", mode=settings.mode))
    wrong = problems(replace(settings, mode="production"))
    yield from map(mend, map(_, wrong))
    if not wrong:
        yield ok(_("The settings are fit for production."))
    if ENVIRONMENT.exists() and ENVIRONMENT.stat().st_mode & 0o077:
        yield mend(_("%(path)s is open to others: chmod 600 %(path)s", path=ENVIRONMENT))


def key_directory(directory: Path, copies: Path) -> Iterator[Finding]:
    if not os.path.isdir(directory):
        yield mend(_("%(path)s is not there. As the service's user: mkdir -m 700 %(path)s", path=directory))
        return
    wrong = []
    there = directory.stat()
    if there.st_mode & 0o077:
        wrong.append(_("%(path)s is open to others: chmod 700 %(path)s", path=directory))
    if there.st_uid != os.geteuid():
        wrong.append(_("%(path)s belongs to somebody else. Is this the service's user?", path=directory))
    home, aside = directory.resolve(), copies.resolve()
    if home.is_relative_to(aside) or aside.is_relative_to(home):
        wrong.append(_("%(path)s is among the backups. Keys and copies may not share a folder.", path=directory))
    for file in _files(directory):
        if not stat.S_ISREG(file.lstat().st_mode) or file.lstat().st_mode & 0o077:
            wrong.append(_("%(path)s is open to others: chmod 600 %(path)s", path=file))
    yield from map(mend, wrong)
    if not wrong and not home.is_relative_to(ROOT):
        yield ok(_("The keys of the boxes have a closed directory of their own."))


def disk(*places: Path) -> Iterator[Finding]:
    seen = set()
    for place in places:
        there = next(path for path in (place.absolute(), *place.absolute().parents) if os.path.exists(path))
        if there.stat().st_dev in seen:
            continue
        seen.add(there.stat().st_dev)
        usage = shutil.disk_usage(there)
        kind = MEND if usage.free < LEAST_FREE else NOTE if usage.free < usage.total / 10 else OK
        yield Finding(kind, _("%(free)s GB free where %(path)s is.", free=round(usage.free / 1e9, 1), path=place))


def age_of_copies(copies: Path) -> Iterator[Finding]:
    try:
        found = sorted(copies.glob(backup.ANY), key=backup.age)
        closed = not copies.exists() or not copies.stat().st_mode & 0o027
        ages = [backup.age(each) for each in found]
    except PermissionError:
        yield note(_("%(path)s cannot be read. Run this as the service's user.", path=copies))
        return
    if not closed or any(each.stat().st_mode & 0o077 for each in found):
        yield mend(_("Others can read the copies: chmod -R go= %(path)s", path=copies))
    if not ages:
        yield note(_("There is no copy in %(path)s yet: civic backup %(path)s", path=copies))
        return
    hours = round(ages[0] / timedelta(hours=1))
    kind = OK if ages[0] < timedelta(hours=26) else NOTE
    yield Finding(kind, ngettext("The newest copy is an hour old.", "The newest copy is %(n)s hours old.", hours))
    if ages[-1] > backup.EXPIRES + timedelta(days=2):
        yield note(_("There are copies older than %(days)s days. Delete them.", days=backup.EXPIRES.days))


def calendar() -> Iterator[Finding]:
    """Central Mexico gave up summer time in October 2022; zone data older than that moves every deadline by an hour."""
    if datetime(2026, 7, 1, tzinfo=ZoneInfo(str(TIME_ZONE))).utcoffset() == timedelta(hours=-6):
        yield ok(_("The clock knows the time of %(zone)s.", zone=TIME_ZONE))
    else:
        yield mend(_("The time zones here are from before 2022: apt-get install --only-upgrade tzdata"))


async def database(connection: asyncpg.Connection, directory: Path) -> AsyncIterator[Finding]:
    version = connection.get_server_version()
    kind = OK if version.major >= OLDEST else MEND
    yield Finding(
        kind,
        _(
            "PostgreSQL %(version)s answers (%(oldest)s is the oldest that will do).",
            version=f"{version.major}.{version.micro}",
            oldest=OLDEST,
        ),
    )
    if missing := [each for each in APPEND_ONLY if await connection.fetchval(MAY_CHANGE, each)]:
        tables = ", ".join(missing)
        yield mend(
            _("The role that serves may change history (%(tables)s). Serve as civic_app: civic migrate.", tables=tables)
        )
    if await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        yield mend(_("The app comes to PostgreSQL as a superuser. Give it a role of its own without that."))
    apart = abs(datetime.now(UTC) - await connection.fetchval("SELECT clock_timestamp()"))
    if apart > timedelta(seconds=5):
        yield mend(
            _(
                "The clocks of this machine and of the database differ by %(seconds)s seconds.",
                seconds=round(apart.total_seconds()),
            )
        )
    missing = await pending_migrations(connection)
    if missing:
        yield mend(_("The database is not of this version: civic migrate"))
        return
    yield ok(_("The database is of this version."))
    for look in (town(connection), people(connection), boxes(connection, directory), proofs(connection, directory), journal()):
        async for finding in look:
            yield finding


async def pending_migrations(connection: asyncpg.Connection) -> set[str]:
    """The ids of migrations in the folder and not in the database, or the other way round."""
    have = set()
    if await connection.fetchval("SELECT to_regclass('migration')"):
        have = {row["name"] for row in await connection.fetch("SELECT name FROM migration WHERE app_name = 'civic'")}
    texts = [path.read_text() for path in (ROOT / "migrations").glob("civic_*.py")]
    return have ^ {found[1] for text in texts if (found := re.search(r'^ID = "(.+)"$', text, re.MULTILINE))}


async def town(connection: asyncpg.Connection) -> AsyncIterator[Finding]:
    if await connection.fetchval("SELECT count(*) FROM town") != 1:
        yield mend(_("The town is not founded yet: deploy/README.md says how."))
    if await connection.fetchval("SELECT count(*) FROM contact"):
        yield ok(_("There are help contacts."))
    else:
        yield mend(_("There are no help contacts. Without local numbers the platform must not open."))


async def people(connection: asyncpg.Connection) -> AsyncIterator[Finding]:
    """Two of each, or help and appeals would end on the desk of the person they are about (SG-40, SG-81)."""
    able = """SELECT count(*) FROM person JOIN password ON password.person = person.id
        WHERE active AND valid_until > now() AND role = $1"""
    for role, who_can in (
        ("safeguarding", N_("Safeguarding officers who can come in: %(n)s. There must be two.")),
        ("facilitator", N_("Facilitators who can come in: %(n)s. There must be two.")),
    ):
        number = await connection.fetchval(able, role)
        yield Finding(OK if number >= 2 else MEND, _(who_can, n=number))
    cast = [UUID(int=member.number) for member in CAST.values()]
    if await connection.fetchval("SELECT count(*) FROM person WHERE id = ANY($1)", cast):
        yield mend(_("The imaginary people of the demo are in this database. Begin with an empty one."))
    opened = [
        row["username"]
        for row in await connection.fetch("SELECT username, hash FROM password ORDER BY username")
        if await secrets.verify(row["hash"], PASSWORD)
    ]
    if opened:
        yield mend(_("The demo's passphrase opens these accounts: %(names)s.", names=", ".join(opened)))
    else:
        yield ok(_("The demo's passphrase opens no account."))


async def boxes(connection: asyncpg.Connection, directory: Path) -> AsyncIterator[Finding]:
    """Every open box has its keys, and nothing is left of the closed ones (SG-50)."""
    polls = await connection.fetch("SELECT id::text, state, custody, by_hand, manifest, rules_hash FROM poll")
    states = {row["id"]: row["state"] for row in polls}
    wrong = [says for row in polls for says in _box_and_rules(row, directory)]
    for poll in sorted(
        {file.name.split(".")[0] for file in _files(directory) if file.name not in (store.KEY, keys.COUNCIL)}
    ):
        if poll not in states:
            wrong.append(_("There are keys of a poll that this database does not know: %(poll)s.", poll=poll))
        elif states[poll] not in STILL_VOTING:
            wrong.append(_("The poll %(poll)s is over and its keys are still there. Destroy them: shred -u", poll=poll))
    left = await connection.fetchval("SELECT left_in_box($1)", STILL_VOTING)
    if left:
        wrong.append(_("There are sealed ballots of polls that are over: %(n)s. They should be gone.", n=left))
    for says in wrong:  # an async generator cannot `yield from`
        yield mend(says)
    if not wrong:
        yield ok(_("Every open box has its keys, and nothing is left of the closed ones."))
    if key := keys.council_key(directory):
        yield Finding(NOTE, _("The council signs counts with the key %(key)s. Keep a copy of its file.", key=key.hex()))


def _box_and_rules(poll: asyncpg.Record, directory: Path) -> Iterator[str]:
    key, state = poll["id"], poll["state"]
    if state == OPEN.value and not poll["by_hand"] and not keys.exist(directory, key):
        yield _(
            "The keys of the open poll %(poll)s are not there: its votes cannot be counted. Put them back.", poll=key
        )
    if poll["custody"] and os.path.lexists(directory / f"{key}.{keys.SEALING}"):
        yield _(
            "The key of the poll %(poll)s is with custodians, and here too. Find out how, and destroy it.", poll=key
        )
    if state not in (DRAFT.value, ANNOUNCED.value) and keys.keeps_cards(directory, key):
        yield _(
            "The words of the custodians' cards of the poll %(poll)s are still here. Destroy them: shred -u", poll=key
        )
    if poll["manifest"] and sha256(poll["manifest"].encode()).hexdigest() != poll["rules_hash"]:
        yield _("The rules of the poll %(poll)s are not those that were frozen: their seal is another.", poll=key)


async def proofs(connection: asyncpg.Connection, directory: Path) -> AsyncIterator[Finding]:
    """Each published vote has its bundle for everybody, signed by the council, of the rules that were frozen."""
    key, wrong = keys.council_key(directory) or b"", 0
    for poll in await connection.fetch("SELECT id, manifest FROM poll WHERE state = 'published' ORDER BY published_at, id"):
        if says := await _proof(poll, key):
            wrong += 1
            yield mend(says)
    if not wrong:
        yield ok(_("Every published vote has its bundle, signed by the council."))


async def _proof(poll: asyncpg.Record, key: bytes) -> str:
    """What is wrong with it, or "". A large one is not counted again here: `civic verify` has the time for that."""
    raw = await bundles.whole(poll["id"], Kind.PUBLIC)
    if not raw:
        return _("The vote %(poll)s is published and has no bundle that proves it.", poll=poll["id"])
    try:
        body = bundle.read(raw)
        if len(raw) <= bundles.PIECE:
            verify.check(raw)
    except (bundle.BrokenBundle, verify.Disagrees) as problem:
        return _("The bundle of the vote %(poll)s does not agree: %(problem)s", poll=poll["id"], problem=problem)
    if spelled(body["manifest"]) != poll["manifest"].encode():
        return _("The bundle of the vote %(poll)s is of other rules than those that were frozen.", poll=poll["id"])
    if await bundles.signer(poll["id"]) != key.hex():
        return _("The bundle of the vote %(poll)s is signed with a key that is not the council’s here.", poll=poll["id"])
    return ""


async def journal() -> AsyncIterator[Finding]:
    """Nobody changed what happened (SG-77)."""
    found = await checked()
    if found.broken is not None:
        yield mend(
            _("The journal was changed at line %(n)s of its chain. Call whoever keeps the copies.", n=found.broken)
        )
    elif found.loose:
        yield mend(_("Lines of the journal have no link yet: %(n)s. Does civic-due run?", n=found.loose))
    else:
        yield ok(_("The journal is whole: %(n)s lines in a chain.", n=found.links))


def _files(directory: Path) -> list[Path]:
    try:
        return sorted(directory.iterdir())
    except (FileNotFoundError, PermissionError):
        return []
