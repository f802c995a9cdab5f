"""PostgreSQL killed ten times while learners answer: what was acknowledged is there."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from carnegie.operations.embedded.errors import EmbeddedServerError
from carnegie.operations.embedded.place import remove
from carnegie.operations.embedded.session import Session
from tests.cast import NOW
from tests.operations.processes import PROJECT, free_port
from tests.plugin import restore_template

KILLS, LEARNERS = 10, 8
TOKEN = "a" * 32
SETTING_UP = """
import json
import django
django.setup()
from django.test import Client
from diagnostics.models import Attempt
from programmes.models import Enrolment
from tests.cast import NOW, Cast, make_attempt, make_diagnostic, make_framework, person

cast = Cast()
framework = make_framework(cast.provider, "Long", domains=5, per_domain=12)
cast.round.diagnostic_version = make_diagnostic(cast.programme, framework, cast.dee, title="Long")
cast.round.target_profile = None
cast.round.save()
items = [str(item.pk) for item in cast.round.diagnostic_version.items.all()]
for number in range(%d):
    learner = person(f"Learner{number}")
    enrolment = Enrolment.objects.create(cohort=cast.cohort, learner=learner, enrolled_at=NOW)
    client = Client()
    client.force_login(learner)
    attempt = make_attempt(cast.round, enrolment, ranks=[], submitted=False)
    cookie = client.cookies["sessionid"].value
    print(json.dumps({"attempt": str(attempt.pk), "session": cookie, "items": items}))
"""

pytestmark = pytest.mark.slow


class Learner(threading.Thread):
    """Answers statement after statement, again and again, and notes what was acknowledged."""

    def __init__(self, base: str, facts: dict, over: threading.Event) -> None:
        super().__init__()
        self.base, self.facts, self.over = base, facts, over
        self.acknowledged: dict[str, tuple[int, int]] = {}
        self.saves = self.failures = 0

    def run(self) -> None:
        turn = 0
        while not self.over.is_set():
            item = self.facts["items"][turn % len(self.facts["items"])]
            turn += 1
            while not self.over.is_set() and not self.save(item, turn):
                self.failures += 1
                time.sleep(0.05)

    def save(self, item: str, turn: int) -> bool:
        _turn, revision = self.acknowledged.get(item, (0, 0))
        body = {"level": str(turn % 5 + 1), "importance": "", "example": str(turn), "base_revision": revision}
        url = f"{self.base}/diagnostics/attempts/{self.facts['attempt']}/answers/{item}/"
        cookies = f"sessionid={self.facts['session']}; csrftoken={TOKEN}"
        headers = {"Content-Type": "application/json", "Cookie": cookies, "X-CSRFToken": TOKEN}
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310 - our own address
        try:
            with urllib.request.urlopen(request, timeout=15) as response:  # noqa: S310 - our own address
                self.acknowledged[item] = (turn, json.load(response)["revision"])
        except (OSError, ValueError, KeyError):
            return False
        self.saves += 1
        return True


@pytest.fixture
def folder() -> Iterator[Path]:
    parent = Path(tempfile.mkdtemp(prefix="carnegie-killed-", dir="/tmp"))
    parent.chmod(0o711)
    data = parent / "data"
    data.mkdir(mode=0o711)
    restore_template(data)
    yield data
    remove(data)
    shutil.rmtree(parent)


@pytest.fixture
def database(folder: Path) -> Iterator[Session]:
    """With the settings of a real one: what is committed has reached the disk."""
    session = Session(folder, without=frozenset({"BROKER_URL"}))
    yield session
    session.close()


@pytest.fixture
def environment(database: Session) -> dict[str, str]:
    facts = {"DJANGO_SETTINGS_MODULE": "carnegie.settings.test", "CARNEGIE_NOW": NOW.isoformat()}
    return {**os.environ, **database.urls, **facts}


@pytest.fixture
def web(environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "carnegie.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--log-level", "critical"]
    command += ["--config", "python:carnegie.operations.web_server"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while not answers(base):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    yield base
    process.terminate()
    process.wait(30)


def answers(base: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"{base}/healthz/live", timeout=5):  # noqa: S310
        return True
    return False


def kill(database: Session) -> None:
    """-9 for the server; its sessions end when they see it gone, and then it is started on what it left."""
    [server] = database._servers
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    deadline = time.monotonic() + 60
    while True:
        try:
            return database.start_again("Postgres")
        except EmbeddedServerError:
            assert time.monotonic() < deadline
            time.sleep(0.2)


def kept(database: Session) -> dict[tuple[str, str], tuple[int, int]]:
    place = database.urls["DATABASE_URL"].removeprefix("postgres://carnegie@:5432/").rsplit("/", 1)
    connection = psycopg2.connect(host=place[0], user="carnegie", dbname=place[1])
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT attempt_id::text, item_id::text, example::int, revision FROM diagnostics_answer")
        rows = {(attempt, item): (turn, revision) for attempt, item, turn, revision in cursor.fetchall()}
    connection.close()
    return rows


def test_no_acknowledged_answer_is_lost(
    database: Session, environment: dict[str, str], web: str, record_property: Callable[[str, object], None]
) -> None:
    script = SETTING_UP % LEARNERS
    made = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    over = threading.Event()
    learners = [Learner(web, json.loads(line), over) for line in made.stdout.splitlines()]
    for learner in learners:
        learner.start()
    for _kill in range(KILLS):
        saves = sum(one.saves for one in learners)
        deadline = time.monotonic() + 60
        while sum(one.saves for one in learners) < saves + 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        kill(database)
    time.sleep(2)
    over.set()
    for learner in learners:
        learner.join()

    rows = kept(database)
    acknowledged = {(one.facts["attempt"], item): said for one in learners for item, said in one.acknowledged.items()}
    lost = [key for key, said in acknowledged.items() if rows.get(key, (0, 0)) < said]
    saves, failures = sum(one.saves for one in learners), sum(one.failures for one in learners)
    record_property("acknowledged", saves)
    record_property("refused meanwhile", failures)
    assert lost == []
    assert saves >= 200 * KILLS
    assert failures > 0
