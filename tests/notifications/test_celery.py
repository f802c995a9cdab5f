"""A real worker and a real beat on a real broker: it only wakes them, so that losing it loses nothing."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import redis

from carnegie.notifications.models import Reminder
from carnegie.operations.embedded.session import Session
from tests.cast import NOW, person


@pytest.fixture
def broker():
    """The address of a Valkey of this test's own."""
    folder = tempfile.mkdtemp(prefix="carnegie-broker-", dir="/tmp")
    os.chmod(folder, 0o711)  # noqa: S103
    session = Session(Path(folder), without=frozenset({"DATABASE_URL"}), throwaway=True)
    yield session.urls["BROKER_URL"]
    session.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def celery(environment, settings, broker, tmp_path):
    """Start a part of Celery; all parts get SIGTERM at the end and must end by it."""
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "carnegie", *arguments, "--loglevel=warning"],
            cwd=settings.BASE_DIR,
            env={**environment, "BROKER_URL": broker},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
    for process in started:
        process.wait(timeout=30)


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def all_sent():
    return not Reminder.objects.exclude(state="sent").exists()


def test_worker_and_beat_deliver_each_reminder_once_though_the_broker_is_wiped(
    transactional_db, owe, mail_server, celery, broker, tmp_path
):
    amara = person("Amara")
    first = [owe(amara, occurrence=str(number)) for number in range(30)]
    celery("worker", "--concurrency=2", "--without-gossip", "--without-mingle")
    celery("beat", f"--schedule={tmp_path / 'beat'}")
    wait_until(all_sent)
    redis.Redis(unix_socket_path=broker.removeprefix("redis+socket://")).flushall()
    second = [owe(amara, occurrence=str(number)) for number in range(30, 35)]
    wait_until(all_sent)
    time.sleep(2)
    sent = sorted(one.message_id for one in mail_server.accepted)
    assert sent == sorted(f"<reminder-{row.pk}@127.0.0.1>" for row in first + second)
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 35


def test_task_without_a_broker_still_delivers_its_batch(transactional_db, owe, mail_server, settings):
    from carnegie.notifications.tasks import tick

    amara = person("Amara")
    for number in range(26):
        owe(amara, occurrence=str(number), now=NOW)
    tick()
    assert len(mail_server.accepted) == 25
