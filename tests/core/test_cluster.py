"""Our own PostgreSQL: it starts, is shared, is left, and survives being killed."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from civic.core import postgres
from civic.core.cluster import Cluster, ClusterError

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root's PostgreSQL runs as nobody")


@pytest.fixture
def data() -> Iterator[Path]:
    # pytest's own directories are closed to `nobody`.
    place = Path(tempfile.mkdtemp(prefix="civic-cluster-"))
    place.chmod(0o711)
    yield place / "postgres"
    Cluster(place / "postgres").erase()
    shutil.rmtree(place)


def ask(dsn: str, sql: str) -> object:
    async def answer() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(answer())


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "files" / "postmaster.pid").read_text().splitlines()[0])


def postmaster_uid(cluster: Cluster) -> int:
    return Path("/proc", str(postmaster(cluster))).stat().st_uid


def runs(process: int) -> bool:
    return bool(postgres._command_line(str(process)))


def test_it_listens_on_a_private_socket_only_and_the_app_is_no_superuser(data: Path) -> None:
    with Cluster(data) as cluster:
        dsn = cluster.start()
        assert ask(dsn, "SELECT current_database() || ' ' || current_user") == "civic civic"
        assert ask(dsn, "SHOW listen_addresses") == ""
        assert ask(dsn, "SHOW fsync") == "on"
        assert ask(dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert ask(dsn, "SELECT lower('ÁÑ')") == "áñ"
        assert (data / "files").stat().st_mode & 0o077 == 0
        assert (data / "files").stat().st_uid == postmaster_uid(cluster) != 0


async def test_it_starts_inside_a_running_loop(data: Path) -> None:
    with Cluster(data) as cluster:
        connection = await asyncpg.connect(cluster.dsn())
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()


def test_what_was_written_is_there_after_a_stop_and_a_second_stop_does_nothing(data: Path) -> None:
    cluster = Cluster(data)
    ask(cluster.start(), "CREATE TABLE idea AS SELECT 'un columpio' AS title")
    process = postmaster(cluster)
    cluster.stop()
    cluster.stop()
    assert not runs(process)
    assert ask(cluster.start(), "SELECT title FROM idea") == "un columpio"
    cluster.stop()


def test_a_killed_server_recovers_at_the_next_start(data: Path) -> None:
    first = Cluster(data)
    ask(first.start(), "CREATE TABLE idea AS SELECT 'un columpio' AS title")
    os.kill(postmaster(first), signal.SIGKILL)
    with Cluster(data) as second:
        assert ask(second.dsn(), "SELECT title FROM idea") == "un columpio"
    first.stop()


def test_a_server_that_answers_while_it_dies_is_not_believed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Cluster(data) as first:
        os.kill(postmaster(first), signal.SIGKILL)
        told = [True]
        truth = postgres.Server.answers
        monkeypatch.setattr(postgres.Server, "answers", lambda server: told.pop() if told else truth(server))
        with Cluster(data) as second:
            assert ask(second.dsn(), "SELECT 1") == 1
        assert not told


def test_the_server_of_a_killed_demo_is_found_and_switched_off_by_the_next(data: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from civic.core.cluster import Cluster;"
        "Cluster(Path(sys.argv[1])).start(); os.kill(os.getpid(), 9)"
    )
    demo = subprocess.run([sys.executable, "-c", code, data], cwd=Path(__file__).parents[2], check=False)
    assert demo.returncode == -signal.SIGKILL
    next_one = Cluster(data)
    left_behind = postmaster(next_one)
    assert runs(left_behind)
    next_one.start()
    assert postmaster(next_one) == left_behind
    next_one.stop()
    assert not runs(left_behind)


def test_the_second_to_start_shares_the_server_and_the_last_to_stop_switches_it_off(data: Path) -> None:
    first, second = Cluster(data), Cluster(data)
    assert first.start() == second.start()
    process = postmaster(first)
    first.stop()
    assert ask(second.dsn(), "SELECT 1") == 1
    second.stop()
    assert not runs(process)


def test_a_number_left_in_postmaster_pid_that_now_is_another_process_is_no_obstacle(data: Path) -> None:
    with Cluster(data) as cluster:
        lines = (data / "files/postmaster.pid").read_text().splitlines()
    account = postgres.Account.of(data / "files")
    lowered = {} if account.uid is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    with subprocess.Popen(["sleep", "60"], **lowered) as stranger:
        (data / "files/postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:], ""]))
        (data / "files/postmaster.pid").chmod(0o600)
        account.give(data / "files/postmaster.pid")
        with cluster:
            assert ask(cluster.dsn(), "SELECT 1") == 1
        stranger.kill()


def test_an_interrupted_initdb_is_thrown_away(data: Path) -> None:
    (data / "files.new").mkdir(parents=True)
    (data / "files.new" / "PG_VERSION").write_text("half")
    with Cluster(data) as cluster:
        assert ask(cluster.dsn(), "SELECT 1") == 1
    assert not (data / "files.new").exists()


def test_a_path_too_long_or_with_spaces_gets_a_socket_elsewhere_and_leaves_nothing_there(data: Path) -> None:
    cluster = Cluster(data.parent / "Voz y Voto, ñandú" / ("x" * 90))
    dsn = cluster.start()
    directory = Path(cluster._server().socket()).parent
    assert directory.parent == Path(tempfile.gettempdir())
    assert ask(dsn, "SELECT 1") == 1
    cluster.erase()
    assert not directory.exists()


def test_pg_dump_of_the_same_binaries_works_against_it(data: Path) -> None:
    with Cluster(data) as cluster:
        ask(cluster.dsn(), "CREATE TABLE idea AS SELECT 'un columpio' AS title")
        dump = subprocess.run(
            [Cluster.binaries() / "pg_dump", "--dbname", cluster.dsn()], capture_output=True, text=True, check=True
        )
    assert "un columpio" in dump.stdout


def test_erase_refuses_while_another_uses_it(data: Path) -> None:
    with Cluster(data) as cluster:
        with pytest.raises(ClusterError, match="in use by another process"):
            Cluster(data).erase()
        assert ask(cluster.dsn(), "SELECT 1") == 1
    Cluster(data).erase()
    assert not data.exists()


def test_data_of_another_version_is_left_alone_with_a_clear_word(data: Path) -> None:
    with Cluster(data):
        pass
    (data / "files/PG_VERSION").write_text("9\n")
    with pytest.raises(ClusterError, match=r"of PostgreSQL 9, the programs are of \d+"):
        Cluster(data).start()


def test_a_start_that_fails_shows_the_servers_last_words(data: Path) -> None:
    with Cluster(data):
        pass
    (data / "files/global/pg_control").unlink()
    with pytest.raises(ClusterError, match="pg_control"):
        Cluster(data).start()


def test_without_the_wheel_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PACKAGE", "no_such_package")
    with pytest.raises(ClusterError, match="make demo"):
        Cluster.binaries()


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ClusterError, match="Cannot make the directory"):
        Cluster(tmp_path / "file" / "postgres").start()


@AS_ROOT
def test_under_roots_closed_home_data_and_programs_move_to_the_shelf(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = data.parent / "home"
    home.mkdir(mode=0o700)
    install = home / "site-packages" / postgres.PACKAGE / postgres.binaries().parent.name
    shutil.copytree(postgres.binaries().parent, install, ignore=shutil.ignore_patterns("include"))
    libraries = postgres.binaries().parents[2] / f"{postgres.PACKAGE}.libs"
    shutil.copytree(libraries, install.parents[1] / libraries.name)
    monkeypatch.setattr(postgres, "SHELF", data.parent / "shelf")
    monkeypatch.setattr(postgres, "binaries", lambda: install / "bin")
    with Cluster(home / "var/postgres") as cluster:
        assert ask(cluster.dsn(), "SELECT 1") == 1
        assert (home / "var/postgres").is_symlink()
        assert (home / "var/postgres").resolve().parent == data.parent / "shelf"
        assert list((data.parent / "shelf").glob(f"programs-*/{postgres.PACKAGE}/*/bin/postgres"))
    cluster.erase()
    assert not os.path.lexists(home / "var/postgres")
