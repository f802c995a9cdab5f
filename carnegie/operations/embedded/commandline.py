"""What `manage.py` does before Django reads its settings: find, or start, the local servers."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from carnegie.operations.embedded import place, session

# These read code and files only; `demo` runs the servers itself.
WITHOUT_SERVERS = frozenset(
    {"-h", "--help", "--version", "check", "collectstatic", "compilemessages", "demo", "diffsettings", "help"}
    | {"makemessages", "makemigrations", "startapp", "version"}
)
LOCAL_HOSTS = "127.0.0.1,localhost,[::1]"


@contextlib.contextmanager
def local_environment(arguments: list[str], project: Path) -> Iterator[list[str]]:
    """The environment of one command, and its arguments without `--data-dir`.

    With DATABASE_URL set everything comes from the environment. Without it this is a local installation: its servers
    are those of the data folder, and what else is needed (a key, the local host names) is filled in.
    """
    arguments = take_data_dir(arguments)
    data_dir = data_dir_of(project)
    local = not os.environ.get("DATABASE_URL")
    if is_reset(arguments):
        place.has_something_to_reset(data_dir)
    if local or arguments[:1] == ["demo"]:
        fill_in(data_dir)
    if local and needs_servers(arguments):
        with session.servers(data_dir) as urls:
            set_defaults(urls)
            yield arguments
    else:
        yield arguments


def take_data_dir(arguments: list[str]) -> list[str]:
    """Move `--data-dir X` from the arguments to CARNEGIE_DATA_DIR, where the settings look for it."""
    left: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, _, value = argument.partition("=")
        if name != "--data-dir":
            left.append(argument)
        elif value := value or next(waiting, ""):
            os.environ["CARNEGIE_DATA_DIR"] = str(Path(value).expanduser().resolve())
        else:
            left.append(argument)
    return left


def data_dir_of(project: Path) -> Path:
    """The data folder: CARNEGIE_DATA_DIR, or `.carnegie` beside manage.py."""
    return Path(os.environ.get("CARNEGIE_DATA_DIR") or project / ".carnegie").resolve()


def is_reset(arguments: list[str]) -> bool:
    """Whether this is `demo --reset`, also shortened as argparse allows: refused before a key is written."""
    return arguments[:1] == ["demo"] and any("--reset".startswith(word) and len(word) > 2 for word in arguments)


def needs_servers(arguments: list[str]) -> bool:
    """Whether this command talks to the database."""
    if not arguments or {"-h", "--help"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_SERVERS or "--database" in arguments


def fill_in(data_dir: Path) -> None:
    """A key of this machine's own and the local host names, unless the environment names others."""
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = session.secret_key(data_dir)
    os.environ.setdefault("ALLOWED_HOSTS", LOCAL_HOSTS)


def set_defaults(values: dict[str, str]) -> None:
    for name, value in values.items():
        os.environ.setdefault(name, value)
