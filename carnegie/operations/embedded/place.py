"""Where the local servers keep data, programs and sockets, so that their user can reach all of it.

Normally `<data folder>/servers/`. As root, when the unprivileged user of the servers cannot enter the data folder,
that name is a link to a short folder under /var/tmp. Sockets move to a short folder when their path would be too long.
"""

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from carnegie.operations.embedded.errors import EmbeddedServerError
from carnegie.operations.embedded.process import Account, server_account

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
KEPT_BY_RESET = frozenset({"secret_key"})
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Place:
    """The folders of one set of local servers, and the system user they belong to."""

    data_dir: Path
    servers: Path
    sockets: Path
    account: Account

    def folder(self, name: str) -> Path:
        """A folder in `servers` that only the servers' user (and root) may enter."""
        return owned_folder(self.servers / name, self.account)

    def reachable(self, programs: Path) -> Path:
        """`programs`, or a copy of that folder where the servers' user can run it."""
        if self.account.may_enter(programs):
            return programs
        copy = self.servers / "programs" / programs.name
        if not copy.exists():
            copy.parent.mkdir(mode=0o755, exist_ok=True)
            unfinished = copy.with_name(copy.name + ".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(programs, unfinished, symlinks=True)
            open_to_read(unfinished)
            unfinished.rename(copy)
        return copy


def open_to_read(folder: Path) -> None:
    """Let everyone read `folder` and run what can be run in it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runnable else 0o644)


def owned_folder(path: Path, account: Account) -> Path:
    path.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid)
    return path


def prepare(data_dir: Path) -> Place:
    """Make what is missing of the folders. Refuses, with the reason, a data folder that cannot be used."""
    try:
        create_data_dir(data_dir)
        servers, account = _servers_folder(data_dir)
        return Place(data_dir, servers, _sockets_folder(data_dir, servers, account), account)
    except OSError as error:
        raise EmbeddedServerError(f"Cannot use the data folder {data_dir}: {error.strerror or error}.") from error


def create_data_dir(data_dir: Path) -> None:
    """For ourselves only; root lets others pass through (not look), for the servers' user lives inside."""
    data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)


def _servers_folder(data_dir: Path) -> tuple[Path, Account]:
    link = data_dir / "servers"
    account = server_account(link / "postgres")
    if link.is_symlink() and not link.exists():
        link.unlink()
    if not link.exists():
        if account.may_enter(data_dir.resolve()):
            link.mkdir(mode=0o711)
        else:
            link.symlink_to(_short_folder("/var/tmp"))  # noqa: S108
    servers = link.resolve()
    if not account.may_enter(servers):
        raise EmbeddedServerError(f"The user of the local servers (number {account.uid}) cannot enter {servers}.")
    return servers, account


def _sockets_folder(data_dir: Path, servers: Path, account: Account) -> Path:
    sockets = servers / "sockets"
    if len(os.fsencode(sockets)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(sockets)):
        return owned_folder(sockets, account)
    link = data_dir / "sockets"
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(_short_folder("/tmp"))  # noqa: S108
    return owned_folder(link.resolve() / "s", account)


def _short_folder(parent: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="carnegie-", dir=parent))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    return folder.resolve()


def has_something_to_reset(data_dir: Path) -> bool:
    """Whether the data folder holds more than its key; writes nothing. Refuses one that Carnegie did not make."""
    try:
        names = {path.name for path in data_dir.iterdir()} if data_dir.exists() else set()
    except OSError as error:
        raise EmbeddedServerError(f"Cannot use the data folder {data_dir}: {error.strerror}.") from error
    if names - KEPT_BY_RESET and "lock" not in names:
        raise EmbeddedServerError(f"{data_dir} is not a data folder of Carnegie, so it is left alone.")
    return bool(names - KEPT_BY_RESET)


def remove(data_dir: Path, *, keep: frozenset[str] = frozenset()) -> None:
    """Delete what the data folder holds (but the names in `keep`), and the short folders that it points to."""
    for path in data_dir.iterdir():
        if path.is_symlink() and path.resolve().name.startswith("carnegie-"):
            shutil.rmtree(path.resolve(), ignore_errors=True)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in keep:
            path.unlink()
    if not keep:
        data_dir.rmdir()
