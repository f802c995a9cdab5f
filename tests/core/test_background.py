"""Handing over work: ids only, and never an error in a page when the broker is gone."""

import time
import uuid

from celery import shared_task

from carnegie.celery import app
from carnegie.core.background import hand_over

DONE = []


@shared_task(name="tests.note")
def note(*ids):
    DONE.append(ids)


def queued():
    with app.connection_for_write() as connection:
        return connection.default_channel.client.llen("celery")


def test_a_task_goes_out_with_ids_only():
    app.control.purge()
    assert hand_over(note, uuid.uuid4()) is True
    assert queued() == 1
    app.control.purge()


def test_a_missing_broker_is_told_logged_and_quick(no_broker, caplog):
    began = time.monotonic()
    assert hand_over(note, uuid.uuid4()) is False
    assert time.monotonic() - began < 5
    assert "broker_unreachable" in caplog.text
