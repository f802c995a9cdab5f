"""The tick: what is due goes out once, whatever the mail server answers."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnegie.notifications import registry
from carnegie.notifications.enums import DeliveryPolicy, ReminderState
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import deliver, tick
from carnegie.notifications.services.delivery import claimable
from tests.cast import NOW, person

MINUTE = dt.timedelta(minutes=1)


def states():
    return dict(Reminder.objects.values_list("occurrence", "state"))


def outcome(**changed):
    names = ("due", "sent", "uncertain", "failed", "suppressed", "cancelled", "expired")
    return {**dict.fromkeys(names, 0), "has_more": False, **changed}


def test_due_reminder_is_sent_once(db, owe, mail_server):
    owe(person("Amara"))
    assert vars(tick(now=NOW)) == outcome(due=1, sent=1)
    assert vars(tick(now=NOW + MINUTE)) == outcome()
    assert mail_server.to == ["amara@example.test"]
    row = Reminder.objects.get()
    assert (row.state, row.sent_at.date(), row.attempts, row.lease_token) == ("sent", NOW.date(), 1, None)


def test_what_the_mail_holds(db, owe, mail_server, settings):
    settings.BASE_URL = "https://learn.example.test"
    amara = person("Amara")
    amara.full_name = "Amara O'Neill & Sons"
    amara.save()
    row = owe(amara)
    tick(now=NOW)
    [got] = mail_server.accepted
    assert got.message_id == f"<reminder-{row.pk}@learn.example.test>"
    assert got.mail["Subject"] == "Something is due: 1"
    assert got.mail["Auto-Submitted"] == "auto-generated"
    assert got.mail.get_content_type() == "text/plain"
    assert got.mail.get_content().replace("\r\n", "\n") == (
        "Hello Amara,\n\n"
        f"it waits for you: https://learn.example.test/things/{row.subject_id}/\n\n"
        "You get this mail because you take part in a programme on Carnegie.\n"
        "What Carnegie has sent you: https://learn.example.test/reminders/\n"
    )


def test_a_long_subject_with_other_letters_begins_on_its_own_line(db, owe, mail_server, monkeypatch):
    owe(person("Amara"))
    kind = registry.get("tests.must")
    long = "Führung im Alltag – " * 6 + "Ende"

    def context(reminder):
        return {"occurrence": long, "path": "/"}

    monkeypatch.setitem(registry.KINDS, kind.code, type(kind)(**{**vars(kind), "context": context}))
    tick(now=NOW)
    [got] = mail_server.accepted
    assert got.mail["Subject"] == f"Something is due: {long}"


def test_dates_are_in_the_recipients_time_zone_and_names_unescaped(db, owe, mail_server, monkeypatch, settings):
    amara = person("Amara", time_zone="Asia/Tokyo")
    owe(amara)
    kind = registry.get("tests.must")

    def context(reminder):
        return {"occurrence": reminder.due_at, "path": "/a?b=1&c='2'"}

    monkeypatch.setitem(registry.KINDS, kind.code, type(kind)(**{**vars(kind), "context": context}))
    tick(now=NOW)
    [got] = mail_server.accepted
    assert got.mail["Subject"] == "Something is due: Tue 24 Nov 2026, 19:00"
    assert "/a?b=1&c='2'" in got.mail.get_content()


def test_not_yet_due_waits(db, owe, mail_server):
    owe(person("Amara"), due_at=NOW + MINUTE)
    assert vars(tick(now=NOW)) == outcome()
    assert states() == {"1": "scheduled"}


def test_no_longer_due_is_cancelled(db, owe, mail_server):
    owe(person("Amara"), occurrence="over")
    assert vars(tick(now=NOW)) == outcome(due=1, cancelled=1)
    assert (states(), mail_server.tries) == ({"over": "cancelled"}, [])


def test_too_late_expires(db, owe, mail_server):
    owe(person("Amara"), expires_at=NOW)
    assert vars(tick(now=NOW)) == outcome(due=1, expired=1)
    assert (states(), mail_server.tries) == ({"1": "expired"}, [])


def test_deactivated_person_gets_nothing(db, owe, mail_server):
    owe(person("Amara", is_active=False))
    assert vars(tick(now=NOW)) == outcome(due=1, suppressed=1)
    assert (states(), mail_server.tries) == ({"1": "suppressed"}, [])


def test_unknown_kind_fails_with_a_reason_and_holds_up_nobody(db, owe, mail_server):
    owe(person("Amara"))
    Reminder.objects.update(kind="gone.kind")
    owe(person("Ben"))
    assert vars(tick(now=NOW)) == outcome(due=2, failed=1, sent=1)
    row = Reminder.objects.get(state="failed")
    assert row.last_error == "No app registers the reminder kind gone.kind."


def test_error_of_our_own_is_tried_again_and_holds_up_nobody(db, owe, mail_server, monkeypatch):
    kind = registry.get("tests.nudge")

    def broken(reminder, now):
        raise KeyError("canary: what a learner wrote")

    monkeypatch.setitem(registry.KINDS, kind.code, type(kind)(**{**vars(kind), "still_due": broken}))
    owe(person("Amara"), kind=kind.code)
    owe(person("Ben"))
    assert vars(tick(now=NOW)) == outcome(due=2, sent=1)
    row = Reminder.objects.get(state="scheduled")
    assert (row.last_error, row.attempts) == ("KeyError while preparing the mail", 1)


def test_template_without_subject_is_an_error_of_our_own(db, owe, mail_server, monkeypatch):
    kind = registry.get("tests.must")
    changed = type(kind)(**{**vars(kind), "template": "notifications/mail/footer.txt"})
    monkeypatch.setitem(registry.KINDS, kind.code, changed)
    owe(person("Amara"))
    tick(now=NOW)
    assert Reminder.objects.get().last_error == "ValueError while preparing the mail"


@pytest.mark.parametrize("answer", ["421 going down", "451 try later", "hang"])
def test_transient_refusal_is_tried_five_times_with_growing_waits(db, owe, mail_server, settings, answer):
    settings.EMAIL_TIMEOUT = 0.2
    mail_server.answers["amara@example.test"] = answer
    owe(person("Amara"))
    owe(person("Ben"), occurrence="2")
    now, waits = NOW, []
    assert vars(tick(now=now)) == outcome(due=2, sent=1)
    for _attempt in range(4):
        row = Reminder.objects.get(occurrence="1")
        assert row.state == "scheduled"
        waits.append(round((row.due_at - now) / MINUTE))
        assert tick(now=row.due_at - MINUTE / 2).due == 0
        now = row.due_at
        last = tick(now=now)
    assert waits == [1, 4, 16, 64]
    assert vars(last) == outcome(due=1, failed=1)
    assert mail_server.tries.count("amara@example.test") == 5
    assert mail_server.to == ["ben@example.test"]
    assert states() == {"1": "failed", "2": "sent"}


def test_transient_refusal_that_passes_delivers(db, owe, mail_server):
    mail_server.answers["amara@example.test"] = "451 try later"
    row = owe(person("Amara"))
    tick(now=NOW)
    row.refresh_from_db()
    assert row.last_error == "451 try later"
    mail_server.answers.clear()
    tick(now=row.due_at)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == ("sent", 2, "")
    assert mail_server.to == ["amara@example.test"]


def test_permanent_refusal_fails_at_once(db, owe, mail_server):
    mail_server.answers["amara@example.test"] = "550 no such person"
    owe(person("Amara"))
    owe(person("Ben"), occurrence="2")
    assert vars(tick(now=NOW)) == outcome(due=2, failed=1, sent=1)
    assert tick(now=NOW + 1000 * MINUTE).due == 0
    assert mail_server.tries.count("amara@example.test") == 1
    assert Reminder.objects.get(occurrence="1").last_error == "550 no such person"


def test_addresses_that_a_server_repeats_are_neither_kept_nor_logged(db, owe, mail_server, caplog):
    mail_server.answers["amara@example.test"] = "550 5.1.1 <amara@example.test>: no such person"
    owe(person("Amara"))
    tick(now=NOW)
    assert Reminder.objects.get().last_error == "550 5.1.1 (address): no such person"
    assert ("no such person" in caplog.text, "@" in caplog.text) == (True, False)


def test_no_mail_server_at_all_waits(db, owe, settings, mail_server):
    settings.EMAIL_PORT = 1
    owe(person("Amara"))
    assert vars(tick(now=NOW)) == outcome(due=1)
    row = Reminder.objects.get()
    assert (row.state, row.last_error) == ("scheduled", "ConnectionRefusedError: [Errno 111] Connection refused")


def lease(row, *, until):
    leased = Reminder.objects.filter(pk=row.pk)
    leased.update(state=ReminderState.SENDING, lease_until=until, lease_token=uuid.uuid4(), attempts=1)


def test_running_lease_is_left_alone(db, owe, mail_server):
    lease(owe(person("Amara")), until=NOW + MINUTE)
    assert vars(tick(now=NOW)) == outcome()


def test_lost_lease_is_sent_again_or_left_uncertain(db, owe, mail_server):
    amara = person("Amara")
    for kind, policy in (("tests.must", DeliveryPolicy.MUST_DELIVER), ("tests.nudge", DeliveryPolicy.NUDGE)):
        lease(owe(amara, kind=kind, occurrence=policy), until=NOW - MINUTE)
    assert vars(tick(now=NOW)) == outcome(due=2, sent=1, uncertain=1)
    assert states() == {"must_deliver": "sent", "nudge": "uncertain"}
    assert len(mail_server.accepted) == 1


def test_lost_lease_past_its_time_is_uncertain(db, owe, mail_server):
    lease(owe(person("Amara"), expires_at=NOW), until=NOW - MINUTE)
    assert vars(tick(now=NOW)) == outcome(due=1, uncertain=1)


def test_result_is_written_only_by_the_holder_of_the_lease(db, owe, mail_server, monkeypatch):
    """While the first worker prepares its mail the lease runs out and another takes the row over."""
    kind = registry.get("tests.must")
    other = uuid.uuid4()

    def overtaken(reminder, now):
        Reminder.objects.filter(pk=reminder.pk).update(lease_token=other)
        return True

    monkeypatch.setitem(registry.KINDS, kind.code, type(kind)(**{**vars(kind), "still_due": overtaken}))
    owe(person("Amara"))
    tick(now=NOW)
    row = Reminder.objects.get()
    assert (row.state, row.lease_token, row.sent_at) == ("sending", other, None)


def test_scanners_plan_and_a_broken_one_stops_nobody(db, owe, mail_server, monkeypatch):
    amara = person("Amara")

    def broken(*, now):
        owe(amara, occurrence="undone")
        raise ValueError

    def works(*, now):
        owe(amara, due_at=now)

    monkeypatch.setitem(registry.SCANNERS, "a", broken)
    monkeypatch.setitem(registry.SCANNERS, "b", works)
    assert tick(now=NOW).sent == 1
    assert tick(now=NOW).sent == 0
    assert states() == {"1": "sent"}


def test_batch_and_budget_bound_one_tick(db, owe, mail_server):
    amara = person("Amara")
    for occurrence in range(5):
        owe(amara, occurrence=str(occurrence))
    assert vars(tick(now=NOW, batch=3)) == outcome(due=3, sent=3, has_more=True)
    assert vars(tick(now=NOW, budget_seconds=0)) == outcome(has_more=True)
    assert vars(tick(now=NOW)) == outcome(due=2, sent=2)


def test_longest_waiting_goes_first(db, owe, mail_server):
    owe(person("Amara"), due_at=NOW - MINUTE)
    owe(person("Ben"), due_at=NOW - 2 * MINUTE)
    tick(now=NOW, batch=1)
    assert mail_server.to == ["ben@example.test"]


def bulk(recipient, number, **changes):
    values = {"kind": "tests.must", "policy": "must_deliver", "occurrence": "1", "due_at": NOW, **changes}
    Reminder.objects.bulk_create(
        Reminder(recipient=recipient, subject_id=uuid.uuid4(), expires_at=NOW + MINUTE, **values)
        for _row in range(number)
    )


def test_each_row_costs_the_same_number_of_queries(db, owe, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    amara = person("Amara")
    counts = []
    for number in (0, 1, 3):
        bulk(amara, number)
        with CaptureQueriesContext(connection) as queries:
            assert deliver(now=NOW).sent == number
        counts.append(len(queries))
    nothing_due, one = counts[0], counts[1] - counts[0]
    assert counts == [nothing_due, nothing_due + one, nothing_due + 3 * one]


def test_claim_reads_the_index_of_what_is_due_however_much_was_sent(db, owe, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    amara = person("Amara")
    bulk(amara, 5_000, state="sent", sent_at=NOW)
    bulk(amara, 250)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notifications_reminder")
    plan = claimable(NOW)[:1].explain()
    assert "Index Scan using reminder_due" in plan
    assert "Sort" not in plan
    delivered = [deliver(now=NOW, budget_seconds=60).sent for _batch in range(11)]
    assert delivered == [25] * 10 + [0]
