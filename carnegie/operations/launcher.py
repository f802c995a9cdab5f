"""Runs the whole of Carnegie on this machine and stops all of it together (ADR 0002)."""

import contextlib
import errno
import json
import math
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carnegie.operations.embedded import place, session
from carnegie.operations.embedded.errors import EmbeddedServerError
from carnegie.operations.embedded.process import Account, last_line, spawn

if TYPE_CHECKING:
    from types import FrameType

PROJECT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60.0
SECONDS_TO_STOP = 1.5
SECONDS_OF_A_GOOD_START = 30.0


@dataclass
class Part:
    """One kind of process of ours: how it is started, and the process that runs now."""

    name: str
    command: list[str]
    death_signal: signal.Signals
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0

    def start(self, environment: dict[str, str]) -> None:
        with self.log.open("ab") as log:
            self.process = spawn(
                self.command,
                account=Account(os.geteuid(), os.getegid()),
                death_signal=self.death_signal,
                environment=environment,
                log=log,
                cwd=PROJECT,
            )
        self.started = time.monotonic()

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def last_words(self) -> str:
        return last_line(self.log.read_text(errors="replace")[-5000:])


class Launcher:
    """One run of `manage.py demo`, from empty folder to the last process stopped."""

    def __init__(self, data_dir: Path, *, port: int, demo: bool, say: Callable[[str], None]) -> None:
        self.data_dir = data_dir
        self.port = port
        self.demo = demo
        self.say = say
        self.parts: list[Part] = []
        self.session: session.Session | None = None
        self.stopping = False
        self.server_starts: dict[str, float] = {}

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def run(self) -> int:
        """Start everything, watch it until a signal or a failure, stop everything; the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            with session.locked(self.data_dir):
                check_port_is_free(self.port)
            self._start()
            return self._watch()
        except OSError as error:
            raise EmbeddedServerError(f"Cannot use the data folder {self.data_dir}: {error.strerror}.") from error
        finally:
            self._stop()

    def _on_signal(self, _number: int, _frame: "FrameType | None") -> None:
        self.stopping = True

    def _start(self) -> None:
        given = frozenset(name for name in ("DATABASE_URL", "BROKER_URL") if os.environ.get(name))
        self.say("Starting the database and the broker ...")
        self.session = session.Session(self.data_dir, without=given)
        environment = self._environment(self.session.urls)
        self._set_up(environment)
        if self.stopping:
            return
        self.parts = self._plan()
        for part in self.parts:
            part.start(environment)
        self._wait_until_it_answers()

    def _environment(self, urls: dict[str, str]) -> dict[str, str]:
        ours = {"CARNEGIE_DATA_DIR": str(self.data_dir), "PYTHONUNBUFFERED": "1", **urls}
        defaults = {"BASE_URL": self.address.rstrip("/"), "DJANGO_SETTINGS_MODULE": "carnegie.settings.production"}
        return {**defaults, **os.environ, **ours}

    def _set_up(self, environment: dict[str, str]) -> None:
        """Migrate, collect, load the demo: in a child, for its settings need the address of the database."""
        self.say("Preparing the database, the style sheets" + (" and the demo ..." if self.demo else " ..."))
        log = self._log("setup")
        part = Part("setup", self._manage("setup", "--json", *(["--demo"] if self.demo else [])), signal.SIGKILL, log)
        part.start(environment)
        while not part.ended and not self.stopping:
            time.sleep(0.05)
        if not part.ended:
            stop_all([part], 0)
        elif part.process is not None and part.process.returncode != 0:
            raise EmbeddedServerError(f"The set-up failed: {part.last_words} (see {log})")
        else:
            self.demo = bool(json.loads(part.last_words)["demo"])

    def _plan(self) -> list[Part]:
        celery = [sys.executable, "-m", "celery", "-A", "carnegie"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        web = [sys.executable, "-m", "gunicorn", "carnegie.wsgi:application", "--bind", f"{HOST}:{self.port}"]
        web += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--graceful-timeout", "1"]
        web += ["--config", "python:carnegie.operations.web_server"]
        worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quiet]
        beat = [*celery, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", str(self.data_dir / "beat-schedule")]
        return [
            Part("web", web, signal.SIGTERM, self._log("web")),
            Part("worker", worker, signal.SIGQUIT, self._log("worker")),
            Part("beat", beat, signal.SIGTERM, self._log("beat")),
        ]

    def _manage(self, *arguments: str) -> list[str]:
        return [sys.executable, str(PROJECT / "manage.py"), *arguments]

    def _log(self, name: str) -> Path:
        """An empty log of this run."""
        path = self.data_dir / "logs" / f"{name}.log"
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(b"")
        return path

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not self.stopping and not answers(self.address + "healthz/live"):
            for part in self.parts:
                if part.ended:
                    raise EmbeddedServerError(f"The {part.name} did not start: {part.last_words} (see {part.log})")
            if time.monotonic() > deadline:
                raise EmbeddedServerError(f"{self.address} does not answer (see {self.data_dir / 'logs'})")
            time.sleep(0.1)
        if not self.stopping:
            self._welcome()

    def _welcome(self) -> None:
        self.say(f"\nCarnegie runs at {self.address}")
        if self.demo:
            self.say(LOGINS)
        self.say("Ctrl-C stops it.")

    def _watch(self) -> int:
        """Look after servers and parts: what ends after a good start is started again, any other end stops all."""
        while not self.stopping:
            time.sleep(0.2)
            for name in self.session.dead() if self.session else []:
                self._start_server_again(name)
            for part in self.parts:
                if part.ended and not self.stopping:
                    self._start_again(part)
        self.say("Stopping ...")
        return 0

    def _start_again(self, part: Part) -> None:
        if time.monotonic() - part.started < SECONDS_OF_A_GOOD_START:
            raise EmbeddedServerError(f"The {part.name} ended unexpectedly: {part.last_words} (see {part.log})")
        self.say(f"The {part.name} ended unexpectedly (see {part.log}); it starts again.")
        if self.session is not None:
            part.start(self._environment(self.session.urls))

    def _start_server_again(self, name: str) -> None:
        assert self.session is not None
        if time.monotonic() - self.server_starts.get(name, -math.inf) < SECONDS_OF_A_GOOD_START:
            log = self.session.log_of(name)
            raise EmbeddedServerError(f"{name} ended again: {last_line(log.read_text(errors='replace'))} (see {log})")
        self.say(f"{name} ended unexpectedly; it starts again.")
        self.server_starts[name] = time.monotonic()
        self.session.start_again(name)

    def _stop(self) -> None:
        """Ours first, so that nobody works without a database; a task cut short is handed out again later."""
        stop_all(self.parts, SECONDS_TO_STOP)
        if self.session is not None:
            self.session.close()


def stop_all(parts: list[Part], patience: float) -> None:
    """Ask all parts to end at the same time, and after `patience` seconds end what is left of their sessions."""
    processes = [part.process for part in parts if part.process is not None]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + patience
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def check_port_is_free(port: int) -> None:
    """Refuses, in words, a port that we could not serve on."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except OSError as error:
        reason = "is in use already" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise EmbeddedServerError(f"Port {port} {reason}. Choose another with --port.") from error


def answers(address: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310
        return bool(response.status == 200)
    return False


def reset(data_dir: Path) -> None:
    """Empty the data folder but for its key. Refuses one in use, and a folder that Carnegie did not make."""
    if place.has_something_to_reset(data_dir):
        with session.locked(data_dir):
            place.remove(data_dir, keep=place.KEPT_BY_RESET)


LOGINS = """
Sign in with the password  carnegie-demo
  amara@demo.test   learner, employer A        ben@demo.test    learner, employer B
  bill@demo.test    facilitator                cora@demo.test   coach of Amara
  carl@demo.test    Amara's colleague          lena@demo.test   Amara's line manager
  dee@demo.test     programme admin            sam@demo.test    sponsor at employer A
  root@demo.test    system admin
"""
