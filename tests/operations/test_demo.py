"""`manage.py demo`: one command starts everything, and nothing of it outlives the command."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from carnegie.operations.launcher import reset
from tests.operations.processes import (
    PROJECT,
    clean_environment,
    free_port,
    manage,
    processes_of,
    wait_until_none,
)
from tests.operations.test_embedded import folder  # noqa: F401

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


class Demo:
    """A launcher in a process of its own."""

    def __init__(self, data_dir, *options):
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", f"--port={self.port}", f"--data-dir={data_dir}", *options],
            cwd=PROJECT,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops it." in line:
                return
        raise AssertionError(f"The demo did not start: {self.said}")

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response.status, response.read()

    def stop(self, number):
        """Seconds from the signal to the end, and the exit code."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.said += self.process.stdout.read()
        return time.monotonic() - began, self.process.wait()


def test_life_of_an_installation(folder):  # noqa: F811
    demo = Demo(folder, "--no-demo")
    assert f"Carnegie runs at http://127.0.0.1:{demo.port}/" in demo.said
    assert "carnegie-demo" not in demo.said
    assert demo.get("/healthz/live") == (200, b"ok\n")
    status, body = demo.get("/healthz/ready")
    assert (status, json.loads(body)["degraded"]) == (200, [])
    assert demo.get("/accounts/login/")[0] == 200
    with pytest.raises(urllib.error.HTTPError) as missing:
        demo.get("/no-such-page")
    assert missing.value.code == 404

    second = manage("demo", f"--data-dir={folder}", f"--port={free_port()}")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"Error: Carnegie already runs on {folder} (process {demo.process.pid}). Stop it, or name another --data-dir.\n"
    )

    made = manage("createsuperuser", "--noinput", "--email=kept@example.test", "--full_name=Kept",
                  CARNEGIE_DATA_DIR=str(folder), DJANGO_SUPERUSER_PASSWORD="a long password")  # fmt: skip
    assert (made.returncode, made.stderr) == (0, "")
    before = processes_of(folder)
    assert len(before) > 10
    kill_server(folder, "Valkey")
    read_until(demo, "Valkey ended unexpectedly; it starts again.")
    assert demo.get("/accounts/login/")[0] == 200
    assert ready_after_all(demo) == []
    seconds, code = demo.stop(signal.SIGINT)
    assert code == 0
    assert seconds < 15, "about 2 s on a quiet machine; a process that ignores its signal would take longer"
    assert processes_of(folder) == []
    assert demo.said.endswith("Stopping ...\n")

    demo = Demo(folder, "--no-demo")
    again = manage("createsuperuser", "--noinput", "--email=kept@example.test", "--full_name=Kept",
                   CARNEGIE_DATA_DIR=str(folder), DJANGO_SUPERUSER_PASSWORD="a long password")  # fmt: skip
    assert "already" in again.stderr
    demo.stop(signal.SIGKILL)
    assert wait_until_none(folder, seconds=10) == []


PID_FILES = {"Valkey": "valkey/valkey.pid", "Postgres": "postgres/postmaster.pid"}


def kill_server(folder, name):  # noqa: F811
    os.kill(int((folder / "servers" / PID_FILES[name]).read_text().split()[0]), signal.SIGKILL)


def read_until(demo, text):
    """Read on in what the launcher says, to the line that holds `text`."""
    for line in demo.process.stdout:
        demo.said += line
        if text in line:
            return
    raise AssertionError(f"It never said {text!r}: {demo.said}")


def ready_after_all(demo):
    """What is missing once everything answers, or after half a minute."""
    deadline, missing = time.monotonic() + 30, None
    while missing != [] and time.monotonic() < deadline:
        time.sleep(0.2)
        try:
            missing = json.loads(demo.get("/healthz/ready")[1])["degraded"]
        except urllib.error.HTTPError as error:
            missing = error.code
    return missing


@pytest.mark.slow
@pytest.mark.parametrize("name", PID_FILES)
def test_server_that_dies_starts_again_and_one_that_dies_at_once_again_stops_everything(folder, name):  # noqa: F811
    demo = Demo(folder, "--no-demo")
    kill_server(folder, name)
    read_until(demo, f"{name} ended unexpectedly; it starts again.")
    assert ready_after_all(demo) == []
    kill_server(folder, name)
    demo.said += demo.process.stdout.read()
    assert demo.process.wait() == 1
    assert f"Error: {name} ended again" in demo.said
    assert wait_until_none(folder, seconds=5) == []


@pytest.mark.slow
def test_kill_of_the_masters_ends_their_children(folder):  # noqa: F811
    demo = Demo(folder, "--no-demo")
    for pid in processes_of(folder):
        if os.getpgid(pid) == pid and pid != demo.process.pid:
            os.kill(pid, signal.SIGKILL)
    demo.process.kill()
    demo.process.wait()
    assert wait_until_none(folder, seconds=10) == []


def test_taken_port_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = manage("demo", f"--port={port}", f"--data-dir={tmp_path / 'data'}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: Port {port} is in use already. Choose another with --port.\n"


def test_folder_that_cannot_be_used_is_said_in_one_line(tmp_path):
    (tmp_path / "data").write_text("")
    done = manage("demo", f"--data-dir={tmp_path / 'data'}")
    assert done.returncode == 1
    assert done.stderr == f"Error: Cannot use the data folder {tmp_path / 'data'}: File exists.\n"


def test_wrong_usage_exits_2(tmp_path):
    done = manage("demo", "--port=99999", f"--data-dir={tmp_path / 'data'}")
    assert done.returncode == 2
    assert "99999 is not a port" in done.stderr


@pytest.mark.parametrize("option", ["--reset", "--res"])
def test_reset_leaves_a_folder_that_is_not_ours(tmp_path, option):
    (tmp_path / "letter.txt").write_text("dear")
    done = manage("demo", option, f"--data-dir={tmp_path}")
    assert done.returncode == 1
    assert done.stderr == f"Error: {tmp_path} is not a data folder of Carnegie, so it is left alone.\n"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"letter.txt": "dear"}


def test_reset_of_what_is_no_folder_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    done = manage("demo", "--reset", f"--data-dir={tmp_path}/letter.txt")
    assert done.stderr == f"Error: Cannot use the data folder {tmp_path}/letter.txt: Not a directory.\n"


def test_reset_empties_all_but_the_key(tmp_path):
    for name in ("lock", "secret_key", "static.mark"):
        (tmp_path / name).write_text("x")
    (tmp_path / "files").mkdir()
    reset(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_reset_refuses_with_another_database(tmp_path):
    done = manage("demo", "--reset", DATABASE_URL="postgres:///elsewhere", CARNEGIE_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
