"""Loaded before anything else of a test run: one throw-away PostgreSQL and Valkey for it, shared by all its processes.

With DATABASE_URL (BROKER_URL) set, that server is used instead; its user must be allowed to create databases.
Migrating takes long, so a migrated cluster is kept in the system's folder for temporary files, under a digest of all
migrations, and each process copies its test database from it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnegie.operations.embedded.session import Session

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATE = "carnegie"
TEMPLATE_VARIABLE = "TEST_DATABASE_TEMPLATE"

FIXTURES = ("browser", "database", "disk", "mail", "worker")
pytest_plugins = [f"tests.fixtures.{name}" for name in FIXTURES]


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before pytest-django reads the settings. Processes of xdist inherit the addresses."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        start_servers(early_config)
    elif os.environ["BROKER_URL"].startswith("redis+socket:"):
        os.environ["BROKER_URL"] += f"?virtual_host={worker.removeprefix('gw')}"
    os.environ["CARNEGIE_DATA_DIR"] = run_folder(early_config, "data")
    yield


def start_servers(config: pytest.Config) -> None:
    """Start what the environment does not name, and leave its addresses there."""
    given = frozenset(name for name in ("DATABASE_URL", "BROKER_URL") if os.environ.get(name))
    if given == {"DATABASE_URL", "BROKER_URL"}:
        return
    folder = Path(run_folder(config, "servers"))
    if "DATABASE_URL" not in given:
        restore_template(folder)
        os.environ[TEMPLATE_VARIABLE] = TEMPLATE
    session = Session(folder, without=given, throwaway=True)
    config.add_cleanup(session.close)
    os.environ.update(session.urls)


def restore_template(folder: Path) -> None:
    """Put a migrated cluster into `folder`; make and keep it when the migrations have changed."""
    kept = kept_templates() / migrations_digest()
    if not kept.exists():
        keep_template(folder, kept)
        return
    target = folder / "servers"
    target.mkdir(mode=0o711)
    copy_cluster(kept, target / "postgres")


def keep_template(folder: Path, kept: Path) -> None:
    session = Session(folder, without=frozenset({"BROKER_URL"}), throwaway=True)
    try:
        environment = {**os.environ, **session.urls, "DJANGO_SETTINGS_MODULE": "carnegie.settings.test"}
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0", f"--data-dir={folder}"]
        subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    finally:
        session.close()
    unfinished = Path(tempfile.mkdtemp(dir=kept.parent)) / "postgres"
    shutil.copytree(folder / "servers" / "postgres", unfinished)
    if not kept.exists():
        unfinished.rename(kept)
    for old in sorted(kept.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-8]:
        shutil.rmtree(old, ignore_errors=True)


def copy_cluster(source: Path, target: Path) -> None:
    """A copy with the modes of the source; the servers' user gets it when that is not ourselves."""
    shutil.copytree(source, target)
    target.chmod(0o700)
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody:", str(target)], check=True)


def kept_templates() -> Path:
    folder = Path(tempfile.gettempdir()) / f"carnegie-test-templates-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise pytest.UsageError(f"{folder} belongs to somebody else.")
    return folder


def migrations_digest() -> str:
    digest = hashlib.sha256((PROJECT / "requirements.lock").read_bytes())
    for path in sorted(PROJECT.glob("**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def run_folder(config: pytest.Config, name: str) -> str:
    """A folder for this run; others may pass through, because PostgreSQL refuses to run as root."""
    folder = tempfile.mkdtemp(prefix=f"carnegie-{name}-", dir="/tmp")
    os.chmod(folder, 0o711)  # noqa: S103
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """Say how many page states axe looked at."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    states = sum(value for report in reports for name, value in report.user_properties if name == "axe_states")
    if states:
        terminalreporter.write_line(f"axe looked at {states} page states")
