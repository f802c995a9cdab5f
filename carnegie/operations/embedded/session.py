"""Who runs the servers of a data folder: one process holds its lock; others find them through `servers.json`."""

import contextlib
import fcntl
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from carnegie.operations.embedded.errors import DataFolderInUse, EmbeddedServerError
from carnegie.operations.embedded.place import create_data_dir, prepare
from carnegie.operations.embedded.postgres import PostgresServer
from carnegie.operations.embedded.valkey import ValkeyServer

Urls = dict[str, str]
START_SECONDS = 60.0


class Session:
    """The servers of one data folder, started and held by this process until `close`."""

    def __init__(self, data_dir: Path, *, without: frozenset[str] = frozenset(), throwaway: bool = False) -> None:
        """Start all but those whose setting is in `without` (DATABASE_URL, BROKER_URL). Refuses a folder in use."""
        self.data_dir = data_dir
        self.urls: Urls = {}
        self._lock = _lock(data_dir)
        self._announcement = data_dir / "servers.json"
        self._announcement.unlink(missing_ok=True)
        self._servers: list[PostgresServer | ValkeyServer] = []
        try:
            self._start(without, throwaway)
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise EmbeddedServerError(f"Cannot use the data folder {data_dir}: {error.strerror}.") from error
            raise

    def _start(self, without: frozenset[str], throwaway: bool) -> None:
        place = prepare(self.data_dir)
        for setting, kind in (("DATABASE_URL", PostgresServer), ("BROKER_URL", ValkeyServer)):
            if setting not in without:
                server = kind(place, throwaway=throwaway)
                self._servers.append(server)
                server.start()
                self.urls[setting] = server.url
        unfinished = self._announcement.with_suffix(".new")
        unfinished.write_text(json.dumps(self.urls))
        _give_to_owner(unfinished)
        unfinished.rename(self._announcement)

    def dead(self) -> list[str]:
        """The names of servers that ended by themselves."""
        return [name for name, server in self._by_name() if server.process and server.process.poll() is not None]

    def start_again(self, name: str) -> None:
        """Start a server that has ended, on the data that it left, at the same address."""
        dict(self._by_name())[name].start()

    def log_of(self, name: str) -> Path:
        return dict(self._by_name())[name].log

    def _by_name(self) -> list[tuple[str, PostgresServer | ValkeyServer]]:
        return [(type(server).__name__.removesuffix("Server"), server) for server in self._servers]

    def wait_for_borrowers(self) -> None:
        """Return when no other command uses these servers any more."""
        with (self.data_dir / "borrowers.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)

    def close(self) -> None:
        """Stop the servers, both at the same time, and let go of the folder."""
        with contextlib.suppress(OSError):
            self._announcement.unlink(missing_ok=True)
        for server in self._servers:
            server.ask_to_stop()
        for server in self._servers:
            server.stop()
        self._lock.close()


def running(data_dir: Path) -> Urls | None:
    """Addresses of the servers that run on this data folder, or None."""
    if not _is_held(data_dir / "lock"):
        return None
    try:
        urls: Urls = json.loads((data_dir / "servers.json").read_text())
    except (OSError, ValueError):
        return None
    return urls if all(_listens(url) for url in urls.values()) else None


@contextlib.contextmanager
def servers(data_dir: Path) -> Iterator[Urls]:
    """Addresses of the servers of this data folder for the length of a `with`: those running, or new ones."""
    with contextlib.ExitStack() as stack:
        urls = None
        deadline = time.monotonic() + START_SECONDS
        while urls is None:
            borrower = stack.enter_context(_borrow(data_dir))
            urls = running(data_dir)
            if urls is None:
                borrower.close()
                urls = _own(data_dir, stack, patient=time.monotonic() < deadline)
        yield urls


def _own(data_dir: Path, stack: contextlib.ExitStack, *, patient: bool) -> Urls | None:
    """Start the servers; None when another process is just doing that."""
    try:
        session = Session(data_dir)
    except DataFolderInUse:
        if not patient:
            raise
        time.sleep(0.1)
        return None
    stack.callback(session.close)
    stack.callback(session.wait_for_borrowers)
    return session.urls


@contextlib.contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Keep others from this data folder. Refuses one in use."""
    handle = _lock(data_dir)
    try:
        yield
    finally:
        handle.close()


def _borrow(data_dir: Path) -> IO[str]:
    try:
        create_data_dir(data_dir)
        handle = (data_dir / "borrowers.lock").open("w")
    except OSError as error:
        raise EmbeddedServerError(f"Cannot use the data folder {data_dir}: {error.strerror}.") from error
    _give_to_owner(data_dir / "borrowers.lock")
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def _lock(data_dir: Path) -> IO[str]:
    """Hold the folder's lock, which the system lets go when this process ends in whatever way."""
    try:
        create_data_dir(data_dir)
        handle = (data_dir / "lock").open("a+")
    except OSError as error:
        raise EmbeddedServerError(f"Cannot use the data folder {data_dir}: {error.strerror}.") from error
    if not _take(handle):
        handle.seek(0)
        holder = handle.read().strip() or "unknown"
        handle.close()
        raise DataFolderInUse(
            f"Carnegie already runs on {data_dir} (process {holder}). Stop it, or name another --data-dir."
        )
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    _give_to_owner(data_dir / "lock")
    return handle


def _take(handle: IO[str]) -> bool:
    """Whether we got the lock. Tries a few times, for `_is_held` takes it for a moment."""
    for _attempt in range(5):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(0.05)
    return False


def _is_held(lock: Path) -> bool:
    """Whether a living process holds the lock."""
    with contextlib.suppress(OSError), lock.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _give_to_owner(path: Path) -> None:
    """What root writes into a person's folder stays usable for that person."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _listens(url: str) -> bool:
    path = urlsplit(url).path
    if url.startswith("postgres:"):
        path = str(Path(path.replace("//", "/", 1)).parent / ".s.PGSQL.5432")
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        connection.connect(path)
        return True
    return False


def secret_key(data_dir: Path) -> str:
    """A key for local use, made once and readable by its owner only."""
    path = data_dir / "secret_key"
    try:
        create_data_dir(data_dir)
        if not path.exists() or not path.read_text().strip():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
            _give_to_owner(path)
        return path.read_text().strip()
    except OSError as error:
        raise EmbeddedServerError(f"Cannot use the data folder {data_dir}: {error.strerror}.") from error
