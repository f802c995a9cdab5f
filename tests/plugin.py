"""Loaded before anything else of a test run: one throw-away PostgreSQL for it, shared by all its processes.

With DATABASE_URL set, that server is used instead (its user must be allowed to create databases).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnegie.operations.embedded.session import Session


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before pytest-django reads the settings. Processes of xdist inherit the address."""
    if "DATABASE_URL" not in os.environ:
        start_postgres(early_config)
    os.environ.setdefault("CARNEGIE_DATA_DIR", run_folder(early_config, "data"))
    yield


def start_postgres(config: pytest.Config) -> None:
    folder = Path(run_folder(config, "postgres"))
    session = Session(folder, without=frozenset({"BROKER_URL"}), throwaway=True)
    config.add_cleanup(session.close)
    os.environ["DATABASE_URL"] = session.urls["DATABASE_URL"]


def run_folder(config: pytest.Config, name: str) -> str:
    """A folder for this run; others may pass through, because PostgreSQL refuses to run as root."""
    folder = tempfile.mkdtemp(prefix=f"carnegie-{name}-", dir="/tmp")
    os.chmod(folder, 0o711)  # noqa: S103
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder
