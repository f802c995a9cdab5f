"""Processes that die at the worst moments, and ticks that run at once: nothing lost, no copy too many."""

import datetime as dt
import json
import signal

import pytest

from carnegie.notifications.models import Reminder
from carnegie.notifications.services import tick
from tests.cast import NOW, person

AFTER_LEASE = NOW + dt.timedelta(seconds=90)
EXTRA_COPIES = {"before_claim": 0, "after_claim": 0, "after_send": 1, "before_commit": 1, "after_commit": 0}


def states():
    return sorted(Reminder.objects.values_list("state", flat=True))


@pytest.mark.parametrize(("place", "extra"), EXTRA_COPIES.items())
def test_must_deliver_killed_anywhere_arrives_and_copies_share_their_message_id(
    transactional_db, owe, run_tick, mail_server, place, extra
):
    rows = [owe(person(name)) for name in ("Amara", "Ben", "Otto")]
    assert run_tick(CARNEGIE_FAILPOINT=place) == (-signal.SIGKILL, None)
    assert tick(now=AFTER_LEASE).uncertain == 0
    assert states() == ["sent"] * 3
    assert len(mail_server.accepted) == 3 + extra
    by_id = {one.message_id: one.to for one in mail_server.accepted}
    assert sorted(by_id.values()) == ["amara@example.test", "ben@example.test", "otto@example.test"]
    assert len(by_id) == len(rows)
    assert tick(now=AFTER_LEASE).due == 0


@pytest.mark.parametrize(
    ("place", "state", "copies"),
    [
        ("before_claim", "sent", 1),
        ("after_claim", "uncertain", 0),
        ("after_send", "uncertain", 1),
        ("before_commit", "uncertain", 1),
        ("after_commit", "sent", 1),
    ],
)
def test_nudge_killed_anywhere_is_never_sent_twice(transactional_db, owe, run_tick, mail_server, place, state, copies):
    owe(person("Amara"), kind="tests.nudge")
    assert run_tick(CARNEGIE_FAILPOINT=place)[0] == -signal.SIGKILL
    tick(now=AFTER_LEASE)
    assert (states(), len(mail_server.accepted)) == ([state], copies)


def test_before_the_lease_has_run_out_nobody_sends_again(transactional_db, owe, run_tick, mail_server):
    owe(person("Amara"))
    run_tick(CARNEGIE_FAILPOINT="after_send")
    assert tick(now=NOW + dt.timedelta(seconds=30)).due == 0
    assert len(mail_server.accepted) == 1


def test_ticks_at_once_send_each_mail_once(transactional_db, owe, tick_process, mail_server):
    amara = person("Amara")
    rows = [owe(amara, occurrence=str(number)) for number in range(60)]
    processes = [tick_process() for _process in range(3)]
    reports = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    assert sum(report["sent"] for report in reports) == 60
    sent = sorted(one.message_id for one in mail_server.accepted)
    assert sent == sorted(f"<reminder-{row.pk}@127.0.0.1>" for row in rows)
