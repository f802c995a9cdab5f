"""Child processes that never outlive their parent, and as whom they run."""

import contextlib
import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from carnegie.operations.embedded import child
from carnegie.operations.embedded.errors import EmbeddedServerError


@dataclass(frozen=True)
class Account:
    """The system user that a server runs as."""

    uid: int
    gid: int

    def may_enter(self, path: Path) -> bool:
        """Whether this user can reach `path`, judged by the mode of each folder above it and of `path` itself."""
        return all(self._may_search(folder) for folder in (path, *path.parents))

    def _may_search(self, path: Path) -> bool:
        info = path.stat()
        if self.uid in (0, info.st_uid):
            return self.uid == 0 or bool(info.st_mode & stat.S_IXUSR)
        return bool(info.st_mode & (stat.S_IXGRP if self.gid == info.st_gid else stat.S_IXOTH))


def server_account(owned: Path) -> Account:
    """As whom to run: ourselves, or for root (whom PostgreSQL refuses) the owner of `owned`, or else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if owned.exists() and owned.stat().st_uid != 0:
        return Account(owned.stat().st_uid, owned.stat().st_gid)
    for name in ("nobody", "daemon"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedServerError("PostgreSQL refuses to run as root, and this system has no user called nobody.")


def _wrapped(command: Sequence[str], account: Account, death_signal: int) -> list[str]:
    marks = [os.getpid(), int(death_signal), account.uid, account.gid]
    return [sys.executable, "-I", "-S", child.__file__, *map(str, marks), *command]


def spawn(
    command: Sequence[str],
    *,
    account: Account,
    death_signal: signal.Signals,
    environment: Mapping[str, str],
    log: IO[bytes] | int | None = None,
    cwd: Path | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command` in a session of its own, so that Ctrl-C reaches only us, and bound to our life.

    Call it from the main thread: Linux counts the thread that started a child as its parent.
    """
    return subprocess.Popen(  # noqa: S603
        _wrapped(command, account, death_signal),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log is not None else None,
        env=dict(environment),
        cwd=cwd,
        start_new_session=True,
    )


def run(
    command: Sequence[str], *, account: Account, environment: Mapping[str, str], text: str = "", cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run `command` to its end with `text` on its standard input; output and errors come back together."""
    return subprocess.run(  # noqa: S603
        _wrapped(command, account, signal.SIGKILL),
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=cwd,
        text=True,
        errors="replace",
        check=False,
    )


def stop(process: "subprocess.Popen[bytes]", *requests: signal.Signals, patience: float) -> None:
    """Send each request in turn, waiting `patience` seconds (then one) for the end, and at last end its session."""
    for request in requests:
        if process.poll() is None:
            process.send_signal(request)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
        patience = 1.0
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def is_program(pid: int, name: str, folder: Path) -> bool:
    """Whether process `pid` is the program `name` working in `folder`: a number in an old file may be anyone's."""
    proc = Path(f"/proc/{pid}")
    try:
        if proc.parent.is_dir() and (proc.parent / "self").exists():
            return (proc / "exe").readlink().name.split(" ")[0] == name and (proc / "cwd").samefile(folder)
        listing = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError:
        return False
    return name in listing.stdout and str(folder) in listing.stdout


def end_leftover(pid: int, name: str, folder: Path, politely: signal.Signals) -> None:
    """Wait for a server that a killed parent left behind to end, and end it when it does not do so by itself."""
    for patience, send in ((3.0, None), (5.0, politely), (5.0, signal.SIGKILL)):
        if send is not None and is_program(pid, name, folder):
            os.kill(pid, send)
        deadline = time.monotonic() + patience
        while is_program(pid, name, folder) and time.monotonic() < deadline:
            time.sleep(0.05)


def last_line(text: str) -> str:
    """The last line that says something, for a one-line message."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
