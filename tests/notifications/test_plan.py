"""A reminder is planned once, in the transaction of its cause, and can be dropped."""

import datetime as dt
import threading
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction

from carnegie.notifications import registry
from carnegie.notifications.enums import DeliveryPolicy, ReminderState
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import cancel_reminders, plan_reminder
from tests.cast import NOW, person

HOUR = dt.timedelta(hours=1)


def plan(recipient, **changes):
    values = {"kind": "tests.must", "subject_id": uuid.UUID(int=1), "occurrence": "1", "due_at": NOW, "now": NOW}
    return plan_reminder(**{"recipient": recipient, "expires_at": NOW + HOUR, **values, **changes})


def test_planned_twice_is_one_row(db, kinds):
    amara = person("Amara")
    first = plan(amara)
    second = plan(amara, due_at=NOW + HOUR)
    assert (second.pk, second.due_at, second.state) == (first.pk, NOW, ReminderState.SCHEDULED)
    assert Reminder.objects.count() == 1


def test_row_takes_the_policy_of_its_kind(db, kinds):
    amara = person("Amara")
    rows = [plan(amara), plan(amara, kind="tests.nudge")]
    assert [row.policy for row in rows] == [DeliveryPolicy.MUST_DELIVER, DeliveryPolicy.NUDGE]


def test_each_part_of_the_key_makes_another_row(db, kinds):
    amara, ben = person("Amara"), person("Ben")
    plan(amara)
    plan(ben)
    plan(amara, occurrence="2")
    plan(amara, subject_id=uuid.UUID(int=2))
    plan(amara, kind="tests.nudge")
    assert Reminder.objects.count() == 5


def test_planning_is_undone_with_its_cause(db, kinds):
    amara = person("Amara")
    with transaction.atomic():
        plan(amara)
        transaction.set_rollback(True)
    assert Reminder.objects.count() == 0


def test_unknown_kind_is_refused(db, kinds):
    with pytest.raises(registry.UnknownKind, match=r"^No app registers the reminder kind nobody\.knows\.$"):
        plan(person("Amara"), kind="nobody.knows")


def test_two_at_once_plan_one_row(transactional_db, kinds):
    amara = person("Amara")
    barrier = threading.Barrier(4)

    def race():
        barrier.wait()
        for occurrence in range(25):
            plan(amara, occurrence=str(occurrence))
        connection.close()

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Reminder.objects.count() == 25


def test_cancel_takes_only_what_is_planned_about_that_subject(db, kinds):
    amara = person("Amara")
    mine, other = plan(amara), plan(amara, subject_id=uuid.UUID(int=2))
    sent = plan(amara, occurrence="2")
    Reminder.objects.filter(pk=sent.pk).update(state=ReminderState.SENT, sent_at=NOW)
    assert cancel_reminders(kind="tests.must", subject_id=mine.subject_id, now=NOW) == 1
    states = dict(Reminder.objects.values_list("pk", "state"))
    assert states == {
        mine.pk: ReminderState.CANCELLED,
        other.pk: ReminderState.SCHEDULED,
        sent.pk: ReminderState.SENT,
    }


def test_cancelled_one_is_owed_again_when_planned_again(db, kinds):
    amara = person("Amara")
    first = plan(amara)
    cancel_reminders(kind="tests.must", subject_id=first.subject_id, now=NOW)
    again = plan(amara, due_at=NOW + HOUR, expires_at=NOW + 2 * HOUR)
    assert (again.pk, again.state, again.due_at) == (first.pk, ReminderState.SCHEDULED, NOW + HOUR)


def test_kind_registered_twice_is_refused(kinds):
    with pytest.raises(ImproperlyConfigured, match=r"^The reminder kind tests\.must is registered twice\.$"):
        registry.register(registry.get("tests.must"))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": ReminderState.SENDING}, "reminder_sending_has_lease"),
        ({"state": ReminderState.SENT}, "reminder_sent_has_time"),
    ],
)
def test_database_refuses_states_without_their_facts(db, kinds, changes, constraint):
    row = plan(person("Amara"))
    with pytest.raises(IntegrityError, match=constraint):
        Reminder.objects.filter(pk=row.pk).update(**changes)


def test_database_refuses_a_second_row_of_one_occurrence(db, kinds):
    row = plan(person("Amara"))
    row.pk = uuid.uuid4()
    with pytest.raises(IntegrityError, match="reminder_occurrence_unique"):
        row.save(force_insert=True)
