"""Health pages: open to watchers, honest about what is missing, and never down with the broker."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connections
from django.test import Client

from carnegie.notifications.enums import DeliveryPolicy, ReminderState
from carnegie.notifications.models import Reminder
from tests.cast import NOW


def remind(cast, minutes, **fields):
    values = {
        "kind": "test", "recipient": cast.amara, "subject_id": uuid.uuid4(), "occurrence": "1",
        "policy": DeliveryPolicy.NUDGE, "due_at": NOW - dt.timedelta(minutes=minutes),
        "expires_at": NOW + dt.timedelta(days=1),
    }  # fmt: skip
    return Reminder.objects.create(**{**values, **fields})


def test_live_asks_nothing(client):
    response = client.get("/healthz/live")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Content-Type"] == "text/plain"
    assert client.post("/healthz/live").status_code == 405


def test_ready_says_what_works_and_how_late_reminders_are(cast, client):
    remind(cast, 10)
    remind(cast, 20, state=ReminderState.SENT, sent_at=NOW)
    remind(cast, 30, expires_at=NOW - dt.timedelta(minutes=1))
    remind(cast, -5)
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": True,
        "broker": True,
        "reminder_lag_seconds": 600.0,
        "degraded": [],
    }


def test_ready_without_broker_is_degraded_not_down(db, client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "database": True,
        "broker": False,
        "reminder_lag_seconds": 0.0,
        "degraded": ["broker"],
    }


@pytest.mark.django_db(transaction=True)
def test_ready_without_database_is_503(monkeypatch):
    """In a thread of its own, whose connection goes to a server that is not there."""
    monkeypatch.setitem(connections.settings["default"], "HOST", "/nonexistent")
    answers = []
    asker = threading.Thread(target=lambda: answers.append(Client().get("/healthz/ready")))
    asker.start()
    asker.join()
    assert answers[0].status_code == 503
    assert answers[0].json()["status"] == "unavailable"
    assert answers[0].json()["degraded"] == ["database"]


def test_ready_is_not_redirected_to_https(db, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz/ready").status_code == 200
