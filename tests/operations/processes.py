"""Looking at the processes of this machine, for tests that start and kill real ones."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


def processes_of(folder: Path) -> list[int]:
    """Every living process that works in `folder`, or has it in its command or its environment; not ourselves."""
    return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _mentions(pid, folder)]


def _mentions(pid: int, folder: Path) -> bool:
    proc = Path(f"/proc/{pid}")
    try:
        if pid == os.getpid() or proc.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        texts = [proc.joinpath(name).read_bytes() for name in ("cmdline", "environ")]
        texts.append(os.fsencode(os.readlink(proc / "cwd")))
    except OSError:
        return False
    return any(os.fsencode(folder) in text for text in texts)


def wait_until_none(folder: Path, *, seconds: float) -> list[int]:
    """The processes of `folder` that still live after at most `seconds`."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**extra: str) -> dict[str, str]:
    """As on a machine where nothing is set."""
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **extra}


def manage(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=300,
    )
