"""Reminder kinds for tests, a real mail server, and the tick in a process of its own."""

import copy
import datetime as dt
import json
import os
import subprocess
import sys
import uuid

import pytest
from django.db import connection

from carnegie.notifications import registry
from carnegie.notifications.services import plan_reminder
from tests.cast import NOW
from tests.notifications.kinds import make_kinds
from tests.notifications.smtp import running_mail_server


@pytest.fixture
def kinds(monkeypatch, settings):
    """The test kinds alone, known for one test, and no scanners."""
    monkeypatch.setattr(registry, "KINDS", {kind.code: kind for kind in make_kinds()})
    monkeypatch.setattr(registry, "SCANNERS", {})
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(settings.BASE_DIR / "tests/notifications/templates")


@pytest.fixture
def mail_server(settings):
    """A real mail server, which this process sends through."""
    with running_mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def owe(kinds):
    """Plan a reminder that is due at NOW and too late a day after."""

    def plan(recipient, **changes):
        values = {
            "kind": "tests.must",
            "recipient": recipient,
            "subject_id": uuid.UUID(int=1),
            "occurrence": "1",
            "due_at": NOW,
            "expires_at": NOW + dt.timedelta(days=1),
            "now": NOW,
        }
        return plan_reminder(**{**values, **changes})

    return plan


@pytest.fixture
def environment(mail_server, settings):
    """What a process needs to work on this test's database and mail server."""
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    return {
        **os.environ,
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "EMAIL_URL": mail_server.url,
        "DJANGO_SETTINGS_MODULE": "tests.notifications.settings",
        "CARNEGIE_TESTING": "1",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


@pytest.fixture
def tick_process(environment, settings):
    """Start `manage.py tick --json` at a moment, perhaps with a place to die at."""

    def start(now=NOW, **extra):
        return subprocess.Popen(
            [sys.executable, "manage.py", "tick", "--json", "--now", now.isoformat()],
            cwd=settings.BASE_DIR,
            env={**environment, **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def run_tick(tick_process):
    """Run it to its end: its exit code, and the object that it printed."""

    def run(now=NOW, **extra):
        process = tick_process(now, **extra)
        out, _err = process.communicate(timeout=60)
        return process.returncode, json.loads(out) if out else None

    return run
