"""Handing over work: after the commit, ids only, and never an error in a page when the broker is gone."""

import time
import uuid

from celery import shared_task

from carnegie.celery import app
from carnegie.core.background import enqueue

DONE = []


@shared_task(name="tests.note")
def note(*ids):
    DONE.append(ids)


def queued():
    with app.connection_for_write() as connection:
        return connection.default_channel.client.llen("celery")


def test_task_goes_out_after_the_commit_only(db, django_capture_on_commit_callbacks):
    app.control.purge()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(note, uuid.uuid4())
        assert queued() == 0
    assert queued() == 1
    app.control.purge()


def test_missing_broker_is_logged_and_quick(db, no_broker, django_capture_on_commit_callbacks, caplog):
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(note, uuid.uuid4())
    assert time.monotonic() - began < 5
    assert "broker_unreachable" in caplog.text
